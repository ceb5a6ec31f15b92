"""A config file has the same names as the command line, and what is typed wins."""

import argparse
from pathlib import Path

import pytest

import territory_engine as te
from territory_engine.cli.config import merged
from territory_engine.cli.parser import build_parser

EVERYTHING = """
accounts = "accounts.csv"
territories = 20
id = "account_id"
on-bad-rows = "report"
balance = {potential = "5%", workload = 0.1}
soft = ["visits=10%:2"]
visits = "visits_per_year"
stop = "30s"
seed = 7
progress = false
out = "sub/plan"
"""


def options(*arguments: str) -> argparse.Namespace:
    parser = build_parser()
    return merged(parser, parser.parse_args(arguments))


@pytest.fixture
def config(tmp_path):
    path = tmp_path / "folder" / "problem.toml"
    path.parent.mkdir()
    path.write_text(EVERYTHING)
    return str(path)


def test_all_kinds_of_values(config):
    read = options("plan", "--config", config)
    folder = Path(config).parent
    assert read.accounts == str(folder / "accounts.csv")
    assert read.out == str(folder / "sub" / "plan")
    assert (read.territories, read.id, read.visits, read.seed) == (20, "account_id", "visits_per_year", 7)
    assert read.balance == [("potential", te.Balance(0.05)), ("workload", te.Balance(0.1))]
    assert read.soft == [("visits", te.Balance(0.1, hard=False, weight=2.0))]
    assert (read.stop, read.progress, read.on_bad_rows) == (te.MaxRuntime(30), False, "report")
    assert read.threads is None


def test_what_is_typed_wins(config):
    read = options("plan", "mine.csv", "--config", config, "--seed=8", "--balance=revenue=1%", "--progress")
    assert (read.accounts, read.seed, read.progress) == ("mine.csv", 8, True)
    assert read.balance == [("revenue", te.Balance(0.01))]


def test_options_of_other_commands_are_passed_over(config):
    assert not hasattr(options("check", "--config", config), "stop")


def test_accounts_of_the_demo_may_be_a_count(tmp_path):
    (tmp_path / "demo.toml").write_text('accounts = 500\ncountries = ["DE", "FR"]\n')
    read = options("demo", "--config", str(tmp_path / "demo.toml"))
    assert (read.accounts, read.count, read.countries) == (None, 500, ("DE", "FR"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("ballance = 3", r"no option 'ballance'; did you mean 'balance'\?"),
        ("xyzzy = 3", r"no option 'xyzzy'; expected some of accounts, "),
        ("seed = [", r"is no TOML file: Invalid value"),
        ("seed = 'x'", r"an option is not as expected, see above"),
        ("seed = 1979-05-27", r"seed: expected text, a number, a list or a table"),
        ("[soft]\nvisits = 'ten'", r"an option is not as expected"),
    ],
)
def test_wrong_files(tmp_path, text, message):
    (tmp_path / "wrong.toml").write_text(text)
    with pytest.raises(te.DataError, match=message):
        options("plan", "--config", str(tmp_path / "wrong.toml"))


def test_no_such_file():
    with pytest.raises(te.DataError, match=r"none.toml: cannot be read: No such file"):
        options("plan", "--config", "none.toml")
