"""Where the territories are."""

from __future__ import annotations

from ..words import count
from .markup import paragraph, section
from .plan_map import CENTERS, DOTS, MOVED, has_areas, has_places, plan_map
from .subject import Subject


def overview(subject: Subject) -> str:
    """The section; nothing where accounts have no places."""
    plan, before = subject.plan, subject.before
    if not has_places(plan):
        return ""
    moved = before.moved if before is not None and before.moved.any() else None
    drawn = plan_map(plan, f"Map of {count(len(subject.ids), 'territory', 'territories')}", moved=moved)
    return section(
        "map", "Where the territories are", drawn, paragraph(*_legend(subject, moved is not None), kind="quiet")
    )


def _legend(subject: Subject, moved: bool) -> list[str]:
    said = []
    if has_areas():
        said.append(
            "Each colour is a territory; neighbours differ. The land between accounts belongs to the nearest one."
        )
    elif subject.instance.n > DOTS:
        some = f"{DOTS:,} of {subject.instance.n:,}, chosen evenly"
        said.append(f"Each dot is an account, in the colour of its territory: {some}.")
    else:
        said.append("Each dot is an account, in the colour of its territory.")
    if len(subject.ids) <= CENTERS:
        said.append("Rings are centres.")
    if moved:
        many = subject.moved[0]
        sample = f": {MOVED:,} of {many:,}" if many > MOVED else ""
        said.append(f"Small dots are accounts that change hands{sample}.")
    return said
