"""The numbers of a map's page, read back by other code than the page's."""

import json
import re
import zlib

import numpy as np

from territory_engine.report.map.printable import ALPHABET

TYPES = {"u8": "u1", "u16": "<u2", "u32": "<u4", "i32": "<i4", "f32": "<f4", "f64": "<f8"}


def bytes_of(text):
    """What ``printable`` made a text of, and some zeros."""
    digits = np.array([ALPHABET.index(letter) for letter in text], np.uint32).reshape(-1, 2)
    bits = (digits[:, 0] * 91 + digits[:, 1])[:, None] >> np.arange(12, -1, -1, dtype=np.uint32) & 1
    return np.packbits(bits.astype(np.uint8).ravel()).tobytes()


def unpack(column, packed):
    """One column."""
    kind = np.dtype(TYPES[column["type"]])
    planes = np.frombuffer(zlib.decompress(packed, -15), np.uint8).reshape(kind.itemsize, column["length"])
    values = np.ascontiguousarray(planes.T).view(kind).ravel()
    if column["coding"] == "delta":
        if kind == np.dtype("<i4"):
            values = (values.view(np.uint32) >> 1).astype(np.int32) ^ -(values & 1)
        values = np.cumsum(values, dtype=kind)
    return values


def read_numbers(html):
    """The description of a page and its columns by name."""
    description = json.loads(re.search(r'id="plan">(.*?)</script>', html, re.DOTALL)[1])
    data = bytes_of(re.search(r'id="numbers">(.*?)</script>', html, re.DOTALL)[1])
    found, at = {}, 0
    for column in description["columns"]:
        found[column["name"]] = unpack(column, data[at : at + column["bytes"]])
        at += column["bytes"]
    return description, found
