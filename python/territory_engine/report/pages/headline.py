"""The top of a report: what the plan is, in sentences and in four large figures."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from ..html import text
from ..words import count, percent
from .markup import listed, name, paragraph
from .proof import proof
from .subject import Load, Subject

MANY = 0.5  # of the objective: a bound that far away says little


@dataclass(frozen=True)
class Figure:
    """A large figure: what it answers, the figure as text, its value, and sentences (markup) below."""

    key: str
    label: str
    words: str
    value: float
    below: str


def default_title(subject: Subject) -> str:
    """What the plan is."""
    instance = subject.instance
    accounts = count(instance.n, "account")
    return f"{accounts} in {count(instance.territory_count, 'territory', 'territories')}".replace("\u00a0", " ")


def headline(subject: Subject, title: str) -> str:
    """Title, sentences, figures, and what is wrong, if anything is."""
    head = f'<header><p class="kind">Territory plan</p><h1>{text(title)}</h1>{_lead(subject)}</header>'
    return head + _state(subject) + _figures([_fair(subject), _short(subject), _certain(subject), _stable(subject)])


def _lead(subject: Subject) -> str:
    summary = subject.summary
    accounts = count(summary["accounts"], "account")
    size = count(summary["territories"], "territory", "territories")
    divided = f"This plan divides {accounts} among {size}, so that each account has one responsible person."
    if summary["territories"] == 1:
        divided = f"This plan puts {accounts} into one territory."
    return paragraph(divided, _fair_sentence(subject), _travel_sentence(subject), _moved_sentence(subject), kind="lead")


def _fair_sentence(subject: Subject) -> str:
    load = subject.main
    if load is None or subject.summary["territories"] == 1:
        return ""
    furthest = float(np.nanmax(np.abs(load.deviation)))
    everywhere = f"Every territory’s {name(load.name)} is within <b>{text(percent(furthest))}</b> of its target"
    if load.earlier is None or not np.isfinite(load.earlier).any():
        return f"{everywhere}."
    then = float(np.nanmax(np.abs(load.earlier)))
    return f"{everywhere}; {subject.before_word} it is up to {text(percent(then))} off."


def _travel_sentence(subject: Subject) -> str:
    now = subject.summary["travel"]["per_visit"]
    if not math.isfinite(now):
        return ""
    said = f"A visit takes <b>{text(subject.travel(now))}</b> of travel on average"
    return f"{said}{_against(now, subject.per_visit_before, subject.before_word)}."


def _against(now: float, then: float, word: str) -> str:
    if not math.isfinite(then) or then <= 0.0:
        return ""
    change = now / then - 1.0
    if abs(change) < 0.0005:
        return f", as much as {word}"
    return f", {text(percent(abs(change)))} {'less' if change < 0.0 else 'more'} than {word}"


def _moved_sentence(subject: Subject) -> str:
    before = subject.before
    if before is None:
        return ""
    moved, share = subject.moved
    if moved == 0:
        return "No account changes hands."
    verb = "changes" if moved == 1 else "change"
    stay = before.known - moved
    rest = (
        f"; {count(stay, 'account stays', 'accounts stay')} where {'it is' if stay == 1 else 'they are'}"
        if stay
        else ""
    )
    return f"<b>{count(moved, 'account')}</b> ({text(percent(share))}) {verb} hands{rest}."


def _state(subject: Subject) -> str:
    """What must be known before anything else: broken limits, an unfinished search, where the plan is from."""
    findings, status = subject.findings, subject.plan.status
    said = []
    if findings:
        wrong = count(len(findings), "thing is", "things are")
        said.append(f"<b>{wrong} not as they should be</b>; they are listed under “Worth a look”.")
    if status == "interrupted":
        said.append("<b>The search was stopped early.</b> The plan keeps every hard limit, but a better one is likely.")
    if status == "given":
        said.append(
            "<b>This alignment was given, not computed.</b> Its figures are exact; how good it is was not proven."
        )
    if len(subject.plan.rejected):
        rows = len(set(subject.plan.rejected["row"].to_pylist()))
        said.append(f"<b>{count(rows, 'row')} of the accounts</b> could not be used: see “Rows left out”.")
    kind = "note alert" if findings else "note"
    return paragraph(*said, kind=kind)


def _figures(figures: list[Figure | None]) -> str:
    cards = [
        f'<div class="figure" data-figure="{f.key}" data-value="{f.value!r}"><h2>{text(f.label)}</h2>'
        f'<p class="value">{text(f.words)}</p><p>{f.below}</p></div>'
        for f in figures
        if f is not None
    ]
    return f'<section class="figures" aria-label="The plan in figures">{"".join(cards)}</section>' if cards else ""


def _fair(subject: Subject) -> Figure | None:
    load = subject.main
    if load is None or subject.summary["territories"] == 1:
        return None
    balance = subject.summary["measures"][load.name]
    furthest = balance["max_deviation"]
    below = [f"is the furthest that any territory’s {name(load.name)} is from its target.", _least(balance)]
    others = [other for other in subject.loads if other is not load and other.measure.balanced]
    if others:
        said = [
            f"{name(o.name)} {text(percent(subject.summary['measures'][o.name]['max_deviation']))}" for o in others[:3]
        ]
        below.append(f"Others: {listed(said)}.")
    return Figure("max_deviation", "How fair", percent(furthest), furthest, " ".join(filter(None, below)))


def _least(balance: dict[str, float]) -> str:
    least = balance.get("least_deviation")
    return "" if least is None else f"It is proven that no plan can be below {text(percent(least))}."


def _short(subject: Subject) -> Figure | None:
    travel = subject.summary["travel"]
    by_visit = math.isfinite(travel["per_visit"])
    value = travel["per_visit" if by_visit else "per_account"]
    what = "a visit, on average" if by_visit and subject.visits_given else "an account, on average"
    price = travel["price_of_balance"]
    extra = ""
    if math.isfinite(price) and subject.summary["territories"] > 1:
        extra = (
            f"That is {text(percent(abs(price)))} more than if every account went to the nearest centre."
            if price > 0
            else ("Every account goes to the nearest centre: shorter is not possible with these centres.")
        )
    return Figure("travel", "How short", subject.travel(value), value, f"{what}, {subject.way}. {extra}")


def _certain(subject: Subject) -> Figure:
    gap = subject.plan.gap
    if not math.isfinite(gap):
        return Figure("gap", "How certain", "unproven", gap, "Nothing says how far this plan is from the best one.")
    if gap > MANY:
        return Figure(
            "gap", "How certain", percent(gap), gap, "is what a better plan could save at most: little is proven."
        )
    return Figure("gap", "How certain", percent(gap), gap, proof(subject))


def _stable(subject: Subject) -> Figure | None:
    if subject.before is None:
        return None
    moved, share = subject.moved
    below = f"of the accounts change hands: {moved:,} of {subject.before.known:,}."
    return Figure("moved", "How stable", percent(share), share, below)


def main_loads(subject: Subject) -> list[Load]:
    """Measures with a target, balanced ones first."""
    aimed = [load for load in subject.loads if np.isfinite(load.deviation).any()]
    return sorted(aimed, key=lambda load: not load.measure.balanced)
