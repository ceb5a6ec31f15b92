"""``territory-engine compare``: two saved plans side by side."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import pyarrow.compute as pc

from ..compare import Comparison, compare_plans
from ..errors import DataError
from ..storage import load_plan
from ..terminal.progress import doing
from ..terminal.screen import Line, Screen
from ..terminal.table import Column, table
from ..text import size
from . import exits
from .pages import check_page
from .show import Written, show_files, show_plans
from .write import check_format, write_table

MOST = 12  # territories that are listed
HEADS = {
    "before_territory_id": "territory",
    "after_territory_id": "became",
    "accounts_before": "accounts",
    "accounts_after": "then",
    "accounts_in": "in",
    "accounts_out": "out",
}

RANKS = {"accounts_before": 1, "accounts_after": 1}  # these columns go first where room is short


def run(options: argparse.Namespace, screen: Screen) -> int:
    """Print the comparison; write its territories and its page where asked."""
    if options.before is None or options.after is None:
        raise DataError("two plans are needed: territory-engine compare BEFORE AFTER, each a folder that plan wrote")
    if options.out is not None:
        check_format(options.out, places=False)
        if options.more:
            raise DataError("--out is for two plans: it has a row for each territory before and after")
    if options.report is not None:
        check_page(options.report)
    folders = [options.before, options.after, *(options.more or [])]
    names = ["before", "after"] if len(folders) == 2 else _names(folders)
    plans = {name: load_plan(folder) for name, folder in zip(names, folders, strict=True)}
    comparison = plans[names[1]].compare(plans[names[0]])
    written: Written = []
    if options.out is not None:
        write_table(comparison.territories, options.out)
        written.append((Path(options.out), f"{comparison.territories.num_rows:,} territories"))
    if options.report is not None:
        with doing("drawing the page", silent=screen.quiet):
            compare_plans(plans, options.report)
        written.append(
            (Path(options.report), f"{size(Path(options.report).stat().st_size)}, opens in a browser, offline")
        )
    show_plans(screen, plans, every=bool(options.all))
    if len(plans) == 2:
        screen.say("", *_changed(screen, comparison, every=bool(options.all)))
    if written:
        screen.say("")
    show_files(screen, written)
    return exits.FINE


def _names(folders: list[str]) -> list[str]:
    """What plans are called: their folders, without what leads there unless two would be called the same."""
    short = [Path(folder).resolve().name for folder in folders]
    return short if len(set(short)) == len(short) else [f"{number}: {name}" for number, name in enumerate(short, 1)]


def _changed(screen: Screen, comparison: Comparison, *, every: bool) -> list[Line]:
    """The territories that most accounts came to or left."""
    if not comparison.moved["accounts"]:
        return [[("no account changes its territory", "")]]
    pairs = comparison.territories
    moves = pc.add(pairs["accounts_in"], pairs["accounts_out"])
    order = pc.sort_indices(moves, sort_keys=[("", "descending")])
    chosen = pairs.select(list(HEADS)).take(order if every else order[:MOST]).to_pylist()
    columns = [
        Column(head, right=False, least=8) if name.endswith("_id") else Column(head, rank=RANKS.get(name, 0))
        for name, head in HEADS.items()
    ]
    rows = [[_cell(name, value) for name, value in row.items()] for row in chosen]
    lines = table(screen, columns, rows)
    if comparison.renamed:
        lines.append([(f"{comparison.renamed:,} territories have another id than their match", "")])
    rest = pairs.num_rows - len(chosen)
    if rest > 0:
        lines.append(
            [(f"the {MOST} that changed most of {pairs.num_rows:,} territories; --all lists every one", "dim")]
        )
    return lines


def _cell(name: str, value: Any) -> str:
    if value is None:
        return "-"
    return str(value) if name.endswith("_id") else f"{value:,}"
