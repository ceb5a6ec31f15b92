"""What can be typed. Nothing is computed here, and every default is None so that a config file can fill it."""

from __future__ import annotations

import argparse
from typing import Any

from . import values

COMMANDS = ("demo", "plan", "check", "compare", "map", "report", "outlines", "matrix", "network")
OF_SAVED_PLANS = ("compare", "map", "report", "outlines")  # these read no tables
FORMATS = ("parquet", "arrow", "csv", "geojson")
TABLES = "Tables may be Parquet, Arrow, CSV or GeoJSON files, told apart by their names."
EXITS = (
    "Ends with 0 fine, 1 internal error, 2 bad data or usage, 3 infeasible, 130 interrupted (the best plan is saved)."
)


def build_parser() -> argparse.ArgumentParser:
    """The parser of all commands."""
    from .. import __version__

    parser = argparse.ArgumentParser(
        prog="territory-engine",
        description="Plans sales territories: balanced, short to travel, feasible, stable, and explained.",
        epilog=f"territory-engine COMMAND --help lists the options of a command. {EXITS}",
    )
    parser.add_argument("--version", action="version", version=f"territory-engine {__version__}")
    commands = parser.add_subparsers(title="commands", dest="command", required=True, metavar="COMMAND")
    _demo(_command(commands, "demo", "plan the built-in accounts, or a file of your own, and show before and after"))
    _plan(_command(commands, "plan", "plan territories for a table of accounts"))
    _check(_command(commands, "check", "check a table of accounts, an alignment of them, or a saved plan"))
    _compare(_command(commands, "compare", "compare two or more saved plans of the same accounts"))
    _map(_command(commands, "map", "draw a saved plan as an interactive map, one page that opens offline"))
    _report(_command(commands, "report", "write the report of a saved plan, one page that opens offline and prints"))
    _outlines(_command(commands, "outlines", "write the areas of a saved plan's territories as GeoJSON or GeoParquet"))
    _matrix(_command(commands, "matrix", "travel between the rows of two tables: great-circle kilometres, or on roads"))
    _network(_command(commands, "network", "build a road network of a map or of tables, or look at a saved one"))
    return parser


def _command(commands: Any, name: str, what: str) -> argparse.ArgumentParser:
    sentence = f"{what[0].upper()}{what[1:]}."
    description = sentence if name in OF_SAVED_PLANS else f"{sentence} {TABLES}"
    parser: argparse.ArgumentParser = commands.add_parser(
        name, help=what, description=description, epilog=EXITS, allow_abbrev=False
    )
    parser.add_argument("--config", metavar="FILE.toml", help="options by name; what is typed wins over it")
    parser.add_argument("--quiet", action=argparse.BooleanOptionalAction, help="print only what is wrong")
    parser.add_argument("--debug", action="store_true", help="show where an error came from")
    return parser


def _columns(parser: argparse.ArgumentParser, guessed: bool = False) -> None:
    names = ["guessed by name"] * 3 if guessed else ["account_id", "lat", "lon"]
    group = parser.add_argument_group("columns")
    for option, default, what in zip(("id", "latitude", "longitude"), names, ("ids", *["degrees"] * 2), strict=True):
        group.add_argument(f"--{option}", metavar="COLUMN", help=f"{what} ({default})")


