"""Built for a processor other than x86-64, the core has no x86 left in it."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pybind11
import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.installs
@pytest.mark.skipif(not shutil.which("c++"), reason="no C++ compiler here")
def test_only_the_baseline_is_built_for_arm(tmp_path):
    programs = os.pathsep.join([os.path.dirname(sys.executable), os.environ["PATH"]])
    arm = ("-DCMAKE_SYSTEM_NAME=Linux", "-DCMAKE_SYSTEM_PROCESSOR=aarch64", "-DCMAKE_EXPORT_COMPILE_COMMANDS=ON")
    here = (f"-DPython_EXECUTABLE={sys.executable}", f"-Dpybind11_DIR={pybind11.get_cmake_dir()}")
    command = [shutil.which("cmake", path=programs), "-S", ROOT, "-B", tmp_path, "-G", "Ninja", *arm, *here]
    subprocess.run(command, env={**os.environ, "PATH": programs}, check=True, capture_output=True)
    commands = [entry["command"] for entry in json.loads((tmp_path / "compile_commands.json").read_text())]
    assert any("-DTE_SIMD_LEVEL=baseline" in command for command in commands)
    assert not [command for command in commands if "-march" in command or "LEVEL_v3" in command]


def test_x86_intrinsics_are_guarded():
    sources = [path for path in (ROOT / "cpp").rglob("*") if path.suffix in (".h", ".cpp")]
    assert sources
    for path in sources:
        text = path.read_text()
        for include in ("immintrin.h", "x86intrin.h", "cpuid.h", "xmmintrin.h", "emmintrin.h"):
            if include in text:
                before = text[: text.index(include)]
                guards = ("defined(__x86_64__)", "defined(__SSE2__)", "TE_HAVE_LEVEL")
                assert any(guard in before for guard in guards), f"{path} includes {include}"
