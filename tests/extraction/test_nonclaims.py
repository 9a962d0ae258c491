import pytest

from articles.extraction.quantities import find_quantities

NOTHING = [
    pytest.param("on 12 February", id="day before month"),
    pytest.param("on Feb. 12, 2022", id="month before day"),
    pytest.param("from Sept. 20-24", id="days"),
    pytest.param("on 2022-03-16", id="iso date"),
    pytest.param("on 3/16/2022", id="slashes"),
    pytest.param("the 9/11 attacks", id="nine eleven"),
    pytest.param("in 2014", id="year"),
    pytest.param("the 1988 film", id="year before a noun"),
    pytest.param("since the 1980s", id="decade"),
    pytest.param("the class of ’89", id="short year"),
    pytest.param("in 1066 they landed", id="old year"),
    pytest.param("around A.D. 800", id="era"),
    pytest.param("at 7.30pm", id="clock"),
    pytest.param("at 12:01 a.m. EDT (0401 GMT)", id="zones"),
    pytest.param("at six o’clock", id="o'clock"),
    pytest.param("the 82nd Airborne", id="ordinal"),
    pytest.param("MiG-29 jets flew", id="MiG-29"),
    pytest.param("an S-300 system", id="S-300"),
    pytest.param("a Boeing 737 landed", id="Boeing 737"),
    pytest.param("COVID-19 came", id="COVID-19"),
    pytest.param("under Article 5 of it", id="article"),
    pytest.param("Resolution 1701 says", id="resolution"),
    pytest.param("the G7 met on the M1", id="G7"),
    pytest.param("a TB2 drone", id="TB2"),
    pytest.param("a night at Studio 54", id="name before"),
    pytest.param("the 787 Dreamliner", id="name after"),
    pytest.param("the S&P 500 rose", id="index"),
    pytest.param("its HIV 2 drug", id="after capitals"),
    pytest.param("They won 3-1.", id="score"),
    pytest.param("Home: 2, Guests: 1.", id="table of scores"),
    pytest.param("a 52-48 vote", id="vote"),
    pytest.param("Call 555-123-4567.", id="telephone"),
    pytest.param("Call +44 1632 960983.", id="international telephone"),
    pytest.param("ring 0800 555 0142", id="free number"),
    pytest.param("at 16 Industrial Avenue", id="address"),
    pytest.param("1. Open the door.", id="list number"),
    pytest.param("see https://t.co/If3V8l76QZ", id="link"),
    pytest.param("post #3", id="hash"),
    pytest.param("No one came.", id="no one"),
    pytest.param("It was one of the best.", id="one of the best"),
    pytest.param("One day he left.", id="one day"),
    pytest.param("a bigger one than his", id="pronoun"),
    pytest.param("They fell one by one.", id="one by one"),
    pytest.param("He put two and two together.", id="two and two"),
    pytest.param("I am 100 percent behind him.", id="100 percent behind"),
    pytest.param("every inch of it", id="every inch"),
]


@pytest.mark.parametrize("text", NOTHING)
def test_claims_nothing(text: str) -> None:
    assert [quantity.surface for quantity in find_quantities(text)] == []


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        pytest.param("He had 2000 men.", "2000", id="year-like count"),
        pytest.param("It has 1000 hp.", "1000", id="year-like with a unit"),
        pytest.param("It paid $2014.", "$2014", id="year-like with a sign"),
        pytest.param("They bought 12 MiG-29 jets.", "12", id="count of a designation"),
        pytest.param("On March 3, 17 boats left.", "17", id="after a date"),
        pytest.param("One of my stores burned.", "One", id="one of my stores"),
    ],
)
def test_still_claims(text: str, surface: str) -> None:
    assert [quantity.surface for quantity in find_quantities(text)] == [surface]


STORY = "The dam burst on Monday and 35 people died.\n\n" * 4


@pytest.mark.parametrize(
    "ending",
    [
        pytest.param(
            "Author: Ana Ruiz\n\nAna Ruiz is a senior editor for the Courier. She has 20 years of experience.",
            id="biography",
        ),
        pytest.param("Contact us: 12 offices in 5 countries.", id="footer"),
    ],
)
def test_end_matter_claims_nothing(ending: str) -> None:
    assert {quantity.surface for quantity in find_quantities(STORY + ending)} == {"35"}
