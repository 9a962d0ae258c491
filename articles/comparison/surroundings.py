"""What the words around a number say: the action done to the counted, the words near by, definitions and periods."""

from __future__ import annotations

import re
from collections.abc import Sequence

from articles.comparison.values import Statement
from articles.comparison.words import Lexicon, Token, stem

_CLAUSE_END = re.compile(r"[;:.!?\u2014]\s|,\s|\s[-\u2013]+\s")
_PERIODS = re.compile(
    r"\b(?:(january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\b\.?|((?:first|second|third|fourth|last|previous) quarter|q[1-4])"
    r"|(?<![\d$.,])((?:19|20)\d\d)(?![\d,]|\.\d))",
    re.IGNORECASE,
)
_ACTION_REACH = 4  # content words
_YEAR_REACH = 60  # code points
_HALF = 4.0  # a word this far away weighs half
_TOPIC_WEIGHT = 0.5
_NAME_WEIGHT = 1.5
QUALIFIERS = {
    "part": "part",
    "additional": "additional",
    "change": "change",
    "rate": "per",
    "planned": "planned",
    "authorised": "planned",
}
_INCLUDED = re.compile(r"\binclud(?:ing|ed|es?) (?:(?:the|a|an|its|one|two|alleged|suspected|dead) )*$", re.IGNORECASE)
_UNREAL = frozenset({"planned", "projected", "target", "authorised", "hypothetical"})


def place_of(found: Sequence[Token], start: int, end: int) -> tuple[int, int]:
    """Which tokens the number is: those before ``[0]`` precede it, those from ``[1]`` on follow."""
    first = sum(1 for t in found if t.end <= start)
    return first, first + sum(1 for t in found if t.start < end and t.end > start)


def is_content(token: Token, lex: Lexicon) -> bool:
    """Whether a word can tell what a sentence is about: no number, no stop word."""
    return not token.is_number and len(token.stem) > 1 and token.stem not in lex.stop


def action_of(s: Statement, before: Sequence[Token], after: Sequence[Token], lex: Lexicon) -> tuple[str, bool]:
    """The action done to the counted and whether it governs the number: "killed [40] people who fled" is kill."""
    given = stem(s.subject.action.split()[0]) if s.subject.action.split() else ""
    if given:
        return lex.actions.get(given, given), True
    verb = next((t for t in before[::-1] if t.stem not in lex.hedge), None)
    if verb and verb.stem in lex.actions and not _CLAUSE_END.search(s.sentence[verb.end : s.offset]):
        return lex.actions[verb.stem], True
    ahead, behind = _first_action(after, lex), _first_action(before[::-1], lex)
    if ahead and (not behind or ahead[0] <= behind[0] + 1):
        return ahead[1], True
    return (behind[1], False) if behind else ("", False)


def _first_action(walk: Sequence[Token], lex: Lexicon) -> tuple[int, str] | None:
    """How many content words away the first action is, and its class; "shot and killed" is kill."""
    steps = 0
    for n, token in enumerate(walk):
        if token.is_number or token.stem in lex.number or steps > _ACTION_REACH:
            return None
        if token.stem in lex.actions:
            found = [lex.actions[t.stem] for t in walk[n : n + 3] if t.stem in lex.actions]
            return steps, "kill" if "kill" in found and found[0] == "shoot" else found[0]
        steps += token.stem not in lex.stop
    return None


def words_near(
    before: Sequence[Token], after: Sequence[Token], topic: frozenset[str], lex: Lexicon
) -> dict[str, float]:
    """Content words of the sentence weighed by closeness to the number; names more, words of the topic less."""
    weights: dict[str, float] = {}
    for walk in (before[::-1], after):
        for n, token in enumerate(walk):
            if is_content(token, lex):
                weight = _HALF / (_HALF + n) * (_NAME_WEIGHT if token.is_name else 1.0)
                weight *= _TOPIC_WEIGHT if token.stem in topic else 1.0
                weights[token.stem] = max(weights.get(token.stem, 0.0), weight)
    return weights


def flags_of(statement: Statement, before: Sequence[Token], after: Sequence[Token], lex: Lexicon) -> frozenset[str]:
    """Which definitions the words point to: planned, more (additional, others), per, change, initial, past."""
    # "May 4" is a month, "may" a doubt
    close = {t.stem for t in (*before[-5:], *after[:3]) if not (t.is_name and t.stem == "may")}
    flags = {name for name, stems in lex.status.items() if close & stems}
    flags |= {QUALIFIERS[q] for q in statement.subject.qualifiers if q in QUALIFIERS}
    if set(statement.status) & _UNREAL:
        flags.add("planned")
    if statement.trend:
        flags.add("trend")
    if _counts_doer(statement, after, lex):
        flags.add("doer")
    return frozenset(flags | {"old"} if _is_old(statement) else flags)


def _counts_doer(statement: Statement, after: Sequence[Token], lex: Lexicon) -> bool:
    """Whether the sentence says that who did it is counted as well: "13 dead, including the gunman"."""
    return any(t.stem in lex.doer and _INCLUDED.search(statement.sentence, 0, t.start) for t in after)


def _is_old(statement: Statement) -> bool:
    """Whether the words near the number name a year before the article's: "28 were killed in 2006"."""
    near = statement.sentence[max(0, statement.offset - _YEAR_REACH) : statement.offset + _YEAR_REACH]
    years = [int(m[3]) for m in _PERIODS.finditer(f"{near} {statement.subject.period}") if m[3]]
    return bool(years) and statement.published is not None and max(years) < statement.published.year


def periods_of(statement: Statement) -> frozenset[str]:
    """Months, quarters and years that the sentence or the subject's period name."""
    found = _PERIODS.finditer(f"{statement.sentence} {statement.subject.period}")
    return frozenset((m[1][:3] if m[1] else m[2] or m[3]).lower() for m in found)
