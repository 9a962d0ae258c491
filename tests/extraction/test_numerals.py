from decimal import Decimal

import pytest

from articles.extraction.digits import plain_value, read_digits
from articles.extraction.numerals import Kind, find_numerals
from articles.extraction.spelled import read_words

NUMBERS = [
    pytest.param("It holds 48,500 people", "48,500", "48500", id="comma groups"),
    pytest.param("It holds 40 000 people", "40 000", "40000", id="space groups"),
    pytest.param("It holds 40\u202f000 people", "40\u202f000", "40000", id="narrow space groups"),
    pytest.param("It costs 3'500 francs", "3'500", "3500", id="apostrophe groups"),
    pytest.param("It costs 12,34,567 rupees", "12,34,567", "1234567", id="indian groups"),
    pytest.param("It costs 1.234.567 euros", "1.234.567", "1234567", id="dot groups"),
    pytest.param("It costs 1.234,50 euros", "1.234,50", "1234.50", id="continental decimals"),
    pytest.param("It rose 2,5 percent", "2,5", "2.5", id="decimal comma"),
    pytest.param("It fell to .08 percent", ".08", "0.08", id="bare decimals"),
    pytest.param("It cost 3.5bn", "3.5bn", "3500000000", id="letters"),
    pytest.param("It sold 80k", "80k", "80000", id="k"),
    pytest.param("It sold 1.2 million", "1.2 million", "1200000", id="scale word"),
    pytest.param("It sold 13 thousand million", "13 thousand million", "13000000000", id="two scale words"),
    pytest.param("It sold 2\nmillion", "2\nmillion", "2000000", id="line break before the scale"),
    pytest.param("Add 2½ cups", "2½", "2.5", id="glyph"),
    pytest.param("Add 2 1/2 cups", "2 1/2", "2.5", id="mixed"),
    pytest.param("Add 3/4 cup", "3/4", "0.75", id="fraction"),
    pytest.param("It weighs 2.9×10−8 kg", "2.9×10−8", "0.000000029", id="power"),
    pytest.param("a hundred and two of them", "a hundred and two", "102", id="a hundred and two"),
    pytest.param("some twenty-five thousand", "twenty-five thousand", "25000", id="words"),
    pytest.param("THREE HUNDRED of them", "THREE HUNDRED", "300", id="capitals"),
    pytest.param("two dozen of them", "two dozen", "24", id="dozen"),
    pytest.param("half a million of them", "half a million", "500000", id="half a million"),
    pytest.param("a quarter of a million of them", "a quarter of a million", "250000", id="quarter of a million"),
    pytest.param("two and a half million of them", "two and a half million", "2500000", id="and a half"),
    pytest.param("two-thirds of them", "two-thirds", "0.6666666667", id="two thirds"),
    pytest.param("three point seven five percent", "three point seven five", "3.75", id="point"),
]


@pytest.mark.parametrize(("text", "surface", "value"), NUMBERS)
def test_find_numerals_reads(text: str, surface: str, value: str) -> None:
    numeral = next(find_numerals(text))

    assert numeral.text_of(text) == surface
    assert numeral.value == Decimal(value)


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        pytest.param("dozens of guests", "dozens", id="dozens"),
        pytest.param("hundreds of thousands of guests", "hundreds of thousands", id="chain"),
        pytest.param("several hundred guests", "several hundred", id="several hundred"),
        pytest.param("100s of guests", "100s", id="digits"),
    ],
)
def test_find_numerals_keeps_vague_words(text: str, surface: str) -> None:
    numeral = next(find_numerals(text))

    assert (numeral.text_of(text), numeral.value, numeral.kind) == (surface, None, Kind.VAGUE)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("version 1.3.12", id="version"),
        pytest.param("1,1,1,1,1", id="list"),
        pytest.param("1234567890123456789", id="too long to count anything"),
        pytest.param("no number", id="none"),
    ],
)
def test_find_numerals_passes_over(text: str) -> None:
    assert list(find_numerals(text)) == []


def test_read_digits_leaves_names_with_a_slash() -> None:
    assert read_digits("9/11 attacks", 0) == (1, Decimal(9))


def test_plain_value_refuses_odd_groups() -> None:
    assert plain_value("1,23") == Decimal("1.23")
    assert plain_value("12,3456") is None


def test_read_words_stops_at_the_next_number() -> None:
    assert read_words("one two three", 0) == (0, 3, Decimal(1))
    assert read_words("three thousand million", 0) == (0, 22, Decimal(3_000_000_000))
    assert read_words("twenty and more", 0) == (0, 6, Decimal(20))
    assert read_words("soldiers", 0) is None
