"""Numbers in text, as people write them: 1234.5, 1.234,5, 1'234.50, 1 234,5 and 1.234,50 €.

Which of point and comma is the decimal mark follows from the whole file, never from one value: ``1.234`` alone says
nothing. Within a column one mark holds, and a value with the other is none.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

_MONEY = r"^\s*(?:€|\$|£|EUR|CHF|USD|GBP)\s*|\s*(?:€|\$|£|EUR|CHF|USD|GBP)\s*$"
# an apostrophe or a space between digits: Swiss, French; a space that does not break comes out of spreadsheets
_GROUP_SPACE = r"([0-9])[\s'’\x{00a0}\x{202f}]([0-9]{3})"
_GROUPED = r"^[+-]?[1-9][0-9]{{0,2}}(?:{group}[0-9]{{3}})+(?:{mark}[0-9]*)?$"
_PLAIN = r"^[+-]?(?:[0-9]+{mark}?[0-9]*|{mark}[0-9]+)(?:[eE][+-]?[0-9]+)?$"
_SAYS_NOTHING = r"^[+-]?[1-9][0-9]{{0,2}}{mark}[0-9]{{3}}$"  # 1.234
_OTHER = {".": ",", ",": "."}


def decimal_marks(columns: Mapping[str, pa.ChunkedArray], delimiter: str) -> dict[str, str]:
    """The decimal mark of each column.

    A column with values that leave no doubt decides for itself, the others follow those. Where nothing decides, a
    comma is a decimal mark unless commas stand between the fields, and a point always is.

    Parameters
    ----------
    columns : mapping of str to pyarrow.ChunkedArray
        Name -> text.
    delimiter : str
        What stands between the fields of the file.
    """
    cleaned = {name: _cleaned(text) for name, text in columns.items()}
    votes = {name: _votes(text, ",") - _votes(text, ".") for name, text in cleaned.items()}
    together = sum(np.sign(vote) for vote in votes.values())
    if together == 0:
        commas = any(_count(text, _pattern(_SAYS_NOTHING, ",")) for text in cleaned.values())
        together = 1 if commas and delimiter != "," else -1
    return {name: "," if (vote or together) > 0 else "." for name, vote in votes.items()}


def parse_numbers(text: pa.ChunkedArray, mark: str) -> NDArray[np.float64]:
    """The numbers, (n,) float64; NaN where a text is none, or null."""
    cleaned, group = _cleaned(text), _OTHER[mark]
    grouped = _matches(cleaned, _pattern(_GROUPED, mark))
    cleaned = pc.if_else(grouped, pc.replace_substring(cleaned, group, ""), cleaned)
    is_number = _matches(cleaned, _pattern(_PLAIN, mark))
    plain = pc.replace_substring(pc.if_else(is_number, cleaned, None), mark, ".")
    plain = pc.replace_substring_regex(plain, r"^\+", "")
    return np.asarray(pc.cast(plain, pa.float64()).to_numpy(), np.float64)


def has_groups(text: pa.ChunkedArray, mark: str) -> bool:
    """Whether some thousands are set apart by the other mark."""
    return _count(_cleaned(text), _pattern(_GROUPED, mark)) > 0


def _cleaned(text: pa.ChunkedArray) -> pa.ChunkedArray:
    bare = pc.utf8_trim_whitespace(text)
    bare = pc.replace_substring_regex(pc.replace_substring(bare, "−", "-"), _MONEY, "")
    # twice: matches do not overlap, and in 1 234 567 the groups share no digit but their neighbours do
    for _ in range(2):
        bare = pc.replace_substring_regex(bare, _GROUP_SPACE, r"\1\2")
    return bare


def _votes(text: pa.ChunkedArray, mark: str) -> int:
    """How many values can only be read with this decimal mark."""
    own = pc.and_(_matches(text, _pattern(_PLAIN, mark)), pc.match_substring(text, mark))
    sure = pc.and_(own, pc.invert(_matches(text, _pattern(_SAYS_NOTHING, mark))))
    other = _pattern(_SAYS_NOTHING, _OTHER[mark])  # 1,234 with a decimal point: as likely with a decimal comma
    grouped = pc.and_(_matches(text, _pattern(_GROUPED, mark)), pc.match_substring(text, _OTHER[mark]))
    return int(pc.sum(pc.or_(sure, pc.and_(grouped, pc.invert(_matches(text, other))))).as_py() or 0)


def _pattern(pattern: str, mark: str) -> str:
    escaped = {".": r"\.", ",": ","}
    return pattern.format(mark=escaped[mark], group=escaped[_OTHER[mark]])


def _matches(text: pa.ChunkedArray, pattern: str) -> pa.ChunkedArray:
    return pc.fill_null(pc.match_substring_regex(text, pattern), False)


def _count(text: pa.ChunkedArray, pattern: str) -> int:
    return int(pc.sum(_matches(text, pattern)).as_py() or 0)
