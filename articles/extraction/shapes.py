"""Digits whose shape or close neighbours say that they count nothing: dates, clock times, scores, telephone numbers, addresses."""

from __future__ import annotations

import re

from articles.extraction.lexicons import one_of, read_lexicon
from articles.extraction.numerals import Numeral
from articles.extraction.units import unit_after

_LEXICON = read_lexicon("designations")
_DATES = _LEXICON["dates"]
_MONTHS = frozenset(_DATES["months"])
_AMBIGUOUS = frozenset(_DATES["ambiguous"])
_MONTH = one_of([*_MONTHS])
_MONTH_AFTER = re.compile(rf"(?:st|nd|rd|th)?(?:[\s-]+|\s+of\s+)({_MONTH})\b\.?", re.I)
_MONTH_BEFORE = re.compile(
    rf"\b({_MONTH})\.?[\s-]{{1,2}}(?:\d{{1,2}}(?:st|nd|rd|th)?\s?(?:[-–—&]|,(?=\s\d{{1,2}}(?:[,.;]|\sand))|and|to|or)\s?)?\Z",
    re.I,
)
_CLOCK = re.compile(rf":[0-5]\d\b|[\s-]?[ap]\.?\s?m\b|[\s-]?o['’]clock|\s(?:{one_of(_DATES['zones'])})\b", re.I)
_ORDINAL = re.compile(r"(?:st|nd|rd|th)\b", re.I)
_DATE_SHAPE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}\b|\d{1,2}/\d{1,4}\b")
_PHONE = re.compile(r"\d{2,4}(?:[-. ]\(?\d{2,4}\)?){2,5}\b|\d{3}-\d{4}\b")
_SCORE = re.compile(
    r"\d{1,3}[-–]\d{1,3}(?:[-–]\d{1,3})?(?![\d%A-Za-z]|[.,]\d|\s?(?:percent|per cent|million|billion|[a-zA-Z]+s\b|year|month|week|day|hour|minute|inch|foot|mile|km|kg|m\b|mpg|mph|k\b|bn\b))"
)
_RANGE_BEFORE = re.compile(r"(?:[$£€~]|\bage[sd]?\s|\babout\s|\baround\s)\Z", re.I)
_TABLED = re.compile(r"(?<=: \d)\d{0,2}[,;] [A-Z][\w ]{1,24}: \d{1,3}\b|(?<=: \d\d)[,;] [A-Z][\w ]{1,24}: \d{1,3}\b")
_TABLED_TAIL = re.compile(r"[\w]: \d{1,3}[,;] [A-Z][\w ]{1,24}: \Z")
_STREET = re.compile(
    rf"(?:-\d{{1,5}})?,?\s(?:[NSEW]\.?\s|North\s|South\s|East\s|West\s)?(?:(?:[A-Z][\w'’.]+|\d{{1,3}}(?:st|nd|rd|th))\s){{1,3}}(?:{one_of(word.title() for word in _LEXICON['named']['street'])})\b"
)
_PHONE_RUN = re.compile(r"(?:\+\d|\(\d{2,5}\)|\b0\d{2,4})[\d ()./-]{5,20}")
_CERTAINTY = re.compile(rf"\s?(?:percent|per cent|%)\s(?:{one_of(_LEXICON['named']['percent_idioms'])})\b", re.I)
_LIST = re.compile(r"[.)]\s")
_LETTERS_AFTER = re.compile(r"[^\W\d_]")


def shape_of(text: str, numeral: Numeral) -> str:
    """The kind of non-quantity that digits without a scale look like, "" when they may count something.

    "12" of "12 February" is a "date", "82" of "82nd" an "ordinal", "5" of "5 p.m." a "clock-time".
    """
    return next((name for name, test in _RULES if test(text, numeral)), "")


def is_clock(text: str, numeral: Numeral) -> bool:
    """Whether a time of day stands here: "7.30pm", "six o'clock", "0401 GMT"."""
    if _CLOCK.match(text, numeral.end):
        return True
    return text[numeral.start - 1 : numeral.start] == ":" and text[numeral.start - 2 : numeral.start - 1].isdigit()


