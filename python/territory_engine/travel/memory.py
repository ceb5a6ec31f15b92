"""Requests too large for this machine, refused before memory is taken."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from ..errors import LimitError


def refuse_beyond(size: int, what: str, hint: str) -> None:
    """LimitError where ``size`` bytes are more than this process can get."""
    most = available_bytes()
    if size > most:
        raise LimitError(f"{what} needs {size / 2**30:,.1f} GiB, and {most / 2**30:,.1f} GiB are free: {hint}.")


def available_bytes() -> int:
    """Memory that can be had without swapping: what the system has free, or the control group if that is less."""
    free = [sys.maxsize, _physical(), _control_group()]
    return min(free)


def _physical() -> int:
    try:
        for line in Path("/proc/meminfo").read_text().splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
    except OSError:  # no Linux
        pass
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, OSError, ValueError):  # no POSIX
        return sys.maxsize


def _control_group() -> int:
    """Of version 2, as containers see their own."""
    try:
        most = Path("/sys/fs/cgroup/memory.max").read_text().strip()
        used = int(Path("/sys/fs/cgroup/memory.current").read_text())
    except (OSError, ValueError):
        return sys.maxsize
    return sys.maxsize if most == "max" else max(0, int(most) - used)
