"""The browser of these tests: which one, and the flags that keep it quiet and offline."""

from __future__ import annotations

import os
import shutil

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# WebGL without a graphics card, and nothing that looks for a network of its own
FLAGS = """--disable-gpu --enable-unsafe-swiftshader --disable-quic --no-first-run --disable-background-networking
--disable-component-update --disable-sync --hide-scrollbars --force-color-profile=srgb""".split()


def program() -> str | None:
    """Path of the browser; ``TERRITORY_ENGINE_CHROMIUM`` chooses."""
    named = os.environ.get("TERRITORY_ENGINE_CHROMIUM")
    if named:
        return named
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


def required() -> bool:
    """Whether a missing browser is a failure rather than a reason to skip."""
    return any(os.environ.get(name, "0") not in ("", "0") for name in ("CI", "TERRITORY_ENGINE_REQUIRE_BROWSER"))


def environment() -> dict[str, str]:
    """Without what is preloaded into this process (sanitizers), which no browser survives."""
    return {name: value for name, value in os.environ.items() if name != "LD_PRELOAD"}
