"""Names of places and owners, normalised."""

import pytest

from articles.extraction.places import owner_at, place_at, proper_name
from articles.extraction.values import Span
from articles.extraction.words import Word, words_of


def words(text: str) -> list[Word]:
    return words_of(text, Span(0, len(text)))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("U.S. soil", "United States", id="initials"),
        pytest.param("the United States", None, id="article first"),
        pytest.param("United States of America", "United States", id="longest name"),
        pytest.param("Britain", "United Kingdom", id="other name"),
        pytest.param("Ukraine's east", "Ukraine", id="possessive"),
        pytest.param("Calif.", "California", id="abbreviated state"),
        pytest.param("us", None, id="pronoun"),
        pytest.param("Donbass", "Donbas", id="spelling"),
        pytest.param("High North", "High North", id="region"),
        pytest.param("Arden", None, id="unknown"),
    ],
)
def test_place_at(text: str, name: str | None):
    found = place_at(words(text), 0)

    assert (found.name if found else None) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("American pilots", "United States", id="adjective"),
        pytest.param("North Korean", "North Korea", id="two words"),
        pytest.param("Pentagon", "United States", id="seat of government"),
        pytest.param("Gazans", None, id="unknown people"),
    ],
)
def test_owner_at(text: str, name: str | None):
    found = owner_at(words(text), 0)

    assert (found.name if found else None) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("Port Sarn harbour", "Port Sarn", id="two words"),
        pytest.param("March", None, id="month"),
        pytest.param("harbour", None, id="lower case"),
        pytest.param("Mosques", None, id="plural in a headline"),
    ],
)
def test_proper_name(text: str, name: str | None):
    found = proper_name(words(text), 0, 5)

    assert (found.name if found else None) == name