def _travel(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("travel and centres")
    for option in ("x", "y"):
        group.add_argument(f"--{option}", metavar="COLUMN", help="places in a plane instead of degrees: needs both")
    group.add_argument(
        "--travel", type=values.travel, metavar="HOW",
        help="great-circle, planar (with --x, --y), great-circle:squared, planar:squared or planar:floor",
    )  # fmt: skip
    group.add_argument(
        "--travel-matrix", metavar="TABLE",
        help="travel to territories: a row for each account and a column for each territory, or rows of the id column, "
        "territory_id and travel; with --centers medoid a row and a column for each account",
    )  # fmt: skip
    group.add_argument("--network", metavar="FILE", help="minutes on this road network (see: territory-engine network)")
    group.add_argument(
        "--direction", choices=("round_trip", "out", "back"), help="with --network: from the centre and back (default)"
    )
    group.add_argument(
        "--max-km", type=float, metavar="KM", help="with --network: accounts farther from any road are bad rows (5)"
    )
    group.add_argument("--centers", metavar="RULE", help="anywhere, centroid, medoid or candidates (anywhere)")
    group.add_argument("--candidates", metavar="TABLE", help="sites for centres: candidate_id and their places")


def _problem(parser: argparse.ArgumentParser, guessed: bool = False) -> None:
    parser.add_argument("accounts", nargs="?", metavar="ACCOUNTS", help="table with one row per account")
    _columns(parser, guessed)
    _travel(parser)
    group = parser.add_argument_group("what is asked")
    group.add_argument("--territories", type=values.territories, metavar="COUNT|TABLE", help="how many, or a table")
    for name, convert, form, what in (
        ("balance", values.hard_balance, "NAME=TOLERANCE", "column to keep within a tolerance, e.g. potential=5%%"),
        ("soft", values.soft_balance, "NAME=TOLERANCE[:WEIGHT]", "column to keep near its target, e.g. visits=10%%:2"),
        ("bounds", values.bounds, "NAME=MIN:MAX", "limits for a column's sum, e.g. accounts=50: (accounts are rows)"),
    ):
        group.add_argument(f"--{name}", type=convert, action="append", metavar=form, help=f"{what}; repeatable")
    group.add_argument("--visits", metavar="COLUMN", help="travel weight of an account (1 each)")
    group.add_argument("--baseline", metavar="COLUMN", help="today's territory, for before and after and for stability")
    group.add_argument("--pins", metavar="TABLE", help="accounts that stay: the id column and territory_id")
    group.add_argument(
        "--objective", type=values.objective, metavar="NAME|WEIGHTS",
        help="fair, short, balanced, stable, or travel=1,fairness=1,disruption=0,inside=0",
    )  # fmt: skip
    group.add_argument(
        "--on-bad-rows", choices=("raise", "report"), help="stop at a bad row (default), or leave it out"
    )


def _solve(parser: argparse.ArgumentParser, out: str, pages: bool = False) -> None:
    group = parser.add_argument_group("the run")
    group.add_argument("--out", metavar="FOLDER", help=f"where the plan goes ({out})")
    group.add_argument("--format", choices=FORMATS, help="write assignment and territories in this format too")
    group.add_argument(
        "--stop", type=values.stop, metavar="WHEN", help="30s, 5min, iterations=100, stalled=20, gap=0.1%%"
    )
    group.add_argument("--seed", type=int, metavar="N", help="same seed, same plan (0)")
    group.add_argument("--threads", type=int, metavar="N", help="threads to use (all)")
    group.add_argument("--kernels", choices=("native", "numba", "reference"), help="native where it was compiled")
    _progress(group)
    group = parser.add_argument_group("what is shown")
    for page, what in (("map", "an interactive map"), ("report", "a report")):
        group.add_argument(
            f"--{page}", action=argparse.BooleanOptionalAction,
            help=f"write {what} into the folder, {page}.html ({'yes' if pages else 'no'})",
        )  # fmt: skip
    _all(group)


def _progress(group: Any) -> None:
    group.add_argument(
        "--progress", action=argparse.BooleanOptionalAction, help="show progress of work that takes long (yes)"
    )


def _all(group: Any) -> None:
    group.add_argument("--all", action=argparse.BooleanOptionalAction, help="list every territory, however many")


def _demo(parser: argparse.ArgumentParser) -> None:
    _problem(parser, guessed=True)
    _solve(parser, "demo_plan", pages=True)
    group = parser.add_argument_group("the built-in accounts")
    group.add_argument("--accounts", dest="count", type=int, metavar="N", help="how many (20000)")
    group.add_argument("--countries", type=values.words, metavar="DE,FR", help="around places of which countries")


def _plan(parser: argparse.ArgumentParser) -> None:
    _problem(parser)
    _solve(parser, "plan")


def _check(parser: argparse.ArgumentParser) -> None:
    _problem(parser)
    group = parser.add_argument_group("an alignment")
    group.add_argument("--assignment", metavar="TABLE", help="check this alignment: the id column and territory_id")
    _all(parser)


def _compare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("before", nargs="?", metavar="BEFORE", help="folder of the earlier plan")
    parser.add_argument("after", nargs="?", metavar="AFTER", help="folder of the later plan")
    parser.add_argument("more", nargs="*", metavar="MORE", help="folders of further plans, side by side")
    parser.add_argument("--out", metavar="FILE", help="write the comparison of the territories")
    parser.add_argument("--report", metavar="FILE.html", help="write a page that shows the plans")
    _all(parser)


def _saved(parser: argparse.ArgumentParser, out: str) -> None:
    parser.add_argument("plan", nargs="?", metavar="PLAN", help="folder of the plan")
    parser.add_argument("--out", metavar="FILE", help=f"where it goes ({out})")
    parser.add_argument("--network", metavar="FILE", help="the road network that the plan was made on, if any")


def _page(parser: argparse.ArgumentParser, name: str) -> None:
    _saved(parser, f"PLAN/{name}.html")
    parser.add_argument("--before", metavar="PLAN", help="show what changed since this plan (since the baseline)")
    parser.add_argument("--title", metavar="TEXT", help="the page's own title")
    parser.add_argument("--open", action=argparse.BooleanOptionalAction, help="open it in the browser")


def _map(parser: argparse.ArgumentParser) -> None:
    _page(parser, "map")
    parser.add_argument("--measure", metavar="NAME", help="what the size of an account shows (the first measure)")
    parser.add_argument("--ids", action=argparse.BooleanOptionalAction, help="write the ids of accounts into it (yes)")
    parser.add_argument("--max-accounts", type=int, metavar="N", help="of more, a sample is drawn (1000000)")


def _report(parser: argparse.ArgumentParser) -> None:
    _page(parser, "report")


def _outlines(parser: argparse.ArgumentParser) -> None:
    _saved(parser, "PLAN/outlines.geojson; a name in .parquet makes GeoParquet")
    parser.add_argument(
        "--what", choices=("territories", "accounts"), help="areas (default), or the accounts as points"
    )


def _matrix(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("origins", nargs="?", metavar="FROM", help="table of places")
    parser.add_argument("destinations", nargs="?", metavar="TO", help="table of places (FROM itself)")
    _columns(parser)
    parser.add_argument("--nearest", type=int, metavar="K", help="only the K nearest of each")
    parser.add_argument("--out", metavar="FILE", help="table of from, to and travel (matrix.parquet)")
    group = parser.add_argument_group("on roads")
    group.add_argument("--network", metavar="FILE", help="seconds on this network (see: territory-engine network)")
    group.add_argument("--metric", choices=("time", "distance"), help="seconds, or metres (time)")
    group.add_argument("--max-km", type=float, metavar="KM", help="places farther from any road are not placed (5)")
    parser.add_argument("--threads", type=int, metavar="N", help="threads to use (all)")


def _network(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", nargs="?", choices=("build", "info"), help="what to do")
    parser.add_argument(
        "source", nargs="?", metavar="SOURCE",
        help="build: a map (.osm.pbf, .osm) or a table of edges (tail, head, travel_time_s, length_m); info: a network",
    )  # fmt: skip
    parser.add_argument("--out", metavar="FILE", help="where to save the network (SOURCE.roads)")
    group = parser.add_argument_group("maps")
    group.add_argument("--profile", choices=("car", "truck", "bicycle"), help="which vehicle (car)")
    group.add_argument("--time-of-day", choices=("morning", "midday", "evening"), help="speeds of a working day")
    group = parser.add_argument_group("tables of edges")
    group.add_argument("--nodes", metavar="TABLE", help="id, latitude and longitude of nodes")
    group.add_argument("--speed-kmh", type=float, metavar="KMH", help="of all edges, where no column has seconds")
    group = parser.add_argument_group("running")
    group.add_argument("--speed-factor", metavar="TABLE", help="road_class, or tail and head; and speed_factor")
    group.add_argument("--metrics", type=values.words, metavar="time,distance", help="contract for these (time)")
    group.add_argument("--threads", type=int, metavar="N", help="threads to use (all)")
    _progress(group)
