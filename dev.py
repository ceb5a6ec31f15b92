#!/usr/bin/env python3
"""One-word workflows on a fresh clone; needs nothing but Python 3.11 or newer.

    python3 dev.py demo    plan territories on the built-in data; further arguments go to `territory-engine demo`
    python3 dev.py test    run every test; further arguments go to pytest and replace the choice of tests
    python3 dev.py docs    build the documentation into build/docs; further arguments go to sphinx-build
    python3 dev.py lint    run every static check
    python3 dev.py tidy    run clang-tidy over the C++ core, which takes minutes

Each makes `.venv` beside this file and installs the project and what the job needs into it, again only when sources
change. With a C++ compiler and the Python headers the core is compiled; without them the package runs on Numba.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PROGRAMS = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = str(PROGRAMS / "python")
STAMP = VENV / "installed.json"
SWITCHES = ("PURE_PYTHON", "REQUIRE_CPP", "REQUIRE_MAP", "NO_MAP")  # of an installation
GROUPS = {"demo": [], "test": ["test", "build"], "docs": ["docs"], "lint": ["lint"], "tidy": ["lint", "build"]}
# folders of tests that never solve, or that run every kernel set themselves
KERNELS_DO_NOT_MATTER = "bench browser conformance demo docs geometry packaging problem report tables travel".split()


def say(text: str) -> None:
    """Print at once, before the output of what is started next."""
    print(text, flush=True)


def check_python() -> None:
    """Stop with a clear word where this Python cannot make an environment."""
    if sys.version_info < (3, 11):
        sys.exit(f"territory_engine needs Python 3.11 or newer; {sys.executable} is {sys.version.split()[0]}")
    if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        sys.exit("this Python cannot make virtual environments; on Debian and Ubuntu: apt-get install python3-venv")


def missing_for_cpp() -> list[str]:
    """What compiling the C++ core needs and this machine does not have."""
    missing = []
    if not (os.environ.get("CXX") or any(map(shutil.which, ("c++", "g++", "clang++")))):
        missing.append("C++ compiler")
    if not (Path(sysconfig.get_path("include")) / "Python.h").exists():
        missing.append("Python headers")
    return missing


def source_digest(environment: dict[str, str]) -> str:
    """Changes whenever installing the package again would give something else."""
    folders = [p for folder in ("cpp", "python", "web") for p in (ROOT / folder).rglob("*") if p.is_file()]
    generated = ("__pycache__", "bundle", ".so", ".pyd")
    sources = [p for p in folders if p.suffix not in generated and p.parent.name not in generated]
    state = hashlib.blake2b(sys.version.encode())
    for path in sorted([*sources, ROOT / "pyproject.toml", ROOT / "CMakeLists.txt"]):
        state.update(f"{path.relative_to(ROOT)}\0{path.stat().st_size}\0".encode() + path.read_bytes())
    for name in ("CXX", "CXXFLAGS", *(f"TERRITORY_ENGINE_{name}" for name in SWITCHES)):
        state.update(f"{name}={environment.get(name)}\0".encode())
    return state.hexdigest()


def requirements(groups: list[str]) -> list[str]:
    """The packages of dependency groups, which the pip of Debian 12 cannot read itself."""
    import tomllib

    table = tomllib.loads((ROOT / "pyproject.toml").read_text())["dependency-groups"]
    return [requirement for group in groups for requirement in table[group]]


def pip_install(what: list[str], environment: dict[str, str]) -> None:
    """Install quietly; show pip's own words only if it fails."""
    command = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input", *what]
    done = subprocess.run(
        command, env=environment, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    if done.returncode != 0:
        say(done.stdout)
        sys.exit(f"pip could not install {' '.join(what)}; its output is above")


def prepare(groups: list[str]) -> None:
    """Make or renew `.venv` where needed."""
    environment = dict(os.environ)
    missing = missing_for_cpp()
    if missing and environment.get("TERRITORY_ENGINE_REQUIRE_CPP", "0") in ("", "0"):
        environment["TERRITORY_ENGINE_PURE_PYTHON"] = "1"
    sources = source_digest(environment)
    wanted = requirements(groups)
    stamp = json.loads(STAMP.read_text()) if STAMP.exists() else {}
    if stamp.get("python") != sys.version:
        say(f"making {VENV.relative_to(ROOT)} with Python {sys.version.split()[0]}")
        subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], check=True)
        stamp = {"python": sys.version, "sources": "", "requirements": []}
    if stamp["sources"] != sources:
        if environment.get("TERRITORY_ENGINE_PURE_PYTHON"):
            say(
                "installing territory_engine as pure Python, on Numba"
                + (f" (no {', no '.join(missing)})" if missing else "")
            )
            if missing:
                say("  for the faster C++ core: apt-get install g++ python3-dev, or what your system calls them")
        else:
            say("installing territory_engine, compiling its C++ core")
        pip_install([".[geo]"], environment)  # for the map
        stamp["sources"] = sources
    if not set(wanted) <= set(stamp["requirements"]):
        say(f"installing what the job needs: {', '.join(groups)}")
        pip_install(wanted, environment)
        stamp["requirements"] = sorted({*stamp["requirements"], *wanted})
    STAMP.write_text(json.dumps(stamp))


