"""Draws docs/plan.svg, the picture of the page "Five minutes": python docs/draw_plan.py"""

from pathlib import Path

import territory_engine as te

problem = te.Problem(
    te.demo.accounts(2000, countries=("DE", "FR"), territories=8),
    territories=8,
    activities={"workload": te.Balance(tolerance=0.05)},
    visits="visits_per_year",
    baseline="territory",
)
te.solve(problem, seed=0).picture(Path(__file__).with_name("plan.svg"))
