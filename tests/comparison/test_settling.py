"""Where an article's statements belong among known figures, and which known statements move for it."""

from articles.comparison import settle
from articles.comparison.values import Statement
from articles.extraction.values import Measure
from tests.comparison.statements import stated


def killed(value: int, article: str) -> Statement:
    subject = {"head": "person", "action": "kill", "phrase": "people killed"}
    words = f"The storm killed [{value}] people in Solmar."
    return stated(words, value, article=article, subject=subject, measure=Measure.CASUALTIES, unit="people")


def cranes(value: int, article: str) -> Statement:
    words = f"The storm felled [{value}] harbour cranes in Solmar."
    return stated(words, value, article=article, subject={"head": "crane", "phrase": "harbour cranes"}, unit="cranes")


def settled(new: Statement, figures: dict[str, list[Statement]], **more):
    weights = {name: len(told) for name, told in figures.items()}
    return settle([new], figures, {new.id: list(figures)}, **{"weights": weights, **more})


def test_statement_moves_to_the_figure_that_it_answers():
    odd = cranes(42, "b")
    found = settled(cranes(42, "c"), {"1": [odd, killed(35, "a"), killed(35, "d")], "2": [cranes(42, "e")]})
    assert {statement: match.figure for statement, match in found.moved.items()} == {odd.id: "2"}
    assert found.places["c-42-17"].figure == "2"
    assert not found.merged


def test_statement_that_no_known_figure_has_founds_one_with_the_new():
    odd, new = cranes(42, "b"), cranes(42, "c")
    found = settled(new, {"1": [odd, killed(35, "a"), killed(35, "d")]})
    assert (found.moved[odd.id].figure, found.places[new.id].figure) == ("new 0", "new 0")
    assert "the same number" in found.moved[odd.id].reasons


def test_figure_that_people_decided_on_keeps_its_statements():
    odd = cranes(42, "b")
    figures = {"1": [odd, killed(35, "a"), killed(35, "d")]}
    assert not settled(cranes(42, "c"), figures, weights={}).moved


def test_figure_that_is_not_told_in_full_keeps_its_statements():
    odd = cranes(42, "b")
    many = [killed(35, f"k{n}") for n in range(11)]
    assert not settled(cranes(42, "c"), {"1": [odd, *many]}).moved
    assert settled(cranes(42, "c"), {"1": [odd, *many[1:]]}).moved


def test_figures_that_are_one_become_the_one_with_most():
    found = settled(killed(35, "c"), {"1": [killed(35, "a")], "2": [killed(35, "b"), killed(35, "d")]})
    assert found.merged == {"1": "2"}
    assert not found.moved
    assert [match.figure for match in found.places.values()] == ["2"]


def test_of_figures_with_as_many_the_first_stays():
    assert settled(killed(35, "c"), {"1": [killed(35, "a")], "2": [killed(35, "b")]}).merged == {"2": "1"}


def test_figure_left_without_a_statement_leads_to_where_most_went():
    figures = {"1": [killed(35, "a"), killed(35, "b"), killed(35, "g"), killed(35, "h")],
               "2": [killed(35, "d"), killed(35, "e"), cranes(42, "f")],
               "3": [cranes(42, "i"), cranes(42, "k")]}  # fmt: skip
    crane = cranes(42, "c")
    found = settle(
        [killed(35, "l"), crane],
        figures,
        {"l-35-17": list(figures), crane.id: list(figures)},
        {name: len(told) for name, told in figures.items()},
    )
    assert found.merged == {"2": "1"}
    assert {statement: match.figure for statement, match in found.moved.items()} == {"f-42-17": "3"}


def test_nothing_new_changes_nothing():
    figures = {"1": [cranes(42, "b"), killed(35, "a")], "2": [killed(35, "d")]}
    found = settle([], figures, {}, {"1": 2, "2": 1})
    assert (found.places, found.merged, found.moved) == ({}, {}, {})


def test_barred_statement_goes_elsewhere():
    new = killed(35, "c")
    found = settled(new, {"1": [killed(35, "a")]}, weights={}, barred={new.id: ["1"]})
    assert found.places[new.id].figure == "new 0"
