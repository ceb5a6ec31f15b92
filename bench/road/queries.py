"""The standard queries on a road graph."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

I32 = NDArray[np.int32]


def queries(nodes: int) -> dict[str, tuple[I32, I32]]:
    """Sources and targets, drawn with replacement: many pairs, accounts by centres, all nodes by centres."""
    rng = np.random.default_rng(42)
    drawn = [rng.integers(0, nodes, count).astype(np.int32) for count in (1_000, 1_000, 100_000, 100)]
    everywhere = np.arange(nodes, dtype=np.int32)
    return {
        "1,000 x 1,000": (drawn[0], drawn[1]),
        "100,000 x 100": (drawn[2], drawn[3]),
        "all x 100": (everywhere, drawn[3]),
    }