def _is_date(text: str, numeral: Numeral) -> bool:
    value = numeral.value
    if value is None or not 0 < value < 32 or numeral.end - numeral.start > 2:
        return False
    after = _MONTH_AFTER.match(text, numeral.end)
    if after and _is_month(after[1]):
        return True
    before = _MONTH_BEFORE.search(text, max(0, numeral.start - 22), numeral.start)
    return before is not None and _is_month(before[1])


def _is_month(word: str) -> bool:
    return word[0].isupper() or word.lower() not in _AMBIGUOUS


def _is_ordinal(text: str, numeral: Numeral) -> bool:
    return _ORDINAL.match(text, numeral.end) is not None


def _is_shaped(text: str, numeral: Numeral) -> bool:
    """Dates in digits ("2022-03-16", "9/11") and phone numbers."""
    at = numeral.start
    joined = text[numeral.end : numeral.end + 1]
    if joined and joined in "-/.(" and (_DATE_SHAPE.match(text, at) or _PHONE.match(text, at)):
        return True
    return at > 1 and text[at - 1] in "-/." and text[at - 2].isdigit() and (_is_tail(text, at))


def _is_tail(text: str, at: int) -> bool:
    """Whether the digits at ``at`` are the tail of a date or phone number that was passed over."""
    begin = at
    while begin > 0 and at - begin < 16 and (text[begin - 1].isdigit() or text[begin - 1] in "-/."):
        begin -= 1
    return _DATE_SHAPE.match(text, begin) is not None or _PHONE.match(text, begin) is not None


def _is_score(text: str, numeral: Numeral) -> bool:
    if text[numeral.end : numeral.end + 1] in ("-", "–"):
        is_range = _RANGE_BEFORE.search(text, max(0, numeral.start - 8), numeral.start) is not None
        return _SCORE.match(text, numeral.start) is not None and not is_range
    return _TABLED.match(text, numeral.end) is not None or _tabled_before(text, numeral)


def _tabled_before(text: str, numeral: Numeral) -> bool:
    """ "Home: 2, Guests: 1": the second of two scores after names."""
    return (
        text[numeral.start - 2 : numeral.start] == ": "
        and _TABLED_TAIL.search(text, max(0, numeral.start - 40), numeral.start) is not None
    )


def _is_lettered(text: str, numeral: Numeral) -> bool:
    """Letters grown together with the digits: "39A", "4chan", "1960s", "B2B"."""
    if _LETTERS_AFTER.match(text, numeral.end) and unit_after(text, numeral.end) is None:
        return True
    return numeral.start > 0 and text[numeral.start - 1].isalnum()


def _is_decade(text: str, numeral: Numeral) -> bool:
    return re.match(r"['’]?s\b", text[numeral.end : numeral.end + 3]) is not None


def _is_phone(text: str, numeral: Numeral) -> bool:
    """Telephone numbers and codes: digits in groups that begin with a plus, a bracket or a zero."""
    if text[numeral.start] == "0" and numeral.end - numeral.start > 2 and text[numeral.start : numeral.end].isdigit():
        return True
    begin = max(0, numeral.start - 16)
    near = _PHONE_RUN.search(text, begin, numeral.end + 16)
    while near is not None and near.end() <= numeral.start:
        near = _PHONE_RUN.search(text, near.end(), numeral.end + 16)
    return near is not None and near.start() <= numeral.start and sum(char.isdigit() for char in near[0]) > 6


def _is_certainty(text: str, numeral: Numeral) -> bool:
    return numeral.value == 100 and _CERTAINTY.match(text, numeral.end) is not None


def _is_list_number(text: str, numeral: Numeral) -> bool:
    start = numeral.start
    at_line = (
        start == 0
        or text[start - 1] == "\n"
        or (text[start - 1] == "(" and text[numeral.end : numeral.end + 1] == ")" and numeral.end - start < 3)
    )
    return at_line and numeral.end - start < 4 and _LIST.match(text, numeral.end) is not None


def _is_address(text: str, numeral: Numeral) -> bool:
    return _STREET.match(text, numeral.end) is not None


_RULES = (
    ("date", _is_date),
    ("clock-time", is_clock),
    ("ordinal", _is_ordinal),
    ("date", _is_shaped),
    ("phone-number", _is_phone),
    ("score", _is_score),
    ("idiom", _is_certainty),
    ("decade", _is_decade),
    ("designation", _is_lettered),
    ("list-number", _is_list_number),
    ("address", _is_address),
)
