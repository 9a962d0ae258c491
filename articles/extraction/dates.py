"""Which period and which day a number is for: "in March", "last year", "on Sunday", relative to the day of publication."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from articles.extraction.words import Word

_MONTHS = ("january", "february", "march", "april", "may", "june",
           "july", "august", "september", "october", "november", "december")  # fmt: skip
_SHORT_MONTHS = {month[:3]: number for number, month in enumerate(_MONTHS, 1)} | {"sept": 9}
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}
_ORDINAL_NAMES = ("first", "second", "third", "fourth")
_BACK = {"last": -1, "previous": -1, "prior": -1, "past": -1, "this": 0, "current": 0, "next": 1, "coming": 1}
_RELATIVE_DAYS = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1, "overnight": 0}
_LENGTHS = frozenset(
    {"day", "days", "week", "weeks", "month", "months", "year", "years", "decade", "decades", "quarters"}
)
_ERA = ("between", "since", "from", "after", "before", "until", "through", "by")


_OPENERS = frozenset({"in", "on", "for", "during", "over", "as", "of", "at", "within", *_ERA})
_STARTS = frozenset(
    {*_MONTHS, *_SHORT_MONTHS, *_DAYS, *_ORDINALS, *_BACK, *_RELATIVE_DAYS, "fiscal", "financial", "late", "early"}
)


class Moment(NamedTuple):
    """A stretch of time named at words ``first`` to ``end``: the period's words, and the day it is or None."""

    first: int
    end: int
    period: str = ""
    as_of: date | None = None


def moment_at(words: Sequence[Word], at: int, published: date | None) -> Moment | None:
    """The period or day that starts at word ``at`` (a preposition before it left to the caller), None for none.

    With ``published`` 2019-04-05: "March" gives period "March 2019", "last year" "2018", "Wednesday" as of 2019-04-03.
    Without it the words stay as they are.
    """
    at = _skip(words, at, ("the", "its", "a"))
    if at >= len(words) or not _may_start(words[at].low):
        return None
    for rule in (_fiscal_year, _quarter, _month, _year, _weekday, _relative_day, _relative, _stretch):
        found = rule(words, at, published)
        if found:
            return found
    return None


def _may_start(low: str) -> bool:
    return low in _STARTS or (len(low) == 4 and low.isdigit())


def _skip(words: Sequence[Word], at: int, passed: tuple[str, ...]) -> int:
    while at < len(words) and words[at].low in passed:
        at += 1
    return at


def _low(words: Sequence[Word], at: int) -> str:
    return words[at].low if 0 <= at < len(words) else ""


def year_of(words: Sequence[Word], at: int) -> int | None:
    """The year written at word ``at``, None for another number or word."""
    low = _low(words, at)
    return int(low) if len(low) == 4 and low.isascii() and low.isdigit() and "1500" <= low <= "2199" else None


def _fiscal_year(words: Sequence[Word], at: int, published: date | None) -> Moment | None:
    if _low(words, at) not in ("fiscal", "financial"):
        return None
    behind = at + 1 + (_low(words, at + 1) == "year")
    year = year_of(words, behind)
    return Moment(at, behind + 1, f"fiscal year {year}") if year else None


