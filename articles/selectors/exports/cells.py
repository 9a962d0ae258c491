"""Cells and rows of a spreadsheet's XML, as the database writes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from articles.selectors.exports.columns import Column, Kind

# a spreadsheet's numbers are floats: more digits would change silently
MOST_DIGITS = 15
LONGEST_CELL = 32_767
# days are counted from the end of 1899; those before March 1900 are counted wrongly by most, and stand as text
FIRST_DAY, LAST_DAY = "1900-03-01", "9999-12-31"
ZERO = "1899-12-30"


def row_of(columns: Sequence[Column], styles: Mapping[Kind, int], line: str) -> str:
    """The SQL of a whole row, whose number is the SQL ``line``; ``styles`` are the formats of times and dates."""
    cells = [_cell(column, f"{_letters(at)}' || {line} || '", styles) for at, column in enumerate(columns)]
    return f"""concat('<row r="', {line}, '">', {", ".join(cells)}, '</row>')"""


def _letters(at: int) -> str:
    """The name of a column: A for 0, Z for 25, AA for 26."""
    return (_letters(at // 26 - 1) if at >= 26 else "") + chr(ord("A") + at % 26)


def _cell(column: Column, place: str, styles: Mapping[Kind, int]) -> str:
    """The SQL of a cell, null where there is nothing."""
    cell = f't."{column.name}"'
    if column.kind in (Kind.NUMBER, Kind.INTEGER):
        digits = f"length(btrim(translate(trim_scale(abs({cell}::numeric))::text, '.', ''), '0'))"
        text = f"trim_scale({cell}::numeric)::text"
        return f"CASE WHEN {digits} <= {MOST_DIGITS} THEN {_number(place, text)} ELSE {_string(place, text)} END"
    if column.kind is Kind.FLAG:
        return f"""'<c r="{place}" t="b"><v>' || {cell}::int || '</v></c>'"""
    if column.kind is Kind.TIME:
        moment = f"({cell} AT TIME ZONE 'UTC')"
        serial = f"trim_scale(round(extract(epoch FROM {moment} - timestamp '{ZERO}') / 86400, 11))::text"
        return _dated(moment, _number(place, serial, styles[Kind.TIME]), _string(place, f"{moment}::text"))
    if column.kind is Kind.DATE:
        serial = f"({cell} - date '{ZERO}')::text"
        return _dated(cell, _number(place, serial, styles[Kind.DATE]), _string(place, f"{cell}::text"))
    if column.kind in (Kind.WORDS, Kind.IDS):
        return _string(place, f"nullif(array_to_string({cell}, ' '), '')")
    return _string(place, f"nullif({cell}, '')")


def _dated(moment: str, number: str, text: str) -> str:
    return f"CASE WHEN {moment} >= '{FIRST_DAY}' AND {moment}::date <= '{LAST_DAY}' THEN {number} ELSE {text} END"


def _number(place: str, text: str, style: int | None = None) -> str:
    named = "" if style is None else f' s="{style}"'
    return f"""'<c r="{place}"{named}><v>' || {text} || '</v></c>'"""


def _string(place: str, text: str) -> str:
    escaped = f"replace(replace(replace(left({text}, {LONGEST_CELL}), '&', '&amp;'), '<', '&lt;'), '>', '&gt;')"
    return f"""'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">' || {escaped} || '</t></is></c>'"""
