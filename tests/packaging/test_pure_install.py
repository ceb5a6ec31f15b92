"""On a machine without a compiler `pip install .` gives a pure-Python package that plans on Numba."""

import os
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BUILD_TOOLS = ("cc", "c++", "gcc", "g++", "clang", "clang++", "cmake", "ninja", "make")
NOT_TAKEN_OVER = ("CC", "CXX", "CFLAGS", "CXXFLAGS", "CPPFLAGS", "LDFLAGS", "PYTHONPATH", "LD_PRELOAD")
PLAN = """
import territory_engine as te

accounts = te.demo.accounts(200, ("DK",))
problem = te.Problem(accounts, territories=3, id="account_id", latitude="lat", longitude="lon",
                     activities={"workload": te.Balance(0.3)})
plan = te.solve(problem)
assert plan.check() == [], plan.check()
assert plan.assignment.num_rows == 200
print(te.__file__)
print(plan.run["kernels"])
"""

pytestmark = pytest.mark.installs


@pytest.fixture(scope="module")
def without_compiler(tmp_path_factory):
    """An environment whose PATH leads to a shell and to nothing that builds."""
    programs = tmp_path_factory.mktemp("bin")
    for name in ("sh", "env", "uname"):
        (programs / name).symlink_to(shutil.which(name))
    assert not [tool for tool in BUILD_TOOLS if shutil.which(tool, path=str(programs))]
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in NOT_TAKEN_OVER and not name.startswith(("TERRITORY_ENGINE", "CMAKE", "SKBUILD"))
    }
    return {**kept, "PATH": str(programs)}


def build_wheel(target, environment):
    """What `pip install .` builds, from a copy of the sources."""
    sources = target / "sources"
    junk = shutil.ignore_patterns(".*", "build", "__pycache__", "*.so", "demo_plan")
    shutil.copytree(ROOT, sources, ignore=junk)
    command = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--wheel-dir", target, sources]
    return subprocess.run(command, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory, without_compiler):
    target = tmp_path_factory.mktemp("wheel")
    done = build_wheel(target, without_compiler)
    assert done.returncode == 0, done.stdout
    (path,) = target.glob("*.whl")
    return path


def test_the_wheel_is_pure_and_complete(wheel):
    assert wheel.name.endswith("-py3-none-any.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert {"territory_engine/data/places.parquet", "territory_engine/py.typed"} <= set(names)
    bundled = ("map.js.deflate", "loader.js", "map.css", "LICENSES.txt")
    assert {f"territory_engine/report/map/bundle/{name}" for name in bundled} <= set(names)
    assert any(name.endswith(".dist-info/licenses/NOTICE") for name in names)
    assert not [name for name in names if not name.startswith("territory_engine")]
    assert not [name for name in names if Path(name).suffix in (".so", ".cpp", ".h", ".pyc", ".nbi")]


def test_it_plans_on_numba_in_a_fresh_environment(wheel, tmp_path, without_compiler):
    venv.create(tmp_path / "venv", with_pip=True)
    python = tmp_path / "venv" / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", wheel], env=without_compiler, check=True)
    run = subprocess.run([python, "-c", PLAN], env=without_compiler, cwd=tmp_path, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    where, kernels = run.stdout.split()
    assert where.startswith(str(tmp_path))
    assert kernels == "numba"


def test_the_fallback_is_refused_where_the_core_is_required(tmp_path, without_compiler):
    done = build_wheel(tmp_path, {**without_compiler, "TERRITORY_ENGINE_REQUIRE_CPP": "1"})
    assert done.returncode != 0
    assert "CMAKE_CXX_COMPILER not set" in done.stdout
    assert not list(tmp_path.glob("*.whl"))
