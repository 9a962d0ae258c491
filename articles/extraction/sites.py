"""One numeral with everything that was read around it, before anything is made of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from articles.extraction.nearby import Before, Word, words_after, words_before
from articles.extraction.numerals import Kind, Numeral
from articles.extraction.ranges import Joined
from articles.extraction.units import Unit, sign_before, unit_after

_MINUS_WORDS = ("minus ", "minus-", "negative ")


@dataclass(slots=True)
class Site:
    """A numeral, its sign, the words around it and the numeral it is joined with; ``start`` includes the sign."""

    text: str
    numeral: Numeral
    start: int
    sign: tuple[int, str] | None
    is_negative: bool
    unit: Unit | None
    following: Sequence[Numeral]
    joined: Joined | None = None
    _before: Before | None = field(default=None)
    _after: list[Word] | None = field(default=None)

    @property
    def last(self) -> Numeral:
        """The numeral that ends the quantity: the second one of a range."""
        return self.joined.second if self.joined else self.numeral

    @property
    def end(self) -> int:
        """Where the quantity ends."""
        return self.last.end

    @property
    def before(self) -> Before:
        """The words before the number and its sign; read only when a rule asks, since most dates need none."""
        if self._before is None:
            self._before = words_before(self.text, self.start)
        return self._before

    @property
    def after(self) -> list[Word]:
        """The words after the first numeral."""
        if self._after is None:
            self._after = words_after(self.text, self.numeral.end)
        return self._after

    @property
    def is_bare_integer(self) -> bool:
        """Whether the first numeral is digits only: no scale, no grouping, no decimals."""
        numeral = self.numeral
        return numeral.kind is Kind.DIGITS and self.text[numeral.start : numeral.end].isdecimal()


def site_of(text: str, numeral: Numeral, following: Sequence[Numeral], done: int) -> Site:
    """What stands around ``numeral``; nothing before ``done`` is taken as its sign."""
    sign = sign_before(text, numeral.start)
    if sign is not None and sign[0] < done:
        sign = None
    start, is_negative = _signed(text, sign[0] if sign else numeral.start, done)
    return Site(text, numeral, start, sign, is_negative, unit_after(text, numeral.end), following)


def _signed(text: str, start: int, done: int) -> tuple[int, bool]:
    """Where a plus, minus or "minus" before ``start`` begins, and whether it makes the number negative."""
    mark = text[start - 1] if start > done else ""
    if mark and mark in "-−+" and (start == 1 or text[start - 2] in " \t\n(\u00a0"):
        return start - 1, mark != "+"
    if mark and mark in " -":
        for word in _MINUS_WORDS:
            begin = start - len(word)
            if begin >= done and text[begin:start].lower() == word and text[begin - 3 : begin].lower() != "or ":
                return begin, True
    return start, False
