import pytest

from articles.extraction.counted import is_plural, singular
from articles.extraction.quantities import find_quantities
from articles.extraction.units import per_after, sign_before, unit_after
from articles.extraction.values import Measure

UNITS = [
    pytest.param("5 km", "km", "kilometer", Measure.DISTANCE, id="spaced"),
    pytest.param("5km", "km", "kilometer", Measure.DISTANCE, id="attached"),
    pytest.param("5-mile", "mile", "mile", Measure.DISTANCE, id="hyphened"),
    pytest.param("5 per cent", "per cent", "percent", Measure.PERCENT, id="per cent"),
    pytest.param("5%", "%", "percent", Measure.PERCENT, id="sign"),
    pytest.param("5 percentage points", "percentage points", "percentage point", Measure.PERCENT, id="points"),
    pytest.param("5 sq km", "sq km", "square kilometer", Measure.AREA, id="area"),
    pytest.param("5 tonnes", "tonnes", "ton", Measure.MASS, id="mass"),
    pytest.param("5 years old", "years old", "year of age", Measure.AGE, id="age"),
    pytest.param("5-year-old", "year-old", "year of age", Measure.AGE, id="hyphened age"),
    pytest.param("5 years", "years", "year", Measure.DURATION, id="duration"),
    pytest.param("5 miles an hour", "miles an hour", "mile per hour", Measure.RATE, id="speed"),
    pytest.param("5 barrels a day", "barrels a day", "barrel per day", Measure.RATE, id="per day"),
    pytest.param("5 MW", "MW", "megawatt", Measure.OTHER, id="power"),
    pytest.param("5°C", "°C", "celsius", Measure.OTHER, id="temperature"),
    pytest.param("5 euros", "euros", "EUR", Measure.MONEY, id="currency word"),
    pytest.param("5 Australian dollars", "Australian dollars", "AUD", Measure.MONEY, id="named dollars"),
    pytest.param("5 crowns a month", "crowns a month", "crown per month", Measure.MONEY, id="money of no country"),
    pytest.param("5 cents per share", "cents per share", "cent per share", Measure.MONEY, id="small money"),
]


@pytest.mark.parametrize(("text", "words", "code", "measure"), UNITS)
def test_unit_after_reads(text: str, words: str, code: str, measure: Measure) -> None:
    unit = unit_after(text, 1)

    assert unit is not None
    assert (text[unit.start : unit.end], unit.code, unit.measure) == (words, code, measure)


@pytest.mark.parametrize(
    "text", [pytest.param("5 mailmen", id="word that begins like a unit"), pytest.param("5.", id="nothing")]
)
def test_unit_after_finds_none(text: str) -> None:
    assert unit_after(text, 1) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("fined 500 pounds for it", "GBP", id="money near"),
        pytest.param("weighs 500 pounds", "pound", id="mass near"),
    ],
)
def test_pounds_are_money_or_mass(text: str, code: str) -> None:
    assert find_quantities(text)[0].unit_code == code


def test_per_after_leaves_times_of_comparison() -> None:
    assert per_after("$5 a barrel", 2) == ("barrel", 11)
    assert per_after("40% a year earlier", 3) == ("", 3)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("US$ ", (0, "USD"), id="US dollar"),
        pytest.param("paid €", (5, "EUR"), id="euro"),
        pytest.param("paid EUR", (5, "EUR"), id="code"),
        pytest.param("paid NZ $", (5, "NZD"), id="spaced"),
        pytest.param("a £", (2, "GBP"), id="pound"),
        pytest.param("paid ", None, id="none"),
    ],
)
def test_sign_before(text: str, found: tuple[int, str] | None) -> None:
    assert sign_before(text, len(text)) == found


NOUNS = [
    pytest.param("He sent 3,000 U.S. troops east.", "U.S troops", "person", id="abbreviated country"),
    pytest.param("We saw five carrier strike groups.", "carrier strike groups", "group", id="compound"),
    pytest.param("About 60 commercial fishermen left.", "commercial fishermen", "fisherman", id="irregular plural"),
    pytest.param("She wrote 300 recorded songs.", "songs", "song", id="participle left out"),
    pytest.param("A 30-member alliance met.", "member", "member", id="hyphened"),
    pytest.param("It sold 63,000 Model 3 sedans.", "Model 3 sedans", "sedan", id="name with a number"),
    pytest.param(
        "It made 4 million digital and physical sales.", "digital physical sales", "sale", id="two describers"
    ),
    pytest.param("The petition has 48,000-plus signatures.", "signatures", "signature", id="hedge between"),
    pytest.param("It played 65 snaps of man coverage.", "snaps of man coverage", "snap", id="of"),
    pytest.param("The camp lasts two more weeks.", "weeks", "week", id="more weeks"),
    pytest.param("He is one of the six wounded drivers.", "drivers", "driver", id="number inside"),
    pytest.param("It cites one woman’s account.", "woman’s account", "account", id="possessive"),
    pytest.param("In one House Republican aide we trust.", "House Republican aide", "aide", id="one aide"),
    pytest.param("It killed 107 in the square.", "people", "person", id="bare casualties"),
    pytest.param("In all, 35 were killed.", "people", "person", id="casualties after"),
    pytest.param("It cost trillions of dollars.", "dollars", "USD", id="vague money"),
    pytest.param("Troop levels have reached over 100,000.", "troops", "person", id="levels of the clause"),
    pytest.param("The number of boats rose from four to eight.", "boats", "boat", id="number of the clause"),
    pytest.param("They took 45 and 50 mg of it.", "mg", "milligram", id="unit at the end of a list"),
    pytest.param(
        "It sold 3.9 million headsets, up from 2.4 million.", "headsets", "headset", id="unit of the number before"
    ),
]


@pytest.mark.parametrize(("text", "words", "code"), NOUNS)
def test_counted_nouns(text: str, words: str, code: str) -> None:
    quantity = find_quantities(text)[-1]

    assert (quantity.unit, quantity.unit_code) == (words, code)


def test_size_before_the_noun_counts_too() -> None:
    bottles, size = find_quantities("They made eight million 250ml bottles.")

    assert (bottles.unit, size.unit_code) == ("bottles", "milliliter")


@pytest.mark.parametrize(
    ("plural", "word"),
    [
        pytest.param("countries", "country", id="ies"),
        pytest.param("people", "person", id="people"),
        pytest.param("churches", "church", id="ches"),
        pytest.param("gunmen", "gunman", id="men"),
        pytest.param("series", "series", id="series"),
        pytest.param("crisis", "crisis", id="no plural"),
    ],
)
def test_singular(plural: str, word: str) -> None:
    assert singular(plural) == word


def test_possessives_are_no_plurals() -> None:
    assert not is_plural("florida’s")
    assert is_plural("aircraft")
