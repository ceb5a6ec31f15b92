"""The shell of a page: text is escaped, the file is whole, the same every time."""

import json

import pytest

from territory_engine.errors import DataError
from territory_engine.report.html import Page, page, script_json, text

HOSTILE = ["</script>", "<!--", "]]>", "a\u2028b\u2029c", "&lt;", "\"'", "Öst 漢字 🙂", "\u202e"]


@pytest.mark.parametrize("value", HOSTILE)
def test_json_survives_and_cannot_end_a_script(value):
    dumped = script_json({"name": value, "list": [1, None, 0.5]})
    assert json.loads(dumped)["name"] == value
    assert not set(dumped) & set("<>&\u2028\u2029")


def test_json_has_no_nan():
    with pytest.raises(ValueError, match="not JSON compliant"):
        script_json([float("nan")])


def test_control_characters_are_replaced():
    assert text("a\x00\x1b\x85\ufffe\ufdd0b\t") == "a" + "\ufffd" * 5 + "b\t"


@pytest.mark.parametrize("where", ["style", "script"])
@pytest.mark.parametrize("source", ["</STYLE>", "</script >", "<!-- x"])
def test_own_parts_cannot_end_early(where, source):
    if (where == "style" and "script" in source) or (where == "script" and "STYLE" in source):
        assert source in page("t", "", **{where: source})
    else:
        with pytest.raises(ValueError, match="end it early"):
            page("t", "", **{where: source})


def test_saving_replaces_and_leaves_nothing_else(tmp_path):
    path = tmp_path / "a.html"
    path.write_text("old")
    made = Page(page("t", "ä\n"), "t")
    assert made.save(path) == path
    assert path.read_bytes() == made.html.encode()
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.html"]


@pytest.mark.parametrize("name", ["a.pdf", "a", "no/such/a.html"])
def test_other_places_are_refused(tmp_path, name):
    with pytest.raises(DataError, match=r"must end in '\.html' or|there is no folder"):
        Page("", "t").save(tmp_path / name)
    assert list(tmp_path.iterdir()) == []
