"""Numbers written in words: "one hundred and twenty-five thousand", "two and a half million", "half a dozen"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from articles.extraction.lexicons import one_of, read_lexicon

_WORDS = read_lexicon("numbers")
UNITS = {word: Decimal(value) for word, value in _WORDS["units"].items()}
TENS = {word: Decimal(value) for word, value in _WORDS["tens"].items()}
SCALES = {word: Decimal(value) for word, value in _WORDS["scales"].items()}
DENOMINATORS = {word: Decimal(value) for word, value in _WORDS["denominators"].items()}
CARDINALS = UNITS | TENS | SCALES

_JOINS = r"and|a|an|of|point"
_ANY = one_of([*CARDINALS, *DENOMINATORS])
RUN = re.compile(rf"(?:{_ANY})\b(?:(?:\s{{1,3}}|-)(?:{_ANY}|{_JOINS})\b){{0,40}}", re.I)
_TOKEN = re.compile(r"[a-z]+", re.I)

Token = tuple[str, int, int]
HUNDRED = Decimal(100)
_GROUP_SCALES = frozenset(word for word, value in SCALES.items() if value <= HUNDRED)


def read_words(text: str, start: int) -> tuple[int, int, Decimal] | None:
    """The spelled number that begins at ``start``: its span and value, None when none begins there.

    ``read_words("two and a half million", 0)`` gives ``(0, 22, Decimal("2500000.0"))``; a run that is several numbers
    ("one two") gives the first. "a" before a scale word belongs to the number and is left to the caller.
    """
    run = RUN.match(text, start)
    if run is None:
        return None
    tokens = [(word[0].lower(), word.start(), word.end()) for word in _TOKEN.finditer(text, start, run.end())]
    count, value = _cardinal(tokens)
    count, value = _with_point(tokens, count, value)
    count, value = _with_fraction(tokens, count, value)
    if count == 0 or value is None:
        return None
    return start, tokens[count - 1][2], value


@dataclass(slots=True)
class _Reading:
    """A whole number as far as it was read: finished groups, the open group below thousand, and the last word's value."""

    total: Decimal = Decimal(0)
    group: Decimal | None = None
    last: Decimal = Decimal(0)
    scale: Decimal | None = None

    def take(self, value: Decimal, is_group_scale: bool) -> bool:
        """Add one word's value; False when it cannot belong to the same number."""
        if is_group_scale:
            return self._multiply(value)
        if value > HUNDRED:
            return self._close(value)
        if self.group is not None and not _follows(self.last, value):
            return False
        self.group = (self.group or Decimal(0)) + value
        self.last = value
        return True

    def _multiply(self, value: Decimal) -> bool:
        if self.group is not None and self.last >= HUNDRED:
            return False
        self.group = (Decimal(1) if self.group is None else self.group) * value
        self.last = HUNDRED
        return True

    def _close(self, value: Decimal) -> bool:
        """End the open group with thousand, million ...; a second scale multiplies ("three thousand million")."""
        if self.group is None:
            self.total = self.total * value if self.scale is not None else value
        elif self.scale is not None and value >= self.scale:
            return False
        else:
            self.total += self.group * value
        self.group, self.scale, self.last = None, value, value
        return True


def _cardinal(tokens: list[Token]) -> tuple[int, Decimal | None]:
    """The longest whole number at the front: how many tokens it takes, and its value."""
    reading, count = _Reading(), 0
    for index, (word, _, _) in enumerate(tokens):
        if word == "and" and count and reading.last >= HUNDRED and _is_cardinal(tokens, index + 1):
            continue
        value = CARDINALS.get(word)
        if value is None or not reading.take(value, word in _GROUP_SCALES):
            break
        count = index + 1
    return count, (reading.total + (reading.group or Decimal(0)) if count else None)


def _follows(last: Decimal, value: Decimal) -> bool:
    """Whether ``value`` may be added after ``last``: five after twenty, anything below 100 after hundred."""
    return last >= 100 or (last >= 20 and 0 < value < 10)


def _is_cardinal(tokens: list[Token], index: int) -> bool:
    return index < len(tokens) and tokens[index][0] in CARDINALS and not _starts_fraction(tokens, index)


def _starts_fraction(tokens: list[Token], index: int) -> bool:
    return index + 1 < len(tokens) and tokens[index + 1][0] in DENOMINATORS


def _with_point(tokens: list[Token], count: int, value: Decimal | None) -> tuple[int, Decimal | None]:
    """Reads "point seven five" and the scale that may follow."""
    if value is None or _word(tokens, count) != "point":
        return count, value
    digits = ""
    index = count + 1
    while (unit := UNITS.get(_word(tokens, index))) is not None and unit < 10:
        digits += str(unit)
        index += 1
    if not digits:
        return count, value
    value += Decimal(f"0.{digits}")
    return _scaled(tokens, index, value)


def _with_fraction(tokens: list[Token], count: int, value: Decimal | None) -> tuple[int, Decimal | None]:
    """Reads "two thirds", "half a million", "a quarter of a million", "one and a half million"."""
    word = _word(tokens, count)
    if word in DENOMINATORS:
        share = (Decimal(1) if value is None else value) / DENOMINATORS[word]
        return _scaled(tokens, count + 1, _rounded(share))
    if value is None or word != "and":
        return count, value
    if _word(tokens, count + 1) in ("a", "one") and (below := DENOMINATORS.get(_word(tokens, count + 2))):
        return _scaled(tokens, count + 3, value + _rounded(1 / below))
    above, below = UNITS.get(_word(tokens, count + 1)), DENOMINATORS.get(_word(tokens, count + 2))
    if above is None or below is None:
        return count, value
    return _scaled(tokens, count + 3, value + _rounded(above / below))


def _scaled(tokens: list[Token], index: int, value: Decimal) -> tuple[int, Decimal]:
    """Multiplies by a scale word that follows, with or without "of a" between."""
    after = index
    if _word(tokens, after) == "of":
        after += 1
    if _word(tokens, after) in ("a", "an"):
        after += 1
    scale = SCALES.get(_word(tokens, after))
    if scale is None or (after > index and _word(tokens, after - 1) == "of"):
        return index, value
    return after + 1, value * scale


def _word(tokens: list[Token], index: int) -> str:
    return tokens[index][0] if index < len(tokens) else ""


def _rounded(share: Decimal) -> Decimal:
    return share.quantize(Decimal("0.0000000001")).normalize()
