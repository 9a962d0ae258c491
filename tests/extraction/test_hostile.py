"""Odd text never raises and never takes more than linear work."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.extraction.quantities import find_quantities
from articles.extraction.sites import Site, site_of

PIECES = [
    "1", "12,", "1.", "1-", "$", "$1", " ", "\t \n", "a ", "a.", "a-", '"', "(", "%", "1%", "one hundred ", "million ", "between 1 and ",
    "Jan 1 ", "1/1/1", "-", "\u00a0", "\u2009", "\u0661", "½", "e\u0301", "<a ", "&#1", "http://", "@", "1e", "from 5 to ", "at least ",
    "two-thirds of ", "1 in 2 ", "±1", "more than ", "5 million ", "he is a writer for 5 ", "(020) 1", "\n\n1", "’1", "100 percent ", ": 1, A",
]  # fmt: skip


def assert_sound(text: str) -> None:
    end = 0
    for quantity in find_quantities(text):
        assert quantity.span.start >= end
        assert quantity.span.of(text) == quantity.surface
        for number in (quantity.value, quantity.interval.low, quantity.interval.high):
            assert number is None or number.is_finite()
        if quantity.unit_span is not None:
            assert 0 <= quantity.unit_span.start <= quantity.unit_span.end <= len(text)
        end = quantity.span.end


@settings(max_examples=300, deadline=None)
@given(st.text())
def test_any_text_is_read(text: str) -> None:
    assert_sound(text)


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_any_mix_of_numeric_pieces_is_read(text: str) -> None:
    assert_sound(text)


@pytest.mark.parametrize("piece", PIECES)
def test_repeated_pieces_are_read(piece: str) -> None:
    assert_sound(piece * 600)


@pytest.mark.parametrize("piece", PIECES)
def test_work_grows_no_faster_than_the_text(piece: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counts the numerals that are looked at, which is what every later step is paid by."""
    looked_at = 0

    def counting(*args: Any) -> Site:
        nonlocal looked_at
        looked_at += 1
        return site_of(*args)

    monkeypatch.setattr("articles.extraction.quantities.site_of", counting)
    find_quantities(piece * 400)
    once, looked_at = looked_at, 0
    find_quantities(piece * 1_600)

    assert looked_at <= 4 * once + 8


@pytest.mark.parametrize("script", ["٣٥ قتيلا", "３５人が死亡", "35 погибших", "३५ लोग", "35 עצורים", "三十五人"])
def test_other_scripts_are_read(script: str) -> None:
    assert_sound(f"{script} 5 boats {script}")


def test_one_line_of_a_million_characters() -> None:
    text = ("no number here " * 60 + "but 35 boats ") * 1_100

    found = find_quantities(text)

    assert len(text) > 1_000_000
    assert len(found) == 1_100
