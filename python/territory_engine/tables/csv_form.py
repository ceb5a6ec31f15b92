"""How a CSV file is written: its encoding, the line of its header, and what stands between fields.

Spreadsheets and CRMs write what their country is used to: semicolons, Windows-1252, a line ``sep=;``, a title above the
header. All of it can be told from the first lines.
"""

from __future__ import annotations

import codecs
import csv
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pyarrow as pa

from ..errors import DataError
from .wanted import Wanting

_START_BYTES = 1 << 16
_DELIMITERS = ",;\t|"
_LINES = 20  # how far down a header is looked for
_ENCODINGS = {"utf-8": "UTF-8", "utf-16": "UTF-16", "cp1252": "Windows-1252"}
_BETWEEN = {"\t": "tabs", "|": "bars", ";": "semicolons", ",": "commas"}
_ARCHIVE = b"PK\x03\x04"  # what Excel's own files start with


@dataclass(frozen=True)
class CsvForm:
    """What a reader must know before it can read."""

    encoding: str
    delimiter: str
    header: tuple[str, ...]  # names of the columns, as they stand there
    skip: int  # lines above the header
    titles: int = 0  # those of them that say something

    @property
    def names(self) -> dict[str, str]:
        """Name without spaces around it -> name as it stands there."""
        return {name.strip(): name for name in reversed(self.header)}

    def remarks(self) -> list[str]:
        """What is unlike plain CSV, for the user."""
        result = []
        if self.encoding != "utf-8":
            result.append(f"{_ENCODINGS[self.encoding]} text")
        if self.delimiter != ",":
            result.append(f"{_BETWEEN[self.delimiter]} between fields")
        if self.titles:
            result.append(f"{self.titles} {'line' if self.titles == 1 else 'lines'} above the header left out")
        return result

    def in_windows_1252(self) -> CsvForm:
        """The same for a file that turned out not to be UTF-8 further down."""
        return replace(self, encoding="cp1252")


def csv_form(path: str, table: str, wanting: Wanting) -> CsvForm:
    """Look at the start of a file.

    The header is the first of the first lines that has every wanted column. Where none has, or what is wanted depends
    on the header, it is the first line with more than one field.

    Raises
    ------
    DataError
        The file is empty, or no text.
    """
    with pa.input_stream(path) as file:
        start = file.read(_START_BYTES)
    if start.startswith(_ARCHIVE):
        raise DataError(
            f"{table}: {path!r} is a workbook or an archive, no CSV. Save the sheet as CSV, or pass "
            "pandas.read_excel(...).",
            table=table,
            found=path,
        )
    encoding, text = _decoded(start)
    if not text.strip():
        raise DataError(f"{table}: {path!r} is empty; expected a header and rows.", table=table, found=path)
    lines = text.split("\n")
    needed = set() if callable(wanting) else {column.name for column in wanting if not column.optional}
    first = next(number for number, line in enumerate(lines) if line.strip())
    if lines[first].lower().startswith("sep="):  # for Excel, not for people
        first += 1
    last = min(len(lines), first + _LINES)
    several = None
    for number in range(first, last):
        delimiter, header = _fields("\n".join(lines[number:]))
        form = CsvForm(encoding, delimiter, header, number, sum(bool(line.strip()) for line in lines[first:number]))
        if needed and needed <= form.names.keys():
            return form
        several = form if several is None and len(header) > 1 else several
    return several or CsvForm(encoding, *_fields("\n".join(lines[first:])), first)


def _decoded(start: bytes) -> tuple[str, str]:
    """The encoding and the text; a last character that is cut is left out."""
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16", codecs.getincrementaldecoder("utf-16")().decode(start)
    try:
        return "utf-8", codecs.getincrementaldecoder("utf-8-sig")().decode(start)
    except UnicodeDecodeError:
        return "cp1252", start.decode("cp1252")


def _fields(text: str) -> tuple[str, tuple[str, ...]]:
    """What stands between the fields of the first line, and the fields of the first record."""
    delimiter = max(_DELIMITERS, key=text.split("\n", 1)[0].count)
    lines: Sequence[str] = text.splitlines(keepends=True)
    return delimiter, tuple(next(csv.reader(lines, delimiter=delimiter), ()))
