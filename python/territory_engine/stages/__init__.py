"""The stages of a solve, each a readable loop over bounded kernel calls; :mod:`territory_engine.solve` composes them."""
