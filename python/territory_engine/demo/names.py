"""Invented company names, and the ways in which people misspell them."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from .exact import Stream
from .towns import Towns

STEMS = (
    "Adler Alba Arden Atlas Baltic Berg Birke Brandt Brook Cedar Ceres Delta Dorn Eiche Elm Falk Fern Fjord Forge "
    "Garde Gilde Glen Hansa Harbor Heron Holm Iris Jura Kant Keller Krone Lind Lion Lumen Lund Mare Merkur Meyer Milo "
    "Nord North Nova Oak Orion Ost Otter Palme Pilot Polar Quell Regal Rhein Rosen Sander Sol Stern Tal Terra Union "
    "Vega Vik Wald West Zenit"
).split()
TRADES = (
    "Apparel Bakery Beverages Books Bikes Chemicals Clinic Dairy Dental Design Electric Energy Fittings Flowers Foods "
    "Garden Glass Hotel Labs Logistics Machines Markets Metals Motors Office Optics Packaging Paper Pharmacy Plastics "
    "Sports Tools"
).split()
LEGAL_FORMS = {
    "DE": "GmbH", "AT": "GmbH", "CH": "AG", "LI": "AG", "DK": "ApS", "SE": "AB", "FI": "Oy", "NO": "AS", "IS": "ehf.",
    "PL": "Sp. z o.o.", "CZ": "s.r.o.", "SK": "s.r.o.", "HU": "Kft.", "FR": "SARL", "BE": "BV", "NL": "BV",
    "LU": "Sàrl", "IT": "Srl", "ES": "SL", "PT": "Lda", "US": "Inc.", "CA": "Inc.", "BR": "Ltda.", "MX": "SA de CV",
}  # fmt: skip


def company_names(stream: Stream, towns: Towns, place: NDArray[np.int64]) -> pa.ChunkedArray:
    """Names such as ``Nord Dental Hamburg GmbH``; one random number each."""
    legal = pa.array([LEGAL_FORMS.get(code, "Ltd") for code in towns.country_words])
    chunks = []
    for begin in range(0, len(place), 1 << 16):
        at = place[begin : begin + (1 << 16)]
        bits = stream.raw(len(at))
        words = (
            pa.array(STEMS).take(pa.array(bits % np.uint64(64))),
            pa.array(TRADES).take(pa.array(bits // np.uint64(64) % np.uint64(32))),
            towns.name.take(pa.array(at)),
            legal.take(pa.array(towns.country[at])),
        )
        chunks.append(pc.binary_join_element_wise(*words, " "))
    return pa.chunked_array(chunks).combine_chunks()


def misspelt(stream: Stream, names: pa.Array | pa.ChunkedArray) -> pa.Array | pa.ChunkedArray:
    """The same companies as another clerk would have entered them."""
    kind = stream.raw(len(names)) % np.uint64(4)
    return pc.choose(
        pa.array(kind.astype(np.int64)),
        pc.utf8_upper(names),
        pc.utf8_replace_slice(names, start=2, stop=3, replacement=""),
        pc.replace_substring_regex(names, r"( Sp\. z o\.o\.| SA de CV| \S+)$", ""),
        pc.replace_substring(names, " ", "  ", max_replacements=1),
    )
