"""Which accounts a page shows where there are too many for one."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .frame import Cells

Rows = NDArray[np.int64]


def shown_rows(order: Cells, labels: NDArray[np.int32], limit: int) -> Rows:
    """Rows of the accounts to show, in the order of their cells; rows of the same cell as in the table.

    Beyond ``limit`` every k-th account is taken, territory by territory and within each along the map, so that every
    territory keeps its share (to one account) and every region of it too. No chance is involved.
    """
    if len(order) <= limit:
        return np.argsort(order, kind="stable")
    stratified = np.argsort(labels.astype(np.uint64) << np.uint64(32) | order, kind="stable")
    kept = stratified[(np.arange(limit) * len(order)) // limit]
    return np.asarray(kept[np.lexsort((kept, order[kept]))], np.int64)
