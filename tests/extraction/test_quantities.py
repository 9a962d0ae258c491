from decimal import Decimal

import pytest

from articles.extraction.quantities import find_quantities
from articles.extraction.values import Hedge, Interval, Measure, Trend

RANGES = [
    pytest.param("It takes 20 to 25 days.", "20 to 25", "20", "25", id="to"),
    pytest.param("It takes 20-25 days.", "20-25", "20", "25", id="hyphen"),
    pytest.param("It takes between 20 and 25 days.", "20 and 25", "20", "25", id="between"),
    pytest.param("It rose between 5% and 6%.", "5% and 6", "5", "6", id="unit twice"),
    pytest.param("It costs $1-2 billion.", "$1-2 billion", "1000000000", "2000000000", id="shared scale"),
    pytest.param("It costs 30-40k.", "30-40k", "30000", "40000", id="shared letter"),
    pytest.param("It costs $89 to $93 billion.", "$89 to $93 billion", "89000000000", "93000000000", id="sign twice"),
    pytest.param("It took three or four years.", "three or four", "3", "4", id="or"),
    pytest.param("Prices range from $800 to $1,300.", "$800 to $1,300", "800", "1300", id="from to"),
]


@pytest.mark.parametrize(("text", "surface", "low", "high"), RANGES)
def test_ranges(text: str, surface: str, low: str, high: str) -> None:
    quantity = find_quantities(text)[0]

    assert (quantity.surface, quantity.value, quantity.hedge) == (surface, None, Hedge.BETWEEN)
    assert quantity.interval == Interval(Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        pytest.param("The count rose from four to eight boats.", ["four", "eight"], id="change between two levels"),
        pytest.param("Exports dropped 7% to $2.3 billion.", ["7", "$2.3 billion"], id="change and level"),
        pytest.param("He bought ten or twenty boats.", ["ten", "twenty"], id="alternatives"),
        pytest.param("It killed 35 people and injured more than 100.", ["35", "100"], id="elliptic"),
    ],
)
def test_two_statements_stay_two(text: str, surfaces: list[str]) -> None:
    assert [quantity.surface for quantity in find_quantities(text)] == surfaces


SHARES = [
    pytest.param("One in five children walks.", "One in five", "0.2", id="one in five"),
    pytest.param("Nine out of ten schools closed.", "Nine out of ten", "0.9", id="out of"),
    pytest.param("A third of the shops closed.", "A third", "0.3333333333", id="a third"),
    pytest.param("Nearly half of them left.", "half", "0.5", id="half"),
    pytest.param("It will double the number of boats.", "double", "2", id="double"),
    pytest.param("It is doubling its fleet.", "doubling", "2", id="doubling"),
    pytest.param("Twice as many came.", "Twice", "2", id="twice"),
    pytest.param("Sales grew sixfold.", "sixfold", "6", id="fold"),
    pytest.param("They want to halve the number of flights.", "halve", "0.5", id="halve"),
]


@pytest.mark.parametrize(("text", "surface", "value"), SHARES)
def test_shares_and_multiples(text: str, surface: str, value: str) -> None:
    quantity = find_quantities(text)[0]

    assert (quantity.surface, quantity.value, quantity.measure) == (surface, Decimal(value), Measure.RATIO)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("He scored twice.", id="twice"),
        pytest.param("A third official said so.", id="ordinal third"),
        pytest.param("They won in the second half.", id="second half"),
        pytest.param("Revenue in the third quarter fell.", id="third quarter"),
        pytest.param("The fee doubles as a tax.", id="doubles as"),
        pytest.param("He doubled down on it.", id="doubled down"),
    ],
)
def test_words_of_ratio_that_state_none(text: str) -> None:
    assert find_quantities(text) == ()


TRENDS = [
    pytest.param("Shares rose 5%.", Trend.UP, id="rose"),
    pytest.param("Shares rose by more than 5%.", Trend.UP, id="hedge between"),
    pytest.param("The firm cut emissions by 40 percent.", Trend.DOWN, id="caused"),
    pytest.param("Shares were down nearly 3 points.", Trend.DOWN, id="down"),
    pytest.param("The budget is $60 billion more than last year.", Trend.UP, id="more than after"),
    pytest.param("The town has 25,000 fewer than in spring.", Trend.DOWN, id="fewer after"),
    pytest.param("Shares lost 5%.", Trend.DOWN, id="lost percent"),
    pytest.param("The army lost 20 soldiers.", None, id="lost soldiers"),
    pytest.param("Shares rose to 5%.", None, id="level"),
    pytest.param("They tripled the fleet.", Trend.UP, id="tripled"),
    pytest.param("They halved the fleet.", Trend.DOWN, id="halved"),
    pytest.param("Twice as many came.", None, id="comparison of levels"),
]


@pytest.mark.parametrize(("text", "trend"), TRENDS)
def test_trend(text: str, trend: Trend | None) -> None:
    assert find_quantities(text)[0].trend is trend


def test_alternative_keeps_the_trend() -> None:
    points, percent = find_quantities("Futures were up 17.5 points, or 0.22%.")

    assert (points.trend, percent.trend) == (Trend.UP, Trend.UP)


@pytest.mark.parametrize(
    ("text", "surface", "value"),
    [
        pytest.param("It was -3 degrees.", "-3", "-3", id="minus sign"),
        pytest.param("It was minus 3 degrees.", "minus 3", "-3", id="minus word"),
        pytest.param("Exports: +6%.", "+6", "6", id="plus sign"),
        pytest.param("A $234 million order came.", "$234 million", "234000000", id="article before a sign"),
    ],
)
def test_signs_are_part_of_the_surface(text: str, surface: str, value: str) -> None:
    quantity = find_quantities(text)[0]

    assert (quantity.surface, quantity.value) == (surface, Decimal(value))


def test_tolerance_is_an_interval_around_the_value() -> None:
    quantity = find_quantities("The probe weighs 18.5±0.3 kg.")[0]

    assert (quantity.value, quantity.interval) == (Decimal("18.5"), Interval(Decimal("18.2"), Decimal("18.8")))
    assert quantity.unit_code == "kilogram"


def test_vague_words_have_no_number() -> None:
    quantity = find_quantities("Hundreds of thousands of soldiers came.")[0]

    assert (quantity.surface, quantity.value, quantity.interval) == ("Hundreds of thousands", None, Interval())
    assert (quantity.hedge, quantity.unit) == (Hedge.VAGUE, "soldiers")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param("Ana Ruiz, 34, of Leeds", "34", id="apposition"),
        pytest.param("a man aged 34", "34", id="aged"),
        pytest.param("She was 34 when it began.", "34", id="pronoun"),
        pytest.param("The oldest resident turned 104 on Sunday.", "104", id="birthday"),
        pytest.param("Children under 12 go free.", "12", id="group"),
        pytest.param("a 34-year-old man", "34", id="year-old"),
    ],
)
def test_ages(text: str, value: str) -> None:
    quantity = find_quantities(text)[0]

    assert (quantity.value, quantity.measure) == (Decimal(value), Measure.AGE)