def run(*command: str, **environment: str) -> int:
    """Run a program of `.venv` and give its exit code; Ctrl-C belongs to it."""
    program = str(PROGRAMS / command[0])
    process = subprocess.Popen([program, *command[1:]], env={**os.environ, **environment})
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue


def demo(arguments: list[str]) -> int:
    """The main job on the built-in data, or on a table of one's own."""
    return run("territory-engine", "demo", *arguments)


def test(arguments: list[str]) -> int:
    """Every test: on the kernels that run by default, and those that solve again on Numba."""
    if arguments:
        return run("pytest", *arguments)
    side_by_side = ["-n", "auto", "--dist", "worksteal"]
    status = run("pytest", "tests", *side_by_side)
    say("\nthe tests that solve, once more on Numba:")
    elsewhere = [f"--ignore=tests/{folder}" for folder in KERNELS_DO_NOT_MATTER]
    return run("pytest", "tests", *side_by_side, *elsewhere, TERRITORY_ENGINE_KERNELS="numba") or status


def lint(arguments: list[str]) -> int:
    """Every static check; all of them run, whatever the first ones find."""
    if arguments:
        sys.exit("lint takes no arguments")
    sources = [str(path) for path in sorted((ROOT / "cpp").rglob("*")) if path.suffix in (".h", ".cpp")]
    checks = [
        ["ruff", "check"],
        ["ruff", "format", "--check"],
        ["mypy"],
        ["clang-format", "--dry-run", "-Werror", *sources],
        ["codespell"],
    ]
    return max(run(*check) for check in checks)


def docs(arguments: list[str]) -> int:
    """The documentation as a site that opens from disk; a broken link or a failing page is an error."""
    site = ROOT / "build" / "docs"
    status = run("sphinx-build", "-q", "-W", "--keep-going", "-b", "html", str(ROOT / "docs"), str(site), *arguments)
    if status == 0:
        say(f"open {site.relative_to(ROOT) / 'index.html'}")
    return status


def tidy(arguments: list[str]) -> int:
    """clang-tidy, by way of a build."""
    os.environ["PATH"] = os.pathsep.join([str(PROGRAMS), os.environ["PATH"]])
    return run("cmake", "--preset", "tidy") or run("cmake", "--build", "--preset", "tidy", *arguments)


def main() -> int:
    """Do the job named on the command line."""
    jobs = {"demo": demo, "test": test, "docs": docs, "lint": lint, "tidy": tidy}
    if len(sys.argv) < 2 or sys.argv[1] not in jobs:
        say(__doc__ or "")
        return 0 if sys.argv[1:] in (["-h"], ["--help"]) else 2
    check_python()
    prepare(GROUPS[sys.argv[1]])
    return jobs[sys.argv[1]](sys.argv[2:])


if __name__ == "__main__":
    sys.exit(main())
