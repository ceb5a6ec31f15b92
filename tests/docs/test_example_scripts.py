"""The scripts of examples/ run, at small size, on both kernel sets, and leave what they promise."""

import runpy
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

import territory_engine as te

EXAMPLES = Path(__file__).parents[2] / "examples"
SMALL = {
    "field_sales_team": (["--accounts", "600"], "handovers.csv"),
    "nationwide_saas": (["--accounts", "1500", "--sellers", "10"], "choices.html"),
    "million_accounts": (["--accounts", "20000", "--territories", "20"], "accounts.parquet"),
}


def test_every_script_is_run():
    assert {path.stem for path in EXAMPLES.glob("*.py")} == set(SMALL)


@pytest.mark.parametrize("kernels", ["native", "numba"])
@pytest.mark.parametrize("name", SMALL)
def test_script(name, kernels, tmp_path, monkeypatch, capsys):
    if kernels == "native" and not find_spec("territory_engine._core"):
        pytest.skip("the compiled core was not built")
    monkeypatch.setenv("TERRITORY_ENGINE_KERNELS", kernels)
    arguments, written = SMALL[name]
    monkeypatch.setattr(sys, "argv", [name, *arguments, "--out", str(tmp_path / "out")])
    runpy.run_path(str(EXAMPLES / f"{name}.py"), run_name="__main__")
    assert "written to" in capsys.readouterr().out
    assert all((tmp_path / "out" / name).exists() for name in (written, "map.html", "report.html"))
    assert te.load_plan(tmp_path / "out" / "plan").run["kernels"] == kernels
