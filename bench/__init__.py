"""Benches: run from the root of the repository, for example ``python -m bench.peers small``."""
