"""What kind of thing a number measures."""

from decimal import Decimal

import pytest

from articles.extraction.measures import measure_of
from articles.extraction.values import Interval, Measure, Quantity, Span, Subject


@pytest.mark.parametrize(
    ("given", "subject", "measure"),
    [
        pytest.param(Measure.COUNT, Subject(head="troop"), Measure.PERSONNEL, id="troops"),
        pytest.param(Measure.COUNT, Subject(head="troop", action="deploy"), Measure.PERSONNEL, id="troops sent"),
        pytest.param(Measure.COUNT, Subject(head="troop", action="kill"), Measure.CASUALTIES, id="troops killed"),
        pytest.param(Measure.COUNT, Subject(head="person", action="injure"), Measure.CASUALTIES, id="people hurt"),
        pytest.param(Measure.COUNT, Subject(head="person", action="miss"), Measure.CASUALTIES, id="people missing"),
        pytest.param(Measure.COUNT, Subject(head="person"), Measure.COUNT, id="people"),
        pytest.param(Measure.COUNT, Subject(head="missile"), Measure.EQUIPMENT, id="missiles"),
        pytest.param(
            Measure.COUNT,
            Subject(head="group", qualifiers=("carrier", "strike")),
            Measure.EQUIPMENT,
            id="strike groups",
        ),
        pytest.param(Measure.COUNT, Subject(head="bird", action="kill"), Measure.COUNT, id="birds killed"),
        pytest.param(Measure.MONEY, Subject(head="missile"), Measure.MONEY, id="money kept"),
        pytest.param(Measure.PERCENT, Subject(head="troop"), Measure.PERCENT, id="percent kept"),
        pytest.param(Measure.DISTANCE, Subject(), Measure.DISTANCE, id="distance kept"),
        pytest.param(Measure.OTHER, Subject(head="milk"), Measure.OTHER, id="other kept"),
    ],
)
def test_measure(given: Measure, subject: Subject, measure: Measure):
    quantity = Quantity(Span(0, 1), "5", Decimal(5), Interval(), measure=given)

    assert measure_of(quantity, subject) is measure
