"""The stages of a solve, each a readable loop over bounded kernel calls; ``solve.py`` composes them."""
