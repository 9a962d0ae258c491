"""What a figure is called, and which figures are one definition at other times."""

from __future__ import annotations

from datetime import date

import pytest

from articles.comparison.definitions import define, is_other_time, series_key
from articles.comparison.values import Statement
from articles.extraction.values import Trend
from tests.comparison.statements import stated

JOB = {"phrase": "jobs added in Velmar", "head": "job", "action": "add", "place": "Velmar"}


def killed(sentence: str, phrase: str, article: str) -> Statement:
    return stated(sentence, 35, article=article, subject={"phrase": phrase, "head": "people", "action": "kill"})


def test_words_that_other_reports_use_make_the_best_definition() -> None:
    told = [
        killed("The ferry fire killed [35] people.", "people killed", "a"),
        killed("[35] people were killed by the ferry fire.", "people killed by the ferry fire", "b"),
        killed("Lawyers for two families count [35] dead.", "dead counted by lawyers for two families", "c"),
    ]
    assert define(told) == "people killed by the ferry fire"


def test_single_word_is_told_with_the_words_around_its_number() -> None:
    told = stated("The order covers [2] doses a head.", 2, subject={"phrase": "doses", "head": "dose"})
    assert define([told]) == "doses in “The order covers … doses a head”"


def test_phrase_of_two_words_goes_before_a_single_one() -> None:
    bare = stated("About [$4 billion] will go on jets.", 4_000_000_000, subject={"phrase": "money"})
    said = stated("The jets cost [$4 billion].", 4_000_000_000, article="b", subject={"phrase": "cost of the jets"})
    assert define([bare, said]) == "cost of the jets"


def test_left_over_words_of_a_period_are_dropped() -> None:
    told = stated(
        "It will send [1,200] soldiers by the end of May.", 1200, subject={"phrase": "soldiers sent by the end"}
    )
    assert define([told]) == "soldiers sent"


def test_open_clause_gets_a_noun() -> None:
    told = stated(
        "At least [6,000] of them have not left.", 6000, unit="soldiers", subject={"phrase": "that have not left"}
    )
    assert define([told]) == "soldiers that have not left"


def test_nothing_is_called_nothing() -> None:
    assert define([]) == ""


def jobs(month: str, published: date, **more: object) -> Statement:
    return stated(
        f"Velmar added [9,000] jobs in {month}.", 9000, subject=dict(JOB), published=published, article=month, **more
    )


def test_key_leaves_time_and_value_out_and_keeps_the_definition() -> None:
    march, april = jobs("March", date(2026, 4, 3)), jobs("April", date(2026, 5, 8))
    assert series_key([march]) == series_key([april]) != ""
    assert series_key([jobs("April", date(2026, 5, 8), trend=Trend.UP)]) != series_key([april])


def test_noun_alone_makes_no_series() -> None:
    assert series_key([stated("There were [9] boats.", 9, subject={"phrase": "boats", "head": "boat"})]) == ""


@pytest.mark.parametrize(
    ("first", "second", "is_other"),
    [
        pytest.param(jobs("March", date(2026, 4, 3)), jobs("April", date(2026, 4, 3)), True, id="other month"),
        pytest.param(jobs("March", date(2026, 4, 3)), jobs("March", date(2026, 6, 3)), False, id="told again later"),
        pytest.param(
            stated("It has [9] boats.", 9, published=date(2026, 4, 3)),
            stated("It has [8] boats.", 8, published=date(2026, 5, 3), article="b"),
            True,
            id="no period named, a month apart",
        ),
        pytest.param(
            stated("It has [9] boats.", 9, published=date(2026, 4, 3)),
            stated("It has [8] boats.", 8, published=date(2026, 4, 6), article="b"),
            False,
            id="no period named, days apart",
        ),
    ],
)
def test_other_times(first: Statement, second: Statement, is_other: bool) -> None:
    assert is_other_time([first], [second]) is is_other
