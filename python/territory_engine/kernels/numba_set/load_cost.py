"""The convex cost of a load: twin of ``LoadCost`` in ``cpp/transport/price_step.h``.

Rows of ``cost`` (7, K, M), as everywhere in the kernels.
"""

TARGET, LOWER, UPPER, MINIMUM, MAXIMUM, INSIDE, OUTSIDE = range(7)
