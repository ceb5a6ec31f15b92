#!/usr/bin/env python3
"""A field-sales team in one country: who visits whom, so that the work is even and the driving short.

    python examples/field_sales_team.py --out field_sales

Twelve sellers look after 1,200 invented customers in Germany. Each lives somewhere and starts the day there; two work
part-time. Today's areas have grown over the years: some sellers drown in work, others drive for hours. The script
measures today, plans anew around the sellers' homes, and writes a map, a report, and the list of customers that change
hands. To use it with your own customers, replace ``customers`` and ``sellers`` by your tables.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

import territory_engine as te

NAMES = "Anna Ben Clara David Emma Felix Greta Hugo Ida Jonas Klara Leo".split()
PART_TIME = {"Clara": 0.6, "Hugo": 0.5}  # shares of a full week


def customers(count: int) -> pa.Table:
    """One row per customer. ``territory`` is today's seller: T01 is Anna, T02 is Ben, and so on."""
    table = te.demo.accounts(count, countries=("DE",), territories=len(NAMES))
    number = pc.cast(pc.utf8_slice_codeunits(pc.cast(table["territory"], pa.string()), 1), pa.int32())
    seller = pa.array(NAMES).take(pc.subtract(number, 1))
    return table.drop_columns(["territory"]).append_column("seller", seller)


def sellers(accounts: pa.Table) -> pa.Table:
    """One row per seller: home, and the share of the work that is theirs.

    The invented homes are where today's customers of each seller are on average; yours come from your HR system.
    """
    homes = accounts.group_by("seller").aggregate([("lat", "mean"), ("lon", "mean")]).sort_by("seller")
    names = homes["seller"].to_pylist()
    return pa.table(
        {
            "territory_id": names,
            "latitude": homes["lat_mean"],
            "longitude": homes["lon_mean"],
            "fixed": [True] * len(names),  # the seller does not move house
            "target_workload": [PART_TIME.get(name, 1.0) for name in names],  # Clara gets 60 % of a full share
        }
    )


def state(accounts: pa.Table, team: pa.Table, disruption: float) -> te.Problem:
    """What is asked: hours of work in proportion to each seller's week, within 5 %, and driving as short as can be."""
    return te.Problem(
        accounts,
        territories=team,
        activities={"workload": te.Balance(tolerance=0.05)},
        visits="visits_per_year",  # a customer seen 12 times a year counts 12 times in the driving
        baseline="seller",
        objective=te.Objective(disruption=disruption),  # 0: never mind who changes; 1: a change must pay for itself
    )


def main() -> None:
    """Measure today, plan, compare, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--accounts", type=int, default=1200, help="number of customers (1200)")
    parser.add_argument("--out", type=Path, default=Path("field_sales"), help="folder for what is written")
    options = parser.parse_args()

    accounts = customers(options.accounts)
    team = sellers(accounts)
    problem = state(accounts, team, disruption=0.3)
    today = te.Plan.from_assignment(problem, accounts, territory="seller")
    plan = te.solve(problem, seed=0)

    print("Today:", worst(today))
    print("Plan: ", worst(plan))
    print()
    comparison = plan.compare(today)
    print(comparison)

    # How much change is worth it? The same question with moves free, and with moves dear.
    print("\nThe dearer a change of seller, the fewer there are:")
    for disruption in (0.0, 0.3, 1.0, 3.0):
        figures = te.solve(state(accounts, team, disruption), seed=0).summary
        change, km = figures["moved"]["share"], figures["travel"]["per_visit"]
        print(f"  disruption {disruption:3}: {change:6.1%} of the customers change, {km:.1f} km a visit")

    options.out.mkdir(parents=True, exist_ok=True)
    plan.save(options.out / "plan")
    plan.report(options.out / "report.html")
    plan.map(options.out / "map.html", title="Field sales: today and the plan")
    csv.write_csv(handovers(accounts, plan), options.out / "handovers.csv")
    print(f"\nwritten to {options.out}: plan/, map.html, report.html, handovers.csv")


def worst(plan: te.Plan) -> str:
    """The two sentences that a sales meeting asks for."""
    load, travel = plan.summary["measures"]["workload"], plan.summary["travel"]
    return (
        f"the most uneven territory is {load['max_deviation']:.0%} off its share; {travel['per_visit']:.0f} km a visit."
    )


def handovers(accounts: pa.Table, plan: te.Plan) -> pa.Table:
    """Every customer with a new seller: what the CRM needs, sorted by who hands over."""
    told = accounts.select(["account_id", "name", "seller"])
    told = told.append_column("new_seller", plan.assignment["territory_id"])
    return told.filter(pc.not_equal(told["seller"], told["new_seller"])).sort_by(
        [("seller", "ascending"), ("new_seller", "ascending")]
    )


if __name__ == "__main__":
    main()
