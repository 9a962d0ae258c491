from decimal import Decimal

import pytest

from articles.comparison import agree, meaning
from articles.comparison.agreement import last_place, scale_of
from articles.extraction.values import Hedge, Interval, Measure


def read(surface: str, value: str | None, hedge: Hedge = Hedge.EXACT, unit: str = "", low: str = "", high: str = ""):
    interval = Interval(Decimal(low) if low else None, Decimal(high) if high else None)
    return meaning(interval, hedge, surface, Decimal(value) if value else None, unit, Measure.COUNT)


ABOUT, LEAST, MORE, MOST, LESS, BETWEEN = (
    Hedge.ABOUT,
    Hedge.AT_LEAST,
    Hedge.MORE_THAN,
    Hedge.AT_MOST,
    Hedge.LESS_THAN,
    Hedge.BETWEEN,
)


@pytest.mark.parametrize(
    ("surface", "step"),
    [
        pytest.param("9,200", "100", id="two zeros"),
        pytest.param("35", "1", id="no zeros"),
        pytest.param("$1.4 billion", "100000000", id="decimal of billions"),
        pytest.param("500 million", "100000000", id="three digits of millions"),
        pytest.param("20 million", "1000000", id="two digits of millions keep the unit"),
        pytest.param("four", "1", id="written out"),
        pytest.param("half a million", "1000000", id="scale word without digits"),
    ],
)
def test_last_place(surface, step):
    assert last_place(surface) == Decimal(step)


@pytest.mark.parametrize(
    ("surface", "power"),
    [("$3bn", 9), ("40k", 3), ("2 trillion", 12), ("five hundred", 2), ("9,200", 0), ("5 T-shirts", 12)],
)
def test_scale_of(surface, power):
    assert scale_of(surface) == power


@pytest.mark.parametrize(
    ("first", "second", "is_agreed"),
    [
        pytest.param(("35", "35"), ("9", "9"), False, id="small counts are exact"),
        pytest.param(("49", "49"), ("50", "50"), False, id="one apart"),
        pytest.param(("9,200", "9200"), ("9,000", "9000"), True, id="rounded to thousands"),
        pytest.param(("46,000", "46000"), ("48,000", "48000"), False, id="roundings apart"),
        pytest.param(("$5 billion", "5000000000"), ("$5.7 billion", "5700000000"), False, id="billions apart"),
        pytest.param(("$1.375 billion", "1375000000"), ("$1.4 billion", "1400000000"), True, id="fewer decimals"),
        pytest.param(("70", "70", ABOUT), ("69", "69"), True, id="about reaches one"),
        pytest.param(("13,000", "13000", ABOUT), ("14,000", "14000", ABOUT), False, id="touching roundings"),
        pytest.param(("8,000", "8000", MORE), ("8,600", "8600"), True, id="more than, a little more"),
        pytest.param(("1,500", "1500", LEAST), ("2,400", "2400"), False, id="at least, far more"),
        pytest.param(("50", "50", MOST), ("46", "46"), True, id="up to"),
        pytest.param(("50", "50", LESS), ("30", "30"), False, id="less than, far less"),
        pytest.param(("500 to 600", None, BETWEEN, "", "500", "600"), ("600", "600", ABOUT), True, id="range end"),
        pytest.param(
            ("77", "77", Hedge.EXACT, "percent"), ("77.4", "77.4", Hedge.EXACT, "percent"), True, id="percent"
        ),
        pytest.param(("dozens", None, Hedge.VAGUE), ("400", "400"), True, id="vague agrees with anything"),
        pytest.param(("16", "16000000000"), ("$16 billion", "16000000000"), True, id="scale word left out"),
    ],
)
def test_agree(first, second, is_agreed):
    assert agree(read(*first), read(*second)) is is_agreed
    assert agree(read(*second), read(*first)) is is_agreed


def test_bounds_of_meaning():
    assert read("35", "35", LEAST) == Interval(Decimal(35), Decimal("43.75"))
    assert read("9,200", "9200") == Interval(Decimal(9150), Decimal(9250), low_open=True, high_open=True)
    assert read("20 to 25", None, BETWEEN, "", "20", "25") == Interval(Decimal(20), Decimal(25))
