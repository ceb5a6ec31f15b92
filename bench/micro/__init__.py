"""Every kernel of every set, with pytest-benchmark: ``pytest bench/micro``."""
