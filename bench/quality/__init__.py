"""The literature's capacitated p-median and centred clustering instances: ``python -m bench.quality FOLDER``."""
