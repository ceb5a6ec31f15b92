#!/usr/bin/env python3
"""A nationwide software company: 60,000 accounts for 120 sellers, balanced on what they can earn.

    python examples/nationwide_saas.py --out saas

Sellers work mostly by telephone, so potential counts for more than distance; but they do travel to their larger
accounts, and a territory that is one region makes partners, events and references easier. Three things are asked at
once: potential within 5 % for everybody (their quota depends on it), workload within 10 % where that is cheap, and no
seller with fewer than a minimum of accounts. The largest accounts stay with the people they know.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

import territory_engine as te

KEY_ACCOUNTS_PER_SELLER = 2


def read_accounts(count: int, sellers: int) -> pa.Table:
    """The accounts; yours come from the CRM. ``territory`` is today's seller."""
    return te.demo.accounts(count, countries=("US",), territories=sellers)


def key_accounts(accounts: pa.Table, sellers: int) -> pa.Table:
    """The accounts with the largest revenue, each with the seller it has today: they are not to move."""
    largest = accounts.sort_by([("revenue", "descending")]).slice(0, KEY_ACCOUNTS_PER_SELLER * sellers)
    return pa.table({"account_id": largest["account_id"], "territory_id": pc.cast(largest["territory"], pa.string())})


def state(accounts: pa.Table, sellers: int, objective: te.Objective) -> te.Problem:
    """Territories keep today's names, so that "stays with its seller" has a meaning."""
    names = pc.unique(pc.cast(accounts["territory"], pa.string())).sort()
    return te.Problem(
        accounts,
        territories=pa.table({"territory_id": names}),
        activities={
            "potential": te.Balance(tolerance=0.05),  # hard: beyond 5 % it is no plan
            "workload": te.Balance(tolerance=0.10, hard=False),  # soft: beyond 10 % it costs
            "accounts": te.Bounds(minimum=accounts.num_rows // sellers // 2),
        },
        visits="visits_per_year",
        baseline="territory",
        constraints=[te.Pin(key_accounts(accounts, sellers))],
        objective=objective,
    )


def main() -> None:
    """Today, and three ways to do better, side by side."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--accounts", type=int, default=60_000, help="number of accounts (60000)")
    parser.add_argument("--sellers", type=int, default=120, help="number of sellers (120)")
    parser.add_argument("--out", type=Path, default=Path("saas"), help="folder for what is written")
    options = parser.parse_args()

    accounts = read_accounts(options.accounts, options.sellers)
    ways = {
        "few moves": te.Objective(disruption=1.0),
        "short": te.Objective(fairness=0.1, disruption=0.1),
        "even": te.Objective(fairness=10.0, inside=1.0, disruption=0.1),
    }
    problems = {name: state(accounts, options.sellers, objective) for name, objective in ways.items()}
    plans = {"today": te.Plan.from_assignment(problems["few moves"], accounts, territory="territory")}
    for name, problem in problems.items():
        plans[name] = te.solve(problem, seed=0)
        assert plans[name].check() == []  # recomputed by code that shares nothing with the search

    print(f"{accounts.num_rows:,} accounts, {options.sellers} sellers")
    print(f"{'':10}{'potential':>12}{'workload':>12}{'km a visit':>12}{'stay':>8}")
    for name, plan in plans.items():
        measures, travel = plan.summary["measures"], plan.summary["travel"]
        print(
            f"{name:10}{measures['potential']['max_deviation']:12.1%}{measures['workload']['max_deviation']:12.1%}"
            f"{travel['per_visit']:12.1f}{1.0 - plan.summary['moved']['share']:8.0%}"
        )
    print("(potential, workload: the most uneven seller's distance from an even share)")

    chosen = plans["few moves"]
    options.out.mkdir(parents=True, exist_ok=True)
    chosen.save(options.out / "plan")
    chosen.report(options.out / "report.html", title=f"{options.sellers} territories with few moves")
    chosen.map(options.out / "map.html", measure="potential")
    te.compare_plans(plans, options.out / "choices.html", title="Today, and three ways to do better")
    print(f"\nwritten to {options.out}: plan/, map.html, report.html, choices.html")


if __name__ == "__main__":
    main()
