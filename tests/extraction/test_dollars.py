import pytest

from articles.extraction.dollars import settle_dollars
from articles.extraction.quantities import find_quantities

DOLLARS = [
    pytest.param("The U.S. paid $5 million.", "", "USD", "USD", id="country named"),
    pytest.param("The town paid $5 million.", "", None, "dollar", id="nothing states it"),
    pytest.param("The U.S. firm paid $5 million, or A$8 million.", "", None, "dollar", id="another dollar beside it"),
    pytest.param("Americans pay $5 a barrel.", "The Toronto Post", None, "dollar per barrel", id="outlet elsewhere"),
    pytest.param("They paid $5 million.", "The Washington Letter", "USD", "USD", id="outlet in the country"),
    pytest.param("They paid A$5 million.", "", "AUD", "AUD", id="own sign"),
    pytest.param("They paid 5 million dollars.", "", None, "dollar", id="word"),
    pytest.param("They paid €5 million.", "", "EUR", "EUR", id="no dollar"),
]


@pytest.mark.parametrize(("text", "outlet", "currency", "code"), DOLLARS)
def test_settle_dollars(text: str, outlet: str, currency: str | None, code: str) -> None:
    quantity = settle_dollars(text, find_quantities(text), outlet)[0]

    assert (quantity.currency, quantity.unit_code) == (currency, code)


def test_settle_dollars_gives_its_reason() -> None:
    text = "The town paid $5 million."

    reasons = settle_dollars(text, find_quantities(text))[0].reasons

    assert ("currency", "dollar-of-no-country") in [(reason.field, reason.rule) for reason in reasons]
