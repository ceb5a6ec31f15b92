"""The colours of territories, as far apart for colour-blind eyes as for others."""

from __future__ import annotations

USUAL = 8  # the first colours: maps take the others only where these do not suffice

# Found by exchange over colours of middle lightness (contrast of at least 2 to white and to near-black): the smallest
# CIEDE2000 difference between any two, as seen by normal, deuteranopic, protanopic and tritanopic eyes (Machado,
# Oliveira and Fernandes 2009, doi:10.1109/TVCG.2009.113), is 17 among the first eight and 10 among all.
PALETTE = (
    "#7c60df", "#bbbe1b", "#f96189", "#4ecabb", "#8e4c7d", "#728415", "#a3a0fb", "#296f50",
    "#5f550d", "#9081b1", "#52957e", "#f3b38e", "#533fbc", "#be214a", "#87a24f", "#a4c4e9",
)  # fmt: skip

# that difference, rounded down, between the first eight
APART = (
    (0, 31, 23, 29, 17, 19, 17, 21),
    (31, 0, 19, 26, 34, 18, 23, 33),
    (23, 19, 0, 18, 18, 18, 23, 19),
    (29, 26, 18, 0, 26, 30, 18, 30),
    (17, 34, 18, 26, 0, 31, 27, 18),
    (19, 18, 18, 30, 31, 0, 22, 18),
    (17, 23, 23, 18, 27, 22, 0, 30),
    (21, 33, 19, 30, 18, 18, 30, 0),
)
