"""The console of Windows, which obeys escape sequences only when asked to."""

from __future__ import annotations

import sys
from typing import TextIO

ENABLE_VIRTUAL_TERMINAL_PROCESSING = 0x0004


def obeys_escapes(stream: TextIO) -> bool:
    """Whether the console behind a stream obeys escape sequences from now on; elsewhere terminals always do."""
    if sys.platform != "win32":
        return True
    import ctypes
    import msvcrt

    try:
        handle = msvcrt.get_osfhandle(stream.fileno())
    except OSError:
        return False
    mode = ctypes.c_uint32()
    console = ctypes.windll.kernel32
    if not console.GetConsoleMode(handle, ctypes.byref(mode)):
        return False
    return bool(console.SetConsoleMode(handle, mode.value | ENABLE_VIRTUAL_TERMINAL_PROCESSING))
