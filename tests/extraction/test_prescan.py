"""The linear look before any parser."""

from __future__ import annotations

import pytest

from articles.extraction.prescan import MOST_ATTRIBUTES, MOST_OPEN_TAGS, Scan, scan_markup


@pytest.mark.parametrize(
    ("markup", "open_tags"),
    [
        pytest.param("", 0, id="nothing"),
        pytest.param("<div><b><i>x", 3, id="open"),
        pytest.param("<div></div><div></div>", 1, id="closed"),
        pytest.param("<p><p><li><li><td>", 0, id="closed by themselves"),
        pytest.param("<br><img><input><br/>", 0, id="void"),
        pytest.param("<div/><div/>", 0, id="self-closed"),
        pytest.param("</div></div><div>", 1, id="ends without a start"),
        pytest.param("<!-- <div><div> --><div>", 1, id="comment"),
        pytest.param("<script>'<div><div>'</script><div>", 1, id="script"),
        pytest.param("<div title='a > <b>'><i>", 2, id="quoted marks"),
        pytest.param('<div title="it\'s > <b>"><i>', 2, id="mixed quotes"),
        pytest.param("3 < 5 and <5>", 0, id="no tags"),
        pytest.param("<div", 1, id="cut off"),
    ],
)
def test_open_tags_are_counted(markup: str, open_tags: int) -> None:
    assert scan_markup(markup).open_tags == open_tags


def test_xml_closes_nothing_by_itself() -> None:
    assert scan_markup("<p><p><br><![CDATA[<a>]]>", is_html=False).open_tags == 3


@pytest.mark.parametrize(
    "attribute",
    ["a=1 ", "a='1' ", 'a="1" ', "a ", "a = 1 ", "a='>' ", "a/", '"a" '],
)
def test_crowded_tag_is_refused(attribute: str) -> None:
    markup = "<p>fine</p><p " + attribute * (MOST_ATTRIBUTES + 1) + ">"
    assert "attributes" in scan_markup(markup).refusal


def test_refusals_name_their_limit() -> None:
    assert Scan(MOST_ATTRIBUTES, MOST_OPEN_TAGS).refusal == ""
    assert str(MOST_ATTRIBUTES) in Scan(MOST_ATTRIBUTES + 1, 0).refusal
    assert str(MOST_OPEN_TAGS) in scan_markup("<div>" * (MOST_OPEN_TAGS + 1)).refusal


@pytest.mark.parametrize(
    "unit",
    [
        "<",
        "</",
        "<!--",
        "<![CDATA[",
        "<a ",
        "<a b='",
        '<a b="',
        "<a b='c\" ",
        "<a ==",
        "<script>",
        "<script",
        "<a b>",
        "&",
        " ",
        "<a\t",
    ],
)
def test_endless_repetition_is_read_to_its_end(unit: str) -> None:
    assert scan_markup(unit * 100_000).attributes <= MOST_ATTRIBUTES + 1
