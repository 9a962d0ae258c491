"""What changed in the numbers between two texts of one article, and nothing else: values, units, hedges, speakers."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from articles.comparison.values import Statement
from articles.extraction.values import Hedge, Measure

_WORD = re.compile(r"\w+(?:[.,]\d+)*")
_MOST_COMPARED = 200
_SAME_SENTENCE = 0.5
_SAME_PLACE = 0.35
_NEIGHBOURS = 4
# a typo that somebody mended leaves three letters of four
_SAME_WORDS = 0.75
_COUNTED = frozenset({Measure.COUNT, Measure.PERSONNEL, Measure.CASUALTIES, Measure.EQUIPMENT, Measure.OTHER})


class Aspect(StrEnum):
    """What of a number was edited."""

    VALUE = "value"
    UNIT = "unit"
    HEDGE = "hedge"
    SPEAKER = "speaker"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Edit:
    """One number that says something else now: the statements' ids before and after, None where there is none."""

    before: str | None
    after: str | None
    aspects: tuple[Aspect, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    """One sentence with numbers: its words with numbers masked, its words with numbers told twice, its statements in order."""

    sentence: str
    words: tuple[str, ...]
    marks: tuple[str, ...]
    statements: tuple[Statement, ...]


def number_edits(before: Sequence[Statement], after: Sequence[Statement]) -> tuple[Edit, ...]:
    """The numeric edits that turn one text's statements into the other's, in the order of the later text.

    "35 people died" edited to "At least 41 people died" is one edit of value and hedge. Typos, moved or reworded
    sentences, other spellings ("thirty-five"), footers and white space are none; nor is one of several mentions of a
    number that goes while another stays. A sentence that stands word for word in both says the same in both.
    """
    pairs, old, new = _paired_lines(_lines(before), _lines(after))
    edits: list[Edit] = []
    for earlier, later in pairs:
        if _plain(earlier.sentence) == _plain(later.sentence):
            continue
        matched, gone, come = _paired_statements(earlier.statements, later.statements)
        edits += [edit for a, b in matched if (edit := _edit(a, b))]
        old += gone
        new += come
    edits += _leftovers(old, new, before, after)
    places = {statement.id: statement.span.start for statement in after}
    return tuple(sorted(edits, key=lambda edit: places.get(edit.after or "", len(places) << 32)))


def _lines(statements: Iterable[Statement]) -> list[_Line]:
    groups: dict[int, list[Statement]] = defaultdict(list)
    for statement in sorted(statements, key=lambda s: s.span.start):
        groups[statement.span.start - statement.offset].append(statement)
    return [_line(group[0].sentence, tuple(group)) for group in groups.values()]


def _line(sentence: str, statements: tuple[Statement, ...]) -> _Line:
    words = _WORD.findall(sentence.lower())
    # of two sentences that differ in as many words, that with the same number is the likelier version
    numbers = [word for word in words if word[:1].isdigit()]
    return _Line(sentence, _masked(sentence), (*words, *numbers), statements)


def _masked(sentence: str) -> tuple[str, ...]:
    return tuple("#" if word[:1].isdigit() else word.lower() for word in _WORD.findall(sentence))


def _plain(sentence: str) -> str:
    return " ".join(sentence.split())


def _paired_lines(
    before: list[_Line], after: list[_Line]
) -> tuple[list[tuple[_Line, _Line]], list[Statement], list[Statement]]:
    """Sentences that are each other's version, and the statements of those that have none."""
    pairs, before, after = _equal_lines(before, after)
    scored = sorted(
        ((_likeness(a.marks, b.marks), -abs(i - j), i, j)
         for i, a in enumerate(before[:_MOST_COMPARED]) for j, b in enumerate(after[:_MOST_COMPARED])),
        reverse=True,
    )  # fmt: skip
    left, right = dict(enumerate(before)), dict(enumerate(after))
    for score, _, i, j in scored:
        if score >= _SAME_SENTENCE and i in left and j in right:
            pairs.append((left.pop(i), right.pop(j)))
    old = [statement for line in left.values() for statement in line.statements]
    new = [statement for line in right.values() for statement in line.statements]
    return pairs, old, new


def _equal_lines(before: list[_Line], after: list[_Line]) -> tuple[list[tuple[_Line, _Line]], list[_Line], list[_Line]]:
    pairs: list[tuple[_Line, _Line]] = []
    for key in (_as_written, _as_masked):
        known: dict[str, list[_Line]] = defaultdict(list)
        for line in before:
            known[key(line)].append(line)
        found = [(known[key(line)].pop(0), line) for line in after if known[key(line)]]
        pairs += found
        taken = {id(line) for pair in found for line in pair}
        before, after = ([line for line in lines if id(line) not in taken] for lines in (before, after))
    return pairs, before, after


def _as_written(line: _Line) -> str:
    return _plain(line.sentence)


def _as_masked(line: _Line) -> str:
    return " ".join(line.words)


def _likeness(a: Sequence[str], b: Sequence[str]) -> float:
    """The share of words that two runs of words have in common, 0 to 1, in whatever order; 1 for two empty ones."""
    shared = (Counter(a) & Counter(b)).total()
    return 2 * shared / (len(a) + len(b)) if a or b else 1.0


def _paired_statements(
    before: Sequence[Statement], after: Sequence[Statement]
) -> tuple[list[tuple[Statement, Statement]], list[Statement], list[Statement]]:
    """Numbers of one sentence's versions at the same place of it, by the words around them; the only one of both is one."""
    if len(before) == len(after) == 1:
        return [(before[0], after[0])], [], []
    scored = sorted(
        ((_closeness(a, b), -abs(i - j), i, j) for i, a in enumerate(before) for j, b in enumerate(after)), reverse=True
    )
    left, right = dict(enumerate(before)), dict(enumerate(after))
    pairs = []
    for score, _, i, j in scored:
        if score >= _SAME_PLACE and i in left and j in right:
            pairs.append((left.pop(i), right.pop(j)))
    return pairs, list(left.values()), list(right.values())


def _closeness(a: Statement, b: Statement) -> float:
    around = (_likeness(first, second) for first, second in zip(_around(a), _around(b), strict=True))
    return 0.3 * sum(around) + 0.3 * (not _differences(a, b)) + 0.2 * _same_unit(a, b)


def _around(statement: Statement) -> tuple[tuple[str, ...], tuple[str, ...]]:
    at, end = statement.offset, statement.offset + len(statement.surface)
    return _masked(statement.sentence[:at])[-_NEIGHBOURS:], _masked(statement.sentence[end:])[:_NEIGHBOURS]


def _edit(a: Statement, b: Statement) -> Edit | None:
    aspects = _differences(a, b)
    return Edit(a.id, b.id, aspects) if aspects else None


def _differences(a: Statement, b: Statement) -> tuple[Aspect, ...]:
    is_same = {
        Aspect.VALUE: _same_value(a, b),
        Aspect.UNIT: _same_unit(a, b),
        Aspect.HEDGE: a.hedge is b.hedge,
        Aspect.SPEAKER: _same_name(a.speaker, b.speaker),
    }
    return tuple(aspect for aspect, holds in is_same.items() if not holds)


def _same_value(a: Statement, b: Statement) -> bool:
    if a.trend is not b.trend or a.is_negated is not b.is_negated:
        return False
    if a.value is not None or b.value is not None:
        return a.value == b.value
    if Hedge.VAGUE in (a.hedge, b.hedge):
        return a.surface.lower() == b.surface.lower()
    return a.interval == b.interval


def _same_unit(a: Statement, b: Statement) -> bool:
    if (a.currency or "") != (b.currency or ""):
        return False
    # a code of things that are counted stands for many nouns: troops and people are both persons
    if a.unit_code and a.unit_code == b.unit_code and not {a.measure, b.measure} & _COUNTED:
        return True
    return _same_name(a.unit, b.unit)


def _same_name(first: str, second: str) -> bool:
    """ "Veld" is "Ana Veld", and so is "Ana Feld", whose letter was mended."""
    a, b = set(_WORD.findall(first.lower())), set(_WORD.findall(second.lower()))
    if not a or not b:
        return not a and not b
    return a <= b or b <= a or _like(first.lower(), second.lower())


def _like(first: str, second: str) -> bool:
    return first == second or SequenceMatcher(None, first, second, autojunk=False).ratio() >= _SAME_WORDS


def _leftovers(
    old: list[Statement], new: list[Statement], before: Sequence[Statement], after: Sequence[Statement]
) -> list[Edit]:
    """Numbers whose sentences were rewritten, joined or cut: those said elsewhere too are no edit."""
    pairs, gone, come = _paired_anywhere(old, new)
    edits = [Edit(a.id, b.id, (Aspect.HEDGE,)) for a, b in pairs if not _is_hedged_so(b, before)]
    edits += [Edit(a.id, None, (Aspect.REMOVED,)) for a in gone if not _is_said(a, after)]
    return edits + [Edit(None, b.id, (Aspect.ADDED,)) for b in come if not _is_said(b, before)]


def _paired_anywhere(
    old: list[Statement], new: list[Statement]
) -> tuple[list[tuple[Statement, Statement]], list[Statement], list[Statement]]:
    pairs, gone, come = [], [], list(new)
    for a in old:
        heir = next((b for b in come if _same_value(a, b) and _same_unit(a, b)), None)
        if heir is None:
            gone.append(a)
        else:
            come.remove(heir)
            pairs.append((a, heir))
    return pairs, gone, come


def _is_said(statement: Statement, others: Sequence[Statement]) -> bool:
    return any(_same_value(statement, other) and _same_unit(statement, other) for other in others)


def _is_hedged_so(statement: Statement, others: Sequence[Statement]) -> bool:
    same = (other for other in others if _same_value(statement, other) and _same_unit(statement, other))
    return any(other.hedge is statement.hedge for other in same)
