"""How evenly the work is shared: for each measure the territories against their targets, before and now."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from ..charts import Lane, strip_chart
from ..html import text
from ..words import amount, asked, percent
from .headline import main_loads
from .markup import Cell, data_table, name, number, paragraph, section
from .subject import Load, Subject

Float = NDArray[np.float64]

CHARTED = 6  # measures with a chart
LIMITS = (-1.0, 2.0)  # deviations beyond stand at the end of the axis


def balance(subject: Subject) -> str:
    """The section; nothing where there is one territory or no measure with a target."""
    loads = main_loads(subject)
    if not loads or len(subject.ids) == 1:
        return ""
    shown = loads[:CHARTED]
    rest = [name(load.name) for load in loads[CHARTED:]]
    more = f"Without a chart, in the table of territories: {', '.join(rest)}." if rest else ""
    intro = paragraph(
        "Each dot is a territory. On the line it carries exactly its target; to the left it has less,",
        "to the right more.",
        "The shaded band is the tolerance that was asked for." if any(load.band for load in shown) else "",
        more,
    )
    return section("balance", "How fairly the work is shared", intro, *(_measure(subject, load) for load in shown))


def _measure(subject: Subject, load: Load) -> str:
    before = subject.before
    lanes = []
    if load.earlier is not None and before is not None and np.isfinite(load.earlier).any():
        said = [f"{id}: {percent(d, signed=True)}" for id, d in zip(before.ids, load.earlier.tolist(), strict=True)]
        lanes.append(Lane(before.name.capitalize(), load.earlier, said, earlier=True))
    said = [f"{id}: {percent(d, signed=True)}" for id, d in zip(subject.ids, load.deviation.tolist(), strict=True)]
    lanes.append(Lane("This plan", load.deviation, said))
    drawn = strip_chart(
        f"{load.name}: territories against their targets",
        " ".join(f"{lane.name}: {_spread(lane)}." for lane in lanes),
        lanes,
        axis_share,
        target=0.0,
        band=load.band,
        limits=LIMITS,
    )
    beyond = sum(int(np.count_nonzero(lane.values > LIMITS[1])) for lane in lanes)
    note = (
        paragraph(f"{beyond} dots at the right edge stand for more than three times the target.", kind="quiet")
        if beyond
        else ""
    )
    return (
        f"<h3>{name(load.name)}</h3>{paragraph(_asked(load), kind='quiet')}{drawn}{note}{_table(subject, load, lanes)}"
    )


def axis_share(share: float) -> str:
    """A deviation at the axis."""
    if share == 0.0:
        return "target"
    return f"{'+' if share > 0 else '−'}{100.0 * abs(share):,.4g}\u00a0%"


def _spread(lane: Lane) -> str:
    return f"from {percent(float(np.nanmin(lane.values)), True)} to {percent(float(np.nanmax(lane.values)), True)}"


def _asked(load: Load) -> str:
    """What the problem asks of the measure, as a sentence."""
    measure = load.measure
    if measure.smallest > 0.0:
        return "Asked for: as even as possible."
    if load.band is not None:
        size = max(abs(load.band[0]), abs(load.band[1]))
        how = "a hard limit" if measure.hard else "beyond it the plan pays a penalty"
        return f"Asked for: within {text(asked(size))} of the target; {how}."
    low, high = measure.minimum, measure.maximum
    parts = []
    if np.isfinite(low).any():
        parts.append(f"at least {_range(low)}")
    if np.isfinite(high).any():
        parts.append(f"at most {_range(high)}")
    return (
        f"Asked for: {' and '.join(parts)} in each territory; the target is an even share, for comparison."
        if parts
        else ""
    )


def _range(values: Float) -> str:
    finite = values[np.isfinite(values)]
    least, most = float(finite.min()), float(finite.max())
    return text(amount(least)) if least == most else f"{text(amount(least))} to {text(amount(most))}"


def _table(subject: Subject, load: Load, lanes: list[Lane]) -> str:
    """The lanes in figures, side by side."""
    columns = [_figures(subject, load, lane) for lane in lanes]
    rows = [(text(term), [column[term] for column in columns]) for term in columns[0]]
    return data_table(f"Balance of {load.name}", ["Territories", *(lane.name for lane in lanes)], rows, narrow=True)


def _figures(subject: Subject, load: Load, lane: Lane) -> dict[str, Cell]:
    ids = subject.ids if not lane.earlier or subject.before is None else subject.before.ids
    ratio = 1.0 + lane.values[np.isfinite(lane.values)]
    furthest, mean = float(np.nanmax(np.abs(lane.values))), float(ratio.mean())
    cv = float(ratio.std()) / mean if mean > 0.0 else math.nan
    figures = {"Furthest from target": number(percent(furthest), furthest), "Typical spread": number(percent(cv), cv)}
    for term, index in (("Least", int(np.nanargmin(lane.values))), ("Most", int(np.nanargmax(lane.values)))):
        value = float(lane.values[index])
        figures[term] = Cell(f"{name(ids[index])} {text(percent(value, True))}", value)
    if load.band is not None:
        inside = _inside(lane, load.band)
        figures["Within tolerance"] = number(f"{inside:,} of {len(ratio):,}", inside)
    return figures


def _inside(lane: Lane, band: tuple[float, float]) -> int:
    slack = 1e-9 * (1.0 + np.abs(lane.values))
    return int(np.count_nonzero((lane.values >= band[0] - slack) & (lane.values <= band[1] + slack)))
