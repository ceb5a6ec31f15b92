"""Colours and lines of every figure as one style sheet, light and dark: those of report/theme.css."""

from __future__ import annotations

from territory_engine.picture.svg import FONT, clean, element

TOKENS = {  # name: on light ground, on dark ground
    "paper": ("#ffffff", "#11161d"),
    "panel": ("#f6f7f9", "#181f28"),
    "ink": ("#17202b", "#e7ebf0"),
    "quiet": ("#566270", "#a0adbb"),
    "rule": ("#e1e5ea", "#2a333f"),
    "strong": ("#c3cad3", "#45515f"),
    "accent": ("#0a5fb0", "#6fb4f5"),
    "soft": ("#dcebfa", "#1b3450"),
    "alert": ("#b8430c", "#f59b6c"),
    "alert-soft": ("#fcebe2", "#3d2417"),
    "good": ("#1a7344", "#6fcf97"),
    "good-soft": ("#dff2e7", "#173526"),
    "plum": ("#84358f", "#d79be0"),
    "plum-soft": ("#f3e3f5", "#3a2140"),
    "sand": ("#8a6a0f", "#e0c15a"),
}
RULES = (
    "text{font-size:13px;fill:var(--ink)}.small{font-size:11.5px}.large{font-size:15px}.bold{font-weight:650}"
    ".start{text-anchor:start}.middle{text-anchor:middle}.end{text-anchor:end}"
    ".halo{paint-order:stroke;stroke:var(--paper);stroke-width:4px;stroke-linejoin:round}"
    "path{stroke-linecap:round;stroke-linejoin:round}.ring,.box,path[class^=stroke]{fill:none}.thin{stroke-width:1px}.thick{stroke-width:2.5px}"
    ".dashed{stroke-dasharray:5 4}.dotted{stroke-dasharray:1 4}.crisp{shape-rendering:crispEdges}"
    + "".join(f".fill-{name}{{fill:var(--{name})}}.stroke-{name}{{stroke:var(--{name})}}" for name in TOKENS)
)


def sheet(scope: str, light: str, dark: str) -> str:
    """The style sheet: rules inside of ``scope``, light colours for the selector ``light``, and the rule ``dark``."""
    rules = "".join(f"{','.join(f'{scope} {each}' for each in rule.split(','))}" for rule in _split(RULES))
    return f"{light}{{{_colors(0)}}}\n{dark}\n{rules}\n"


def site_sheet() -> str:
    """For figures in the pages of the site, whose theme readers choose."""
    dark = f'html[data-theme="dark"] .drawing{{{_colors(1)}}}'
    return sheet(".drawing", ".drawing", dark)


def document(width: float, height: float, title: str, description: str, *parts: str) -> str:
    """A figure of its own, named for those who do not see it, in the colours that its reader's system asks for."""
    dark = f"@media (prefers-color-scheme:dark){{svg{{{_colors(1)}}}}}"
    head = element("title", clean(title)) + element("desc", clean(description))
    attributes = {"xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {width:g} {height:g}", "role": "img"}
    label = {"aria-label": f"{title}. {description}"}
    ground = shape("rect", "fill-paper", width=width, height=height)
    style = f"<style>{sheet('svg', 'svg', dark)}</style>"
    body = "\n".join([head, style, ground, *parts])
    return element("svg", f"\n{body}\n", **attributes, **label, font_family=FONT) + "\n"


def shape(name: str, kind: str, content: str = "", **attributes: object) -> str:
    """An element of the classes ``kind``."""
    return element(name, content, **{"class": kind}, **attributes)


def words(x: float, y: float, text: str, kind: str = "start") -> str:
    """A line of text, its baseline at y."""
    return shape("text", kind, clean(text), x=x, y=y)


def line(x1: float, y1: float, x2: float, y2: float, kind: str = "stroke-strong") -> str:
    """A straight line."""
    return shape("path", kind, d=f"M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}")


def arrow(x1: float, y1: float, x2: float, y2: float, color: str) -> str:
    """A line with a head at its end."""
    length = max(((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5, 1e-9)
    u, v = (x2 - x1) / length, (y2 - y1) / length
    back_x, back_y = x2 - 8.0 * u, y2 - 8.0 * v
    corners = [(x2, y2), (back_x - 4 * v, back_y + 4 * u), (back_x + 4 * v, back_y - 4 * u)]
    head = shape("polygon", f"fill-{color}", points=" ".join(f"{x:.1f},{y:.1f}" for x, y in corners))
    return line(x1, y1, back_x, back_y, f"stroke-{color} thick") + head


def _colors(which: int) -> str:
    return ";".join(f"--{name}:{pair[which]}" for name, pair in TOKENS.items())


def _split(rules: str) -> list[str]:
    return [f"{rule}}}" for rule in rules.split("}") if rule]
