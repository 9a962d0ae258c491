"""Numbers written in digits, whatever way their thousands are grouped: "1,234,567", "40 000", "3'500", "12,34,567", "2.5"."""

from __future__ import annotations

import re
from decimal import Decimal

from articles.extraction.lexicons import read_lexicon

LONGEST = 24
LONGEST_PLAIN = 15
GLYPHS = {glyph: Decimal(value) for glyph, value in read_lexicon("numbers")["glyphs"].items()}

_GROUPS = re.compile(r"\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3}){1,6}(?![\d])(?:\.\d{1,9})?(?![\d,])")
_RUN = re.compile(r"\d+(?:[.,'’]\d+)*+")
_GLYPH = re.compile(rf"[ \u2009]?([{''.join(GLYPHS)}])")
_MIXED = re.compile(r"(?:[ \u00a0-](?:and )?|\u2044)?(?<!\d)(\d{1,2})[/\u2044](\d{1,3})(?![\d/])")
_FRACTION = re.compile(r"(\d{1,3})[/\u2044](\d{1,3})(?![\d/])")
_POWER = re.compile(r"(?:\s?[×x*]\s?10\^?([-−–+]?\d{1,2})|[eE]([-+]?\d{1,2}))(?![\w.])")
_SHAPES = (
    (re.compile(r"\d{1,30}(?:\.\d{1,30})?"), ""),
    (re.compile(r"\d{1,3}(?:,\d{3}){1,9}(?:\.\d{1,30})?"), ","),
    (re.compile(r"\d{1,3}(?:,\d{2}){1,6},\d{3}(?:\.\d{1,9})?"), ","),
    (re.compile(r"\d{1,3}(?:['’]\d{3}){1,9}(?:\.\d{1,9})?"), "'’"),
)
_CONTINENTAL = re.compile(r"\d{1,3}(?:\.\d{3}){1,9},\d{1,9}|\d{1,3}(?:\.\d{3}){2,9}")
_COMMA_DECIMAL = re.compile(r"\d{1,3},\d{1,2}")
_PARTS = frozenset([2, 3, 4, 5, 6, 8, 9, 10, 12, 15, 16, 20, 25, 32, 40, 50, 64, 100, 1000])


def read_digits(text: str, start: int) -> tuple[int, Decimal | None]:
    """The number in digits at ``start``: where it ends and its value, None when the digits are no number (a version, a list).

    ``read_digits("2 1/2 in", 0)`` gives ``(5, Decimal("2.5"))``, ``read_digits("1.3.12", 0)`` gives ``(6, None)``.
    """
    grouped = _GROUPS.match(text, start)
    if grouped is not None:
        return grouped.end(), Decimal(re.sub(r"[ \u00a0\u2009\u202f]", "", grouped[0]))
    run = _RUN.match(text, start)
    if run is None:
        return start, None
    fraction = _fraction(_FRACTION.match(text, start))
    if fraction is not None:
        return fraction
    end = run.end()
    longest = LONGEST_PLAIN if run[0].isdigit() else LONGEST
    value = plain_value(run[0]) if end - start <= longest else None
    return (end, None) if value is None else _extended(text, end, value)


def plain_value(run: str) -> Decimal | None:
    """The value of digits with their grouping marks, None for any other shape: ``plain_value("9,200")`` is 9200."""
    for shape, marks in _SHAPES:
        if shape.fullmatch(run):
            return Decimal("".join(char for char in run if char not in marks))
    if _CONTINENTAL.fullmatch(run):
        return Decimal(run.replace(".", "").replace(",", "."))
    if _COMMA_DECIMAL.fullmatch(run):
        return Decimal(run.replace(",", "."))
    return None


def _extended(text: str, end: int, value: Decimal) -> tuple[int, Decimal | None]:
    """Reads what may follow whole digits: "½", "1/2", "×10−8", "e14"."""
    if (glyph := _GLYPH.match(text, end)) and value == value.to_integral_value():
        return glyph.end(), value + GLYPHS[glyph[1]]
    if text[end : end + 1] in " -\u00a0\u2044" and (mixed := _fraction(_MIXED.match(text, end))):
        return mixed[0], value + mixed[1]
    if power := _POWER.match(text, end):
        exponent = (power[1] or power[2]).replace("−", "-").replace("–", "-")
        return power.end(), value.scaleb(int(exponent))
    return end, value


def _fraction(match: re.Match[str] | None) -> tuple[int, Decimal] | None:
    """The value of "3/4"; None for what is a date or a name ("9/11", "24/7")."""
    if match is None:
        return None
    above, below = int(match[1]), int(match[2])
    if below not in _PARTS or not 0 < above < below:
        return None
    return match.end(), (Decimal(above) / below).quantize(Decimal("0.0000000001")).normalize()
