"""The command line on a terminal of its own (a pseudo-terminal), and in a pipe."""

import io
import os
import re
import subprocess
import sys
import threading
import time

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

import territory_engine as te
from territory_engine.cli import main
from territory_engine.terminal.cells import width
from territory_engine.terminal.screen import Screen

pytestmark = pytest.mark.skipif(os.name == "nt", reason="pseudo-terminals need POSIX")
STYLE = re.compile(r"\x1b\[[0-9;]*m")
ERASE = re.compile(r"\r[^\r\n]*\x1b\[K")
DEMO = ["demo", "--accounts=400", "--countries=DK", "--territories=4", "--no-map", "--no-report"]


@pytest.fixture(autouse=True)
def environment(monkeypatch):
    """Nothing of whoever runs the tests decides about colour and width."""
    for name in ("NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")


@pytest.fixture
def on_terminal(monkeypatch):
    """Runs a command in this process: exit code, and everything that a terminal got from both of its streams."""

    def run_command(arguments, columns=80, **given):
        with monkeypatch.context() as patch:
            for name, value in given.items():
                patch.setenv(name, value)
            with Terminal(columns) as terminal:
                patch.setattr(sys, "stdout", terminal.stream())
                patch.setattr(sys, "stderr", terminal.stream())
                status = main([str(argument) for argument in arguments])
        return status, terminal.got.decode()

    return run_command


@pytest.fixture
def in_pipe(run, monkeypatch):
    def run_command(arguments, **given):
        with monkeypatch.context() as patch:
            for name, value in given.items():
                patch.setenv(name, value)
            return run(*arguments)

    return run_command


