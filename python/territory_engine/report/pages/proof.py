"""What the lower bound proves, in a sentence: of which plans it speaks, and of which figure."""

from __future__ import annotations

from ..html import text
from ..words import percent
from .subject import Subject

# by the beginning of plan.bound_scope
_SCOPES = {
    "these centres": "no plan with these centres",
    "this problem": "no plan with these homes",
    "any units as centres": "no plan at all, whichever accounts are its centres,",
    "any candidate sites as centres": "no plan at all, whichever sites are its centres,",
}


def proof(subject: Subject) -> str:
    """The sentence, as markup; the plan has a bound."""
    gap, plan = subject.plan.gap, subject.plan
    scope = next((said for start, said in _SCOPES.items() if plan.bound_scope.startswith(start)), "no plan")
    better = "shorter" if travel_only(subject) else "better, in all that was asked together"
    if plan.status == "optimal" or gap < 5e-10:
        return f"is left to gain: it is proven that {text(scope)} is {text(better)}."
    return (
        f"at most: {text(scope)} can be more than {text(percent(gap))} {text(better)}. That is proven, not estimated."
    )


def travel_only(subject: Subject) -> bool:
    """Whether travel is all that the objective counts in this plan."""
    terms = subject.summary["terms"]
    return bool(all(value == 0.0 for term, value in terms.items() if term != "travel"))
