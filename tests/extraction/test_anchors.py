"""Quotes found again in changed texts."""

from __future__ import annotations

import re

import pytest

from articles.extraction.anchors import Anchor, make_anchor, relocate
from articles.extraction.values import Span

TEXT = (
    "Ferry strikes pier\n\nAt least 35 passengers were hurt on Tuesday when the ferry struck the pier, the harbour office said. "
    "Nine of them were taken to hospital. The ferry carried 212 passengers and a crew of 11.\n\n"
    "The quay stays closed. Last year 35 ships used it each day, the office said, and 212 people work there."
)


def anchor_of(quote: str, nth: int = 0) -> Anchor:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(quote, start + 1)
    return make_anchor(TEXT, Span(start, start + len(quote)))


def test_anchor_keeps_quote_context_and_place() -> None:
    anchor = anchor_of("35")
    assert (anchor.exact, anchor.start, anchor.end) == ("35", 29, 31)
    assert anchor.prefix == TEXT[:29]
    assert anchor.suffix == TEXT[31:127]


@pytest.mark.parametrize("span", [Span(3, 3), Span(-1, 2), Span(0, len(TEXT) + 1), Span(5, 4)])
def test_bad_span_is_refused(span: Span) -> None:
    with pytest.raises(ValueError, match="span"):
        make_anchor(TEXT, span)


@pytest.mark.parametrize("match", list(re.finditer(r"\b\w+\b(?: \w+\b)?", TEXT)), ids=lambda match: f"{match.start()}")
def test_words_of_an_unchanged_text_are_found_where_they_were(match: re.Match[str]) -> None:
    span = Span(*match.span())
    assert relocate(make_anchor(TEXT, span), TEXT) == span


@pytest.mark.parametrize(
    ("quote", "nth", "old", "new", "before"),
    [
        pytest.param("35", 0, "Ferry strikes pier", "Ferry hits pier, dozens hurt", "At least ", id="text before grew"),
        pytest.param("35", 0, "Nine of them were taken to hospital. ", "", "At least ", id="sentence after went"),
        pytest.param("35", 0, "passengers were hurt", "people were injured", "At least ", id="words beside changed"),
        pytest.param("35", 1, "The quay stays closed. ", "", "Last year ", id="second of two"),
        pytest.param("212", 1, "the office said, and ", "and ", "and ", id="second of two, words before went"),
        pytest.param("35", 0, "\n\n", "\n", "At least ", id="paragraph marks"),
        pytest.param("35", 1, "At least 35 passengers", "Some passengers", "Last year ", id="the other one went"),
        pytest.param(
            "35 ships used it", 0, "Last year 35 ships", "Last year 35\u00a0ships", "Last year ", id="hard space"
        ),
    ],
)
def test_quote_survives_edits(quote: str, nth: int, old: str, new: str, before: str) -> None:
    changed = TEXT.replace(old, new)
    assert changed != TEXT
    found = relocate(anchor_of(quote, nth), changed)
    assert found is not None
    assert changed[: found.start].endswith(before)
    assert found.of(changed).replace("\u00a0", " ") == quote


@pytest.mark.parametrize(
    ("quote", "old", "new"),
    [
        pytest.param("35", "least 35", "least 41", id="number changed, another 35 elsewhere"),
        pytest.param("35", "least 35", "least 1,350", id="became part of a longer number"),
        pytest.param("35", "least 35", "least 35.5", id="became a fraction"),
        pytest.param("35", "least 35", "least A35", id="became a name"),
        pytest.param("11", "crew of 11", "crew", id="number went"),
        pytest.param("Nine", "Nine of", "Eleven of", id="number word changed"),
        pytest.param("Nine of them were taken to hospital", "Nine of", "Eleven of", id="quote around a number"),
    ],
)
def test_changed_number_is_not_found(quote: str, old: str, new: str) -> None:
    assert relocate(anchor_of(quote), TEXT.replace(old, new)) is None


def test_number_with_its_unit_attached_is_found() -> None:
    text = "The slick is 10km long and drifts east, the coast guard said on Tuesday."
    anchor = make_anchor(text, Span(13, 15))
    assert relocate(anchor, f"At noon: {text}") == Span(22, 24)
    assert relocate(anchor, text.replace("10km", "100km")) is None


@pytest.mark.parametrize("text", ["", "35", "Another piece altogether, in which 35 geese cross the road at noon."])
def test_other_text_has_no_place_for_it(text: str) -> None:
    assert relocate(anchor_of("35"), text) is None


def test_long_quote_needs_no_context() -> None:
    sentence = "At least 35 passengers were hurt on Tuesday when the ferry struck the pier, the harbour office said."
    changed = f"All is new here. {sentence} And nothing of the old text stands around it any more."
    assert relocate(anchor_of(sentence), changed) == Span(17, 17 + len(sentence))


def test_many_places_are_bounded() -> None:
    text = "35 ships. " * 20_000
    anchor = make_anchor(text, Span(100_000, 100_002))
    assert relocate(anchor, text) == Span(100_000, 100_002)
