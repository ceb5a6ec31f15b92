"""Benches of road networks: extracts of OpenStreetMap, contraction, tables."""
