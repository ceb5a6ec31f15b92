"""Where text goes: how wide it is, whether it may be in colour, and which characters it can show."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TextIO

from .cells import harmless
from .windows import obeys_escapes

# SGR numbers of ECMA-48. Of the colours only those that themes keep readable on light and on dark ground; none says
# anything that the text does not.
STYLES = {"": "", "bold": "1", "dim": "2", "good": "32", "bad": "31", "bar": "36", "link": "4"}
DRAWN = "█▉▊▋▌▍▎▏▐▁▂▃▄▅▆▇│┊…━·"  # what tables and charts use beyond ASCII
DEFAULT_COLUMNS, LEAST_COLUMNS = 80, 20

Span = tuple[str, str]  # text, and one of STYLES
Line = Sequence[Span]


@dataclass(frozen=True)
class Screen:
    """A stream and what it can show. ``quiet`` keeps back everything but what is insisted on."""

    stream: TextIO
    columns: int = DEFAULT_COLUMNS
    color: bool = False
    unicode: bool = True
    terminal: bool = False  # a person looks at it, and a line can be written over
    quiet: bool = False

    @classmethod
    def of(cls, stream: TextIO, environment: Mapping[str, str] = os.environ, *, quiet: bool = False) -> Screen:
        """What the stream can show, by itself and by the user's environment.

        ``NO_COLOR`` wins over ``FORCE_COLOR`` and ``CLICOLOR_FORCE``, these over ``TERM=dumb``, as in Python itself;
        without any of them colour is for terminals. ``COLUMNS`` wins over the width of the terminal.
        """
        dumb = environment.get("TERM") == "dumb"
        terminal = _is_terminal(stream) and not dumb and obeys_escapes(stream)
        return cls(
            stream,
            columns=_columns(stream, environment),
            color=_color(environment, terminal),
            unicode=_writes(stream, DRAWN),
            terminal=terminal,
            quiet=quiet,
        )

    def renewed(self) -> Screen:
        """The same at its present width: windows change their size while work goes on."""
        return replace(self, columns=_columns(self.stream, os.environ)) if self.terminal else self

    @property
    def encoding(self) -> str:
        """What the stream's characters become."""
        return _encoding(self.stream)

    @property
    def ellipsis(self) -> str:
        """What stands for text that was cut."""
        return "…" if self.unicode else "..."

    def harmless(self, value: object) -> str:
        """A value as text that this stream can show and its terminal does not obey."""
        return harmless(value, self.encoding)

    def say(self, *lines: str | Line) -> None:
        """Write lines; a text may hold several, its line ends are the only control characters that stay."""
        if not self.quiet:
            self.insist(*lines)

    def insist(self, *lines: str | Line) -> None:
        """Write lines, quiet or not."""
        for line in lines:
            parts: Iterable[Line] = [[(part, "")] for part in line.split("\n")] if isinstance(line, str) else [line]
            for part in parts:
                self.stream.write(self.rendered(part) + "\n")
        self.stream.flush()

    def rendered(self, line: Line) -> str:
        """A line as the stream gets it: harmless, and painted where colour is wanted."""
        return "".join(self._painted(self.harmless(text), style) for text, style in line).rstrip(" ")

    def _painted(self, text: str, style: str) -> str:
        if not (self.color and style and text.strip()):
            return text
        return f"\x1b[{STYLES[style]}m{text}\x1b[0m"


def _is_terminal(stream: TextIO) -> bool:
    try:
        return stream.isatty()
    except (AttributeError, ValueError):  # no such method, or closed
        return False


def _color(environment: Mapping[str, str], terminal: bool) -> bool:
    if environment.get("NO_COLOR"):
        return False
    if any(environment.get(name, "0") not in ("", "0") for name in ("FORCE_COLOR", "CLICOLOR_FORCE")):
        return True
    return terminal and environment.get("CLICOLOR") != "0" and environment.get("FORCE_COLOR") != "0"


def _columns(stream: TextIO, environment: Mapping[str, str]) -> int:
    given = environment.get("COLUMNS", "")
    if given.isascii() and given.isdigit() and int(given) > 0:
        return max(int(given), LEAST_COLUMNS)
    try:
        found = os.get_terminal_size(stream.fileno()).columns
    except (AttributeError, OSError, ValueError):  # no file, no terminal, closed
        found = 0
    return max(found, LEAST_COLUMNS) if found > 0 else DEFAULT_COLUMNS


def _encoding(stream: TextIO) -> str:
    return getattr(stream, "encoding", None) or "utf-8"


def _writes(stream: TextIO, text: str) -> bool:
    try:
        text.encode(_encoding(stream))
    except (UnicodeEncodeError, LookupError):
        return False
    return True
