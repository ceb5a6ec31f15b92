"""Options from a TOML file: the same names as on the command line."""

from __future__ import annotations

import argparse
import tomllib
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from ..errors import DataError
from .parser import COMMANDS

POSITIONAL = ("accounts", "before", "after", "origins", "destinations", "source", "plan")
PATHS = ("territories", "pins", "assignment", "out", "candidates", "travel_matrix", "network", "nodes", "speed_factor")
_NO_OPTION = ("command", "config", "debug", "action", "more")


def merged(parser: argparse.ArgumentParser, given: argparse.Namespace) -> argparse.Namespace:
    """What was typed, and for the rest what the config file says. Relative paths in it start at its folder.

    Raises
    ------
    DataError
        The file cannot be read, or has a name that no command knows.
    """
    if given.config is None:
        return given
    table = _read(given.config)
    every = set[str]().union(*(_names(parser, name) for name in COMMANDS))
    for key in table:
        if key.replace("-", "_") not in every:
            near = get_close_matches(key, sorted(every), 1)
            hint = f"; did you mean {near[0]!r}?" if near else f"; expected some of {', '.join(sorted(every))}"
            raise DataError(f"{given.config}: no option {key!r}{hint}", table=given.config, column=key)
    mine = _names(parser, given.command)
    settings = {key.replace("-", "_"): value for key, value in table.items()}
    settings = {_destination(key, value): value for key, value in settings.items()}
    words = [word for key, value in settings.items() if key in mine for word in _words(given.config, key, value)]
    read = vars(_parsed(parser, given, words))
    read |= {key: _path(given.config, str(settings[key])) for key in POSITIONAL if key in mine and key in settings}
    for name, value in read.items():
        if getattr(given, name) is None:
            setattr(given, name, value)
    return given


def _parsed(parser: argparse.ArgumentParser, given: argparse.Namespace, words: list[str]) -> argparse.Namespace:
    try:
        action = [given.action] if getattr(given, "action", None) else []
        return parser.parse_args([given.command, *action, *words])
    except SystemExit:
        raise DataError(f"{given.config}: an option is not as expected, see above", table=given.config) from None


def _destination(key: str, value: Any) -> str:
    """``accounts = 20000`` is the demo's ``--accounts``, ``accounts = "file.csv"`` a table."""
    return "count" if key == "accounts" and isinstance(value, int) else key


def _path(config: str, value: str) -> str:
    return str(Path(config).parent / value)


def _read(path: str) -> dict[str, Any]:
    try:
        return tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        raise DataError(f"{path}: cannot be read: {error.strerror}", table=path) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataError(f"{path}: is no TOML file: {error}", table=path) from error


def _names(parser: argparse.ArgumentParser, command: str) -> set[str]:
    return set(vars(parser.parse_args([command]))) - set(_NO_OPTION)


def _words(path: str, key: str, value: Any) -> list[str]:
    """The words one would have typed for an option."""
    if key in POSITIONAL:
        return []
    if isinstance(value, dict):
        return [word for name, part in value.items() for word in _words(path, key, f"{name}={part}")]
    if isinstance(value, list):
        if key == "countries":
            return _words(path, key, ",".join(map(str, value)))
        return [word for part in value for word in _words(path, key, part)]
    option = "--accounts" if key == "count" else f"--{key.replace('_', '-')}"
    if isinstance(value, bool):
        return [option if value else f"--no-{option[2:]}"]
    if not isinstance(value, str | int | float):
        raise DataError(f"{path}: {key}: expected text, a number, a list or a table, found {value!r}", table=path)
    if key in PATHS and isinstance(value, str) and not value.isdecimal():
        value = _path(path, value)
    return [f"{option}={value}"]
