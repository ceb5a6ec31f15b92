"""Every ``territory-engine`` in the ```sh blocks of the pages runs, in the order of its page, and ends with 0."""

import doctest
import re
from pathlib import Path

import pytest
from docs.extensions.page_code import blocks

import territory_engine as te
from territory_engine.cli import main
from territory_engine.cli.parser import COMMANDS
from tests.docs.shell import commands, write_files

ROOT = Path(__file__).parents[2]
PAGES = {
    page.relative_to(ROOT).as_posix(): page.read_text(encoding="utf-8")
    for page in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
}


def typed(name):
    """Every command of a page, with the line that its block begins at."""
    return [(words, line) for block, line in blocks(PAGES[name], "sh") for words in commands(block)]


@pytest.mark.parametrize("name", [name for name in PAGES if typed(name)])
def test_commands_run(name, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    roads = any("roads" in word for words, _ in typed(name) for word in words)
    if roads:
        pytest.importorskip("osmium")
    write_files(tmp_path, roads=roads)
    if any("another_plan" in words for words, _ in typed(name)):  # one that the page does not make
        te.solve(te.Problem("accounts.csv", 8)).save("another_plan")
    code = [] if roads else blocks(PAGES[name], "python")  # what stands before a command may write its files
    namespace = {}
    for words, line in typed(name):
        while code and code[0][1] < line:
            exec(code.pop(0)[0], namespace)
        status = main(words)
        assert status == 0, f"{name}: territory-engine {' '.join(words)}: {capsys.readouterr().err}"


SHOWN = re.compile(r"^```sh\n([^\n]+)\n```\n\n```text\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize(("typed", "shown"), SHOWN.findall(PAGES["docs/command_line.md"]))
def test_output_is_what_the_page_shows(typed, shown, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "72")  # of the site's code blocks
    assert main(commands(typed)[0]) == 0
    printed = capsys.readouterr().out
    assert doctest.OutputChecker().check_output(shown, printed, doctest.ELLIPSIS), printed


def test_every_command_has_its_section():
    headings = {
        word
        for line in PAGES["docs/command_line.md"].splitlines()
        if line.startswith("## ")
        for word in line[3:].split()
    }
    assert set(COMMANDS) <= headings
