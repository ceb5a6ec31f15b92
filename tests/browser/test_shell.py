"""The shell of a page, and this harness: what it must catch, it catches."""

import pytest

from territory_engine.report.html import Page, data_block, page, text
from tests.browser.looks import overhang, printed, violations

HOSTILE = "</script><img src=x onerror=alert(1)><!-- \u2028 \x00 \"'&amp;"
SCRIPT = """const said = JSON.parse(document.getElementById("given").textContent).name;
document.querySelector("output").textContent = said;"""


@pytest.fixture
def saved(tmp_path):
    body = f"<main><h1>{text(HOSTILE)}</h1><output></output></main>{data_block('given', {'name': HOSTILE})}"
    return Page(page(HOSTILE, body, "h1 { color: navy; background: white }", SCRIPT), "Test").save(tmp_path / "a.html")


def test_hostile_text_stays_text(open_page, saved):
    shown = open_page(saved, 390, 800)
    seen = HOSTILE.replace("\x00", "\ufffd")
    assert shown.inner_text("h1") == seen.replace("\u2028", "\u2028")
    assert shown.text_content("output") == HOSTILE
    assert shown.locator("img").count() == 0
    assert violations(shown) == []
    assert overhang(shown) == 0
    assert "onerror" in printed(shown)[0]


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ("<script>1</script>", "Content Security Policy"),
        ('<img src="https://example.org/a.png" alt="">', "Content Security Policy"),
        ('<button onclick="1">x</button><script type="module">1</script>', "Content Security Policy"),
    ],
)
def test_what_is_not_the_page_s_own_does_not_run(browser, tmp_path, body, complaint):
    path = Page(page("t", body, "", "console.log('own')"), "t").save(tmp_path / "a.html")
    tab = browser.new_page(offline=True)
    said = []
    tab.on("console", lambda message: said.append(message.text))
    tab.goto(path.as_uri())
    tab.wait_for_timeout(50)
    tab.close()
    assert "own" in said
    assert any(complaint in line for line in said)


def test_in_a_notebook(open_page, tmp_path):
    inner = Page(page("t", f"<main><p>{text(HOSTILE)}</p></main>", "", "document.body.dataset.ran = 1"), 'a "title"')
    notebook = tmp_path / "notebook.html"
    notebook.write_text(f"<!doctype html><title>n</title>{inner._repr_html_()}", encoding="utf-8")
    frame = open_page(notebook).frame_locator("iframe")
    assert frame.locator("body[data-ran]").inner_text().startswith("</script><img")
