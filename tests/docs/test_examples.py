"""Every ```python block of the README and of docs/ runs, in the order of its page, in a folder with an accounts.csv.

It prints what the ```text block right below it shows.
"""

import contextlib
import doctest
import io
import re
from pathlib import Path

import pytest
from docs.extensions.page_code import blocks, steps, write_accounts

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
TEXTS = {page.relative_to(ROOT).as_posix(): page.read_text(encoding="utf-8") for page in PAGES}
CODE = re.compile(r"^(`{3,}|~{3,}).*?^\1|`[^`\n]+`", re.MULTILINE | re.DOTALL)
LAYOUT = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
FENCE = re.compile(r"^[ \t>]*(?:`{3,}|~{3,}).*$", re.MULTILINE)


@pytest.mark.parametrize("name", [name for name, text in TEXTS.items() if blocks(text, "python")])
def test_examples_run(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write_accounts(tmp_path)
    namespace = {"__name__": Path(name).stem}
    for code, line, shown in steps(TEXTS[name]):
        if ">>>" in code:
            test = doctest.DocTestParser().get_doctest(code, namespace, name, name, line - 1)
            runner = doctest.DocTestRunner(optionflags=LAYOUT)
            report = []
            runner.run(test, out=report.append, clear_globs=False)
            assert not runner.failures, "".join(report)
            namespace.update(test.globs)
        else:
            printed = io.StringIO()
            with contextlib.redirect_stdout(printed):
                # padded, so that a traceback names the line of the page
                exec(compile("\n" * (line - 1) + code, ROOT / name, "exec"), namespace)
            if shown is not None:
                same = doctest.OutputChecker().check_output(shown, printed.getvalue(), LAYOUT)
                assert same, f"{name}, line {line} prints\n{printed.getvalue()}\nand the page shows\n{shown}"
    for shown in re.findall(r"made/[^\s\"')]+", CODE.sub("", TEXTS[name])):
        page, _, file = shown.removeprefix("made/").rpartition("/")
        assert f"docs/{page}.md" == name, f"{name} shows {shown}, which another page makes"
        assert (tmp_path / file).is_file(), f"{name} shows {shown}, and its code writes no {file}"


def test_pages_have_examples():
    assert blocks(TEXTS["README.md"], "python")


@pytest.mark.parametrize("name", TEXTS)
def test_no_python_escapes(name):
    meant = [fence for fence in FENCE.findall(TEXTS[name]) if "py" in fence.lower()]
    assert all(fence == "```python" for fence in meant), "only ```python at the start of a line is run"


@pytest.mark.parametrize("name", TEXTS)
def test_links_lead_somewhere(name):
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", CODE.sub("", TEXTS[name])):
        if not target.startswith(("http://", "https://", "mailto:")) and "made/" not in target:
            assert (ROOT / name).parent.joinpath(target).exists(), f"{name} links to {target}"
