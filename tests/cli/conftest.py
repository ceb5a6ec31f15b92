"""A small table of accounts, and a way to run the command line in this process."""

import pytest

from territory_engine import demo
from territory_engine.cli import main


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def accounts():
    """300 accounts with today's three territories."""
    return demo.accounts(300, ("DK",), territories=3)


@pytest.fixture
def csv(accounts, tmp_path):
    from pyarrow import csv

    csv.write_csv(accounts, tmp_path / "accounts.csv")
    return "accounts.csv"


@pytest.fixture
def run(capsys):
    """Exit code, standard output and standard error of a command."""

    def run_command(*arguments):
        status = main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return run_command


@pytest.fixture
def plan_options():
    return ["--territories=3", "--balance=workload=20%", "--no-progress"]
