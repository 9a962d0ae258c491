"""Periods and days, relative to publication."""

from datetime import date

import pytest

from articles.extraction.dates import moment_at, moment_before_preposition
from articles.extraction.values import Span
from articles.extraction.words import Word, words_of

FRIDAY = date(2019, 4, 5)


def words(text: str) -> list[Word]:
    return words_of(text, Span(0, len(text)))


@pytest.mark.parametrize(
    ("text", "period"),
    [
        pytest.param("March", "March 2019", id="month of this year"),
        pytest.param("December", "December 2018", id="month of the year before"),
        pytest.param("March 2017", "March 2017", id="month and year"),
        pytest.param("last year", "2018", id="last year"),
        pytest.param("this year", "2019", id="this year"),
        pytest.param("the prior month", "March 2019", id="prior month"),
        pytest.param("next month", "May 2019", id="next month"),
        pytest.param("last quarter", "first quarter 2019", id="last quarter"),
        pytest.param("the third quarter", "third quarter 2018", id="quarter not yet reached"),
        pytest.param("third quarter of 2015", "third quarter 2015", id="quarter and year"),
        pytest.param("fiscal 2022", "fiscal year 2022", id="fiscal"),
        pytest.param("fiscal year 2022", "fiscal year 2022", id="fiscal year"),
        pytest.param("2016", "2016", id="year"),
        pytest.param("1900 and 1946", "1900 to 1946", id="two years"),
        pytest.param("the last three weeks", "last three weeks", id="stretch"),
    ],
)
def test_period(text: str, period: str):
    found = moment_at(words(text), 0, FRIDAY)

    assert found is not None
    assert found.period == period


@pytest.mark.parametrize(
    ("text", "as_of"),
    [
        pytest.param("Wednesday", date(2019, 4, 3), id="weekday before"),
        pytest.param("Friday", FRIDAY, id="same weekday"),
        pytest.param("next Monday", date(2019, 4, 8), id="next weekday"),
        pytest.param("yesterday", date(2019, 4, 4), id="yesterday"),
        pytest.param("March 8, 2018", date(2018, 3, 8), id="full date"),
        pytest.param("March 8", date(2019, 3, 8), id="day and month"),
    ],
)
def test_day(text: str, as_of: date):
    found = moment_at(words(text), 0, FRIDAY)

    assert found is not None
    assert found.as_of == as_of


@pytest.mark.parametrize(
    ("text", "period"),
    [
        pytest.param("since 2000", "since 2000", id="since"),
        pytest.param("in March", "March 2019", id="in"),
        pytest.param("during the last quarter", "first quarter 2019", id="during"),
    ],
)
def test_preposition_is_passed_over(text: str, period: str):
    found = moment_before_preposition(words(text), 0, FRIDAY)

    assert found is not None
    assert found.period == period


@pytest.mark.parametrize("text", ["march", "0419", "may", "house", "12", ""])
def test_no_moment(text: str):
    assert moment_at(words(text), 0, FRIDAY) is None


def test_words_stay_without_publication():
    found = moment_at(words("last year"), 0, None)

    assert found is not None
    assert (found.period, found.as_of) == ("last year", None)


@pytest.mark.parametrize(("text", "published"), [("yesterday", date.min), ("next Monday", date.max)])
def test_ends_of_the_calendar(text: str, published: date):
    found = moment_at(words(text), 0, published)

    assert found is not None
    assert found.as_of is None