class Terminal:
    """A pseudo-terminal, and whatever is written to it."""

    def __init__(self, columns):
        import fcntl
        import pty
        import struct
        import termios

        self.master, self.slave = pty.openpty()
        fcntl.ioctl(self.slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        self.got, self.streams = b"", []
        self.reader = threading.Thread(target=self._read)

    def stream(self):
        """A text stream that writes to it, as Python opens them."""
        stream = os.fdopen(os.dup(self.slave), "w", encoding="utf-8", newline="\n")
        self.streams.append(stream)
        return stream

    def _read(self):
        try:
            while part := os.read(self.master, 65536):
                self.got += part
        except OSError:  # on Linux: everybody has closed the other side
            pass

    def __enter__(self):
        self.reader.start()
        return self

    def __exit__(self, *_):
        for stream in self.streams:
            stream.close()
        os.close(self.slave)
        self.reader.join(60)
        os.close(self.master)


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    """A plan with ids that try to command the terminal, and with wide ones."""
    folder = tmp_path_factory.mktemp("terminal")
    accounts = te.demo.accounts(300, ("DK",), territories=3)
    names = ["\x1b[31mred\x1b[0m", "東京都庁舎前営業所", "Mecklenburg-Vorpommern und Nordwest"]
    territories = pa.table({"territory_id": names})
    problem = te.Problem(accounts, territories, activities={"workload": te.Balance(0.2)})
    plan = te.solve(problem)
    plan.save(folder / "plan")
    return str(folder / "plan")


def test_colour_and_links_on_a_terminal_only(on_terminal, in_pipe, in_a_folder_of_its_own):
    status, screen = on_terminal(DEMO)
    assert status == 0
    assert STYLE.search(screen)
    assert (in_a_folder_of_its_own / "demo_plan" / "plan.svg").as_uri() in screen
    status, out, err = in_pipe(DEMO)
    assert (status, err) == (0, "")
    assert "\x1b" not in out
    assert "file://" not in out
    # the same words: only styles, links, what stands on standard error and the time differ
    plain = STYLE.sub("", ERASE.sub("", screen)).replace("\r\n", "\n").split("time ")[0].splitlines()
    same = [line.rstrip() for line in plain if not line.startswith("the Numba kernels")]
    assert same == out.split("time ")[0].splitlines()


@pytest.mark.parametrize(
    ("given", "colour"),
    [({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False), ({"CLICOLOR": "0"}, False), ({"FORCE_COLOR": "1"}, True)],
)
def test_the_environment_says_whether_there_is_colour(on_terminal, saved, given, colour):
    status, screen = on_terminal(["check", saved], **given)
    assert (status, bool(STYLE.search(screen))) == (0, colour)


def test_colour_can_be_forced_into_a_pipe(in_pipe, saved):
    for name in ("FORCE_COLOR", "CLICOLOR_FORCE"):
        assert STYLE.search(in_pipe(["check", saved], **{name: "1"})[1])


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_lines_keep_to_the_width_of_the_terminal(on_terminal, saved, columns):
    status, screen = on_terminal(["check", saved], columns)
    lines = STYLE.sub("", ERASE.sub("", screen)).replace("\r", "").splitlines()
    tables = [line for line in lines if not line.startswith("nothing found")]
    assert status == 0
    assert max(map(width, tables)) <= columns
    assert any(line.startswith("territory") and "off target" in line for line in tables)
    assert ("accounts  km a visit" in screen.replace("\x1b[0m", "").replace("\x1b[2m", "")) is (columns > 40)


def test_an_id_commands_nothing(on_terminal, in_pipe, saved):
    for arguments in (["check", saved], ["compare", saved, saved], ["check", saved, "--quiet"]):
        status, screen = on_terminal(arguments, NO_COLOR="1")
        assert status == 0
        assert "\x1b" not in ERASE.sub("", screen)
    assert r"\x1b[31mred" in in_pipe(["check", saved])[1]


def test_an_id_in_an_error_commands_nothing(in_pipe, tmp_path):
    table = pa.table({"account_id": ["\x1b[2J"], "lat": [95.0], "lon": [0.0]})
    pq.write_table(table, tmp_path / "bad.parquet")
    for extra in ([], ["--debug"]):
        status, out, err = in_pipe(["plan", "bad.parquet", "--territories=1", *extra])
        assert (status, out) == (2, "")
        assert "\x1b" not in err
        assert "x1b[2J" in err


def test_ascii_where_the_encoding_knows_no_more(saved, monkeypatch):
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", stream)
    assert main(["check", saved]) == 0
    out = stream.buffer.getvalue().decode("ascii")
    assert "|###" in out or "###|" in out
    assert r"\u6771" in out


def test_progress_is_one_line_that_goes_away(on_terminal):
    assert on_terminal([*DEMO, "--quiet"])[0] == 0  # on Numba the kernels are compiled here
    status, screen = on_terminal([*DEMO, "--stop=2s"])
    assert status == 0
    drawn = [text for text in re.findall(r"\r([^\r\n]*)\x1b\[K", screen) if "left" in text]
    assert len(drawn) >= 2
    assert all(width(text) < 80 for text in drawn)
    assert all(re.match(r"[█▏▎▍▌▋▊▉·]+ +\d+ %  \d", text) for text in drawn)
    assert "\r\x1b[K" in screen.split(drawn[-1])[1]
    assert screen.count("\n") == ERASE.sub("", screen).count("\n")  # it begins no line of its own
    for silent in ("--no-progress", "--quiet"):
        assert not re.search(r"\r[^\n]", on_terminal([*DEMO, silent, "--stop=1s"])[1])


def test_a_window_that_changes_its_size():
    import fcntl
    import struct
    import termios

    with Terminal(100) as terminal:
        screen = Screen.of(terminal.stream())
        fcntl.ioctl(terminal.slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 50, 0, 0))
        assert (screen.columns, screen.renewed().columns) == (100, 50)


def test_quiet_says_nothing_of_what_is_fine(in_pipe, saved):
    for arguments in (DEMO, ["check", saved], ["compare", saved, saved]):
        assert in_pipe([*arguments, "--quiet"]) == (0, "", "")
    assert in_pipe(["check", "nothing.csv", "--territories=2", "--quiet"])[0] == 2


def test_ctrl_c_in_the_midst(tmp_path):
    terminal, seconds = Terminal(80), 0.0
    with terminal:
        process = subprocess.Popen(
            [sys.executable, "-m", "territory_engine", *DEMO, "--stop=600s", "--out=best"],
            stdin=terminal.slave, stdout=terminal.slave, stderr=terminal.slave, cwd=tmp_path,
            start_new_session=True, preexec_fn=control_this_terminal,
        )  # fmt: skip
        while b" left" not in terminal.got and seconds < 120.0:
            time.sleep(0.05)
            seconds += 0.05
        os.write(terminal.master, b"\x03")
        status = process.wait(120)
    screen = terminal.got.decode()
    assert status == 130, screen
    assert "interrupted: this is the best plan found so far" in screen
    assert "Traceback" not in screen
    assert te.load_plan(tmp_path / "best").check() == []


def control_this_terminal():
    """So that Ctrl-C there interrupts the new process."""
    import fcntl
    import termios

    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def test_of_many_territories_the_worst_are_listed_or_all(in_pipe, tmp_path):
    accounts = te.demo.accounts(2000, ("DK",), territories=40)
    problem = te.Problem(accounts, 40, activities={"workload": te.Balance(0.05, hard=False)})
    te.Plan.from_assignment(problem, accounts, territory="territory").save(tmp_path / "many")
    rows = re.compile(r"^T\d+ .* [-+]?[\d,.]+ %( |$)", re.MULTILINE)
    status, out, _ = in_pipe(["check", "many"])
    territories = te.load_plan("many").territories
    assert status == 0
    assert f"the 8 of {territories.num_rows} territories furthest off; --all lists every one" in out
    assert len(rows.findall(out)) == 8
    worst = pc.max(pc.abs(territories["deviation_workload"])).as_py()
    assert f"{100 * worst:,.2f} %" in out
    assert len(rows.findall(in_pipe(["check", "many", "--all"])[1])) == territories.num_rows
