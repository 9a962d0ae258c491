import pytest

from articles.extraction.mentions import Names
from articles.extraction.person_names import Gender, gender_of, split_name, surname_of
from articles.extraction.values import Span

SPLIT = [
    pytest.param("Sen. Ann Lee's", ["Sen"], ["Ann", "Lee"], True, id="title and possessive"),
    pytest.param("U.S. Defense Secretary Lloyd Hall", ["U.S", "Defense", "Secretary"], ["Lloyd", "Hall"], True, id="many titles"),
    pytest.param("Gov. Kweku Boateng", ["Gov"], ["Kweku", "Boateng"], True, id="unknown given name"),
    pytest.param("Obama's Health Act", [], ["Obama"], False, id="cut at the possessive"),
    pytest.param("Virginia Gov. Tom Ray", ["Virginia", "Gov"], ["Tom", "Ray"], True, id="state with a given name"),
    pytest.param("Justice Department", ["Justice"], ["Department"], False, id="body"),
    pytest.param("Kentucky Gov. Boateng", ["Kentucky", "Gov"], ["Boateng"], True, id="state before a title"),
    pytest.param("Santa Clara County", [], ["Santa", "Clara", "County"], False, id="place with a given name"),
    pytest.param("Austin American-Statesman", [], ["Austin", "American-Statesman"], False, id="outlet"),
    pytest.param("Mr.", ["Mr"], [], True, id="title alone"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "titles", "name", "is_person"), SPLIT)
def test_split_name(written, titles, name, is_person):
    parts = split_name(written)

    assert (parts.titles, parts.name, parts.is_person) == (titles, name, is_person)


@pytest.mark.parametrize(
    ("titles", "given_name", "gender"),
    [
        pytest.param(["Mr"], "", Gender.MALE, id="title"),
        pytest.param(["Mrs"], "Leslie", Gender.FEMALE, id="title before the name of both"),
        pytest.param(["Sen"], "Ann", Gender.FEMALE, id="given name"),
        pytest.param(["Virginia", "Gov"], "Tom", Gender.MALE, id="state that is a given name too"),
        pytest.param(["Sen"], "Leslie", Gender.UNKNOWN, id="name of both"),
        pytest.param([], "", Gender.UNKNOWN, id="nothing"),
    ],
)
def test_gender_of(titles, given_name, gender):
    assert gender_of(titles, given_name) is gender


def test_surname_of_leaves_the_suffix():
    assert surname_of("Robert Downey Jr.") == "Downey"


def test_names_finds_mentions_in_order():
    text = "Ann Lee met Tom Ray. Lee's plan failed."

    mentions = Names(text).mentions_within(Span(0, len(text)))

    assert [(m.span.of(text), m.person.name, m.is_possessive) for m in mentions] == [
        ("Ann Lee", "Ann Lee", False),
        ("Tom Ray", "Tom Ray", False),
        ("Lee's", "Ann Lee", True),
    ]


def test_names_tells_namesakes_by_title():
    names = Names("Bill Gray met Hillary Gray. Mr. Gray left. Mrs. Gray stayed.")

    found = [names.find("Mr. Gray", 30), names.find("Mrs. Gray", 45)]

    assert [person and person.name for person in found] == ["Bill Gray", "Hillary Gray"]


def test_names_knows_no_bodies_as_persons():
    assert Names("The Justice Department spoke.").find("Justice Department", 4) is None
