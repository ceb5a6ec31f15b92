"""How one solve grows with its accounts, one process a size: ``python -m bench.scale``."""
