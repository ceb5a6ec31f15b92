"""Columns of a table of accounts by their usual names, so that a first try needs no options."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any

import pyarrow.compute as pc

from ..balance import Balance
from ..errors import DataError
from ..tables.source import read
from ..tables.wanted import Wanted
from .problem import column_names, table

USUAL = {  # English, then German
    "id": (
        *("account_id", "customer_id", "id", "account", "customer", "account_no", "customer_no"),
        *("kundennr", "kunden_nr", "kundennummer", "kunden_id", "kdnr", "kunde"),
    ),
    "latitude": ("latitude", "lat", "breitengrad", "breite"),
    "longitude": ("longitude", "lon", "lng", "long", "längengrad", "laengengrad", "länge", "laenge"),
    "visits": ("visits_per_year", "visits", "calls", "call_frequency", "besuche_pro_jahr", "besuche"),
    "baseline": (
        *("territory", "territory_id", "current_territory", "rep", "sales_rep"),
        *("gebiet", "verkaufsgebiet", "vertriebsgebiet", "verkäufer", "verkaeufer"),
    ),
}
PLACES = ("latitude", "longitude")
MEASURES = ("workload", "potential", "revenue", "sales", "turnover", "potenzial", "umsatz", "absatz")
TOLERANCE = 0.05


def guess_columns(options: argparse.Namespace) -> list[str]:
    """Fill the options that were left out, and return what was taken for what.

    Raises
    ------
    DataError
        There is nothing that looks like an id or a place, or no hint of how many territories there should be.
    """
    options.accounts = table(options.accounts, *column_names(options)[1:])
    chosen: list[str] = []

    def choose(names: Sequence[str]) -> list[Wanted]:
        planar = options.x is not None or options.y is not None
        for option, usual in USUAL.items():
            if planar and option in PLACES:
                continue
            if getattr(options, option) is None and (name := _first(names, usual)):
                setattr(options, option, name)
                chosen.append(f"{option}={name}")
        for option in ("id",) if planar else ("id", *PLACES):
            if getattr(options, option) is None:
                raise _unknown(option, names)
        if not (options.balance or options.soft or options.bounds):
            measure = _first(names, MEASURES) or "accounts"
            options.balance = [(measure, Balance(TOLERANCE))]
            chosen.append(f"balance={measure}={TOLERANCE:.0%}")
        return [Wanted(options.baseline or options.id, "id")]

    column = read(options.accounts, "accounts", choose).column(0)
    if options.territories is None:
        if options.baseline is None:
            raise DataError("no territories given; say how many (--territories 20) or name a table of them")
        options.territories = len(pc.unique(column).drop_null())  # count_distinct knows no dictionaries
        chosen.append(f"territories={options.territories}")
    return chosen


def _first(names: Sequence[str], usual: Sequence[str]) -> str | None:
    lower = {name.lower(): name for name in reversed(names)}
    return next((lower[name] for name in usual if name in lower), None)


def _unknown(option: str, names: Sequence[Any]) -> DataError:
    return DataError(
        f"accounts: no column looks like {option} ({', '.join(USUAL[option])}); name it with --{option}. "
        f"Columns: {', '.join(map(repr, names))}.",
        table="accounts",
        found=list(names),
        expected=option,
    )  # fmt: skip
