"""The words of a report, for those who meet them the first time; only the words that it uses."""

from __future__ import annotations

import numpy as np

from .markup import facts_list, section
from .subject import Subject


def glossary(subject: Subject) -> str:
    """The section."""
    load, several = subject.main, len(subject.ids) > 1
    priced = bool(np.any(subject.plan.solution.prices)) and subject.plan.status != "given"
    words = [
        (True, "Account", "A customer or prospect: one row of the table. It belongs to exactly one territory."),
        (True, "Territory", "A group of accounts that one person is responsible for."),
        (True, "Centre", "The place that travel in a territory is counted from, to each account."),
        (subject.visits_given, "Visit", "A trip to an account. Accounts with more visits weigh more in travel."),
        (load is not None, "Load", "The sum of a measure, such as workload, over the accounts of a territory."),
        (load is not None, "Target", "The load that a territory should have: its fair share of the total."),
        (load is not None and several, "Tolerance", "How far loads may be from their targets."),
        (
            load is not None and several,
            "Typical spread",
            "Standard deviation of load ÷ target, divided by its mean. About two thirds of territories are within.",
        ),
        (subject.before is not None, "Change hands", "To be in another territory than before. New accounts do not."),
        (
            several,
            "Next best",
            "The territory that would cost least if this account alone moved there.",
        ),
        (priced, "Price", "What a limit costs at the margin: what one unit more of room would save."),
        (
            np.isfinite(subject.plan.gap),
            "Proven",
            "Calculated so that no plan of that kind can do better, also none that nobody has looked at.",
        ),
        (True, "Objective", "The one figure that the search makes small: travel, plus what unfairness and moves cost."),
    ]
    return section("words", "The words used", facts_list([(word, said) for used, word, said in words if used]))
