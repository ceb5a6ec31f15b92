"""Bytes as text that a page can hold: 13 bits in two of 91 characters, 23 % longer than the bytes.

The characters are printable ASCII without those that HTML, JSON or a script would escape or end at (``"``, ``&``,
``<``, ``\\``). Base64 would be 33 % longer; denser ways need control characters or an encoding other than UTF-8 (see
docs/decisions/2026-11-23-map-page.md).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

ALPHABET = "".join(chr(code) for code in range(32, 127) if chr(code) not in '"&<\\')
GROUP = 13  # bytes that are eight numbers of 13 bits


def printable(data: bytes) -> str:
    """The bytes as text; ``web/src/unpack.js`` turns it back.

    Zeros fill up the last 13 bits, and up to 12 bytes of zeros may follow the data.

    Examples
    --------
    >>> printable(bytes(13))
    '                '
    >>> len(printable(bytes(13_000)))
    16000
    """
    padded = np.zeros(-(-len(data) // GROUP) * GROUP, np.uint8)
    padded[: len(data)] = np.frombuffer(data, np.uint8)
    columns = padded.reshape(-1, GROUP).T
    numbers = np.empty((len(padded) // GROUP, 8), np.uint16)
    for k in range(8):
        first, skipped = divmod(GROUP * k, 8)
        bits = columns[first].astype(np.uint32) << 16 | columns[first + 1].astype(np.uint32) << 8
        if first + 2 < GROUP:
            bits |= columns[first + 2]
        numbers[:, k] = bits >> (24 - GROUP - skipped) & 8191
    return str(_pairs().take(numbers).tobytes().decode("ascii"))


def _pairs() -> NDArray[np.uint16]:
    """For every number of 13 bits its two characters, as they lie in memory."""
    letters = np.frombuffer(ALPHABET.encode(), np.uint8)
    both = np.stack(np.divmod(np.arange(8192), len(letters)), axis=1)
    return np.asarray(letters[both].view(np.uint16).ravel(), np.uint16)