def _quarter(words: Sequence[Word], at: int, published: date | None) -> Moment | None:
    number = _ORDINALS.get(_low(words, at))
    if not number or _low(words, at + 1) not in ("quarter", "quarter's"):
        return None
    end = _skip(words, at + 2, ("of", "in"))
    year = year_of(words, end)
    end = end + 1 if year else at + 2
    name = f"{_ORDINAL_NAMES[number - 1]} quarter"
    if year is None and published:
        year = published.year - (number > (published.month - 1) // 3)
    return Moment(at, end, f"{name} {year}" if year else name)


def month_of(word: str) -> int | None:
    """The number of an English month name, full or short with or without a full stop; None for another word."""
    return _SHORT_MONTHS.get(word[:3]) if word in _MONTHS or word in _SHORT_MONTHS else None


def _month(words: Sequence[Word], at: int, published: date | None) -> Moment | None:
    month = month_of(_low(words, at))
    if month is None or not words[at].is_name:
        return None
    end = _skip(words, at + 1, (".",))
    day = _day_number(_low(words, end))
    if day:
        end += 1
    year = year_of(words, _skip(words, end, (",",)))
    if year:
        end = _skip(words, end, (",",)) + 1
    elif published:
        year = published.year - (month > published.month)
    name = _MONTHS[month - 1].capitalize()
    period = f"{name} {year}" if year else name
    return Moment(at, end, "" if day else period, _date(year, month, day) if year and day else None)


def _day_number(low: str) -> int | None:
    digits = low.rstrip("stndrh")
    return int(digits) if digits.isascii() and digits.isdigit() and 1 <= int(digits[:4]) <= 31 else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _year(words: Sequence[Word], at: int, published: date | None) -> Moment | None:
    year = year_of(words, at)
    if year is None:
        return None
    second = year_of(words, at + 2) if _low(words, at + 1) in ("and", "to", "-", "–", "through") else None
    return Moment(at, at + 3, f"{year} to {second}") if second else Moment(at, at + 1, str(year))


def _weekday(words: Sequence[Word], at: int, published: date | None) -> Moment | None:
    low = _low(words, at)
    start = at
    if low in ("last", "this", "next", "late", "early"):
        start, low = at + 1, _low(words, at + 1)
    if low not in _DAYS or not words[start].is_name:
        return None
    day = None
    if published:
        back = (published.weekday() - _DAYS.index(low)) % 7
        day = _shifted(published, (7 if _low(words, at) == "next" else 0) - back)
    return Moment(at, start + 1, "", day)


def _shifted(day: date, days: int) -> date | None:
    """The day so many days later, None beyond the calendar's ends."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def _relative_day(words: Sequence[Word], at: int, published: date | None) -> Moment | None:
    days = _RELATIVE_DAYS.get(_low(words, at))
    if days is None:
        return None
    return Moment(at, at + 1, "", _shifted(published, days) if published else None)


def _relative(words: Sequence[Word], at: int, published: date | None) -> Moment | None:
    """As in "last year", "the prior month", "this week" and the like."""
    back = _BACK.get(_low(words, at))
    unit = _low(words, at + 1)
    if back is None or unit not in ("year", "month", "quarter", "week", "decade", "season", "summer", "winter", "spring",
                                    "fall", "century", *_MONTHS):  # fmt: skip
        return None
    words_of_it = f"{_low(words, at)} {unit}"
    if published is None:
        return Moment(at, at + 2, words_of_it)
    return Moment(at, at + 2, _period(unit, back, published) or words_of_it)


def _period(unit: str, back: int, published: date) -> str:
    if unit == "year":
        return str(published.year + back)
    if unit == "month":
        months = published.year * 12 + published.month - 1 + back
        return f"{_MONTHS[months % 12].capitalize()} {months // 12}"
    if unit == "quarter":
        quarters = published.year * 4 + (published.month - 1) // 3 + back
        return f"{_ORDINAL_NAMES[quarters % 4]} quarter {quarters // 4}"
    return ""


def _stretch(words: Sequence[Word], at: int, published: date | None) -> Moment | None:
    """As in "the last three weeks", "the next 10 years": a stretch that ends or starts on the day of publication."""
    if _low(words, at) not in ("last", "past", "next", "previous", "coming") or _low(words, at + 2) not in _LENGTHS:
        return None
    return Moment(at, at + 3, f"{_low(words, at)} {_low(words, at + 1)} {_low(words, at + 2)}")


def may_open(low: str) -> bool:
    """Whether a lower-case word can open a moment; quick, to pass over the words that cannot."""
    return low in _OPENERS or low == "the" or _may_start(low)


def moment_before_preposition(words: Sequence[Word], at: int, published: date | None) -> Moment | None:
    """The moment that starts with a preposition at ``at`` ("since 2000", "in March", "on Sunday"), or bare."""
    low = _low(words, at)
    if low in _OPENERS:
        behind = _skip(words, at + 1, ("of", "late", "early", "mid", "end"))
        found = moment_at(words, behind, published)
        if found is None:
            return None
        keeps = low in ("since", "before", "after", "until", "by") and found.period
        return found._replace(first=at, period=f"{low} {found.period}" if keeps else found.period)
    return moment_at(words, at, published)
