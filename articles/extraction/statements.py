"""Finds who states what in one sentence: a cue, the words of its speaker, and the parts of the sentence it covers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from articles.extraction.cues import CUE_FORMS, PARTICLES, CueKind
from articles.extraction.lexicons import read_lexicon
from articles.extraction.noun_phrases import Phrase, phrase_after, phrase_before
from articles.extraction.tokens import _NOUN_OR_CUE, Tokens
from articles.extraction.values import Span

_POLLS = frozenset(read_lexicon("groups")["polls"])
_BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "am", "it's", "he's", "she's"})
_NEGATIONS = frozenset({"not", "never"})
# After a cue: nothing more than when, where and to whom.
_ADJUNCT = r"(?:[rT]|#T|O|[dr]T+|[po](?:d|[NSsnhHDg#T]|c(?=[NS])){1,12})"
_CLOSES = re.compile(rf"(?:{_ADJUNCT})*(?:[.,;!?)-]|\Z)")
_TOLD = re.compile(r"(?:O|d?[NSsnhHDce#]{1,7}(?:p[dNnhHD]{1,4})?)")
_FRONTED = re.compile(r"[\"(,:-]*(?:[crb],?)*[\"]*\Z")
_FINITE = re.compile(r"[avQe]")
# A second speaker after a comma, "and" or "while" ends what the first one states.
_NEW_CLAUSE = re.compile(r"(?:[,;]|[,;]?[cb]|;|-)\Z")


@dataclass(frozen=True, slots=True)
class Statement:
    """Who (``voice``), by which words (``cue``), and what of the sentence (``scopes``) they state."""

    voice: Phrase
    cue: Span
    scopes: tuple[Span, ...]
    rule: str
    lemma: str
    form: str
    told: Phrase | None = None


def find_statements(tokens: Tokens) -> list[Statement]:
    """The statements of one sentence in order of their cues."""
    found: list[Statement] = []
    for at in _cue_places(tokens):
        statement = _verb_statement(tokens, at, found)
        if statement:
            found.append(statement)
    found = _bounded(tokens, found)
    found.extend(_according(tokens))
    found.extend(_in_polls(tokens))
    return found


def _bounded(tokens: Tokens, found: list[Statement]) -> list[Statement]:
    """Ends a scope where another speaker begins a clause of the same level."""
    starts = [s.voice.first for s in found if s.form == "leading" and _NEW_CLAUSE.search(tokens.shape[: s.voice.first])]
    bounded = []
    for s in found:
        if s.form == "leading":
            cut = next((tokens.starts[at] for at in starts if tokens.starts[at] > s.cue.end), None)
            if cut is not None:
                s = replace(s, scopes=tuple(Span(x.start, min(x.end, cut)) for x in s.scopes if x.start < cut))
        bounded.append(s)
    return bounded


def _cue_places(tokens: Tokens) -> Iterator[int]:
    for at, letter in enumerate(tokens.shape):
        if letter == "Q" or (letter == "a" and tokens.lows[at] in ("has", "had", "have") and at and tokens.lows[at - 1] in _POLLS and tokens.shape[at + 1 : at + 2] in ("N", "O", "d", "P", "h", "n", "S")):
            yield at


def _kind(tokens: Tokens, at: int) -> tuple[CueKind, str, int] | None:
    """The kind and lemma of the cue at token ``at`` and the token after it, its particle counted in."""
    low = tokens.lows[at]
    following = tokens.lows[at + 1] if at + 1 < len(tokens.lows) else ""
    if low in PARTICLES and following in PARTICLES[low]:
        return (CueKind.SPEECH if following == "out" else CueKind.ABOUT), f"{low} {following}", at + 2
    known = CUE_FORMS.get(low)
    return (*known, at + 1) if known else None


def _verb_statement(tokens: Tokens, at: int, before: list[Statement]) -> Statement | None:
    kind = _kind(tokens, at)
    if kind is None:
        return None
    cue_kind, lemma, after = kind
    if tokens.lows[after : after + 1] == ("by",):
        return _by(tokens, at, after, lemma)
    if _is_passive(tokens, at) or _is_negated(tokens, at):
        return None
    found = phrase_before(tokens, at)
    is_ing = tokens.lows[at].endswith("ing")
    if found is None and cue_kind is CueKind.SPEECH and _may_invert(tokens, at):
        voice = phrase_after(tokens, after)
        if voice and voice.letter != "n":
            return _inverted(tokens, at, voice, lemma)
    if (found is None and (is_ing or tokens.shape[at - 1 : at] in ("c", "b", "r"))) or (is_ing and cue_kind is CueKind.SPEECH and found and found[0].first and tokens.shape[found[0].first - 1] not in ",;\"w" and tokens.lows[found[0].first - 1] != "with"):
        main = before[-1].voice if before else _main_subject(tokens, at)
        if main:
            found = main, "same-subject"
        if is_ing and cue_kind is CueKind.FINDING:
            return None
    if found is None or _are_asked(tokens, found[0]):
        return None
    voice, rule = found
    if not _fits(tokens, at, after, cue_kind, lemma, voice):
        return None
    return _with_scopes(tokens, at, after, voice, f"{lemma}:{rule}", lemma)


_ASKED = frozenset({"percent", "voters", "respondents", "americans", "majority", "half", "share", "proportion", "quarter", "third", "people", "caucusgoers", "participants", "thirds"})


def _are_asked(tokens: Tokens, voice: Phrase) -> bool:
    """Whether the phrase is the people of a poll: "36 percent of Democrats"."""
    return any(low in _ASKED for low in tokens.lows[max(0, voice.first - 3) : voice.last])


def _main_subject(tokens: Tokens, at: int) -> Phrase | None:
    match = _FINITE.search(tokens.shape, 0, at)
    if not match:
        return None
    found = phrase_before(tokens, match.start())
    return found[0] if found and found[0].letter in "NhHDP" else None


def _by(tokens: Tokens, at: int, after: int, lemma: str) -> Statement | None:
    """"as reported by X", "was written by X"."""
    voice = phrase_after(tokens, after + 1)
    if voice is None or voice.letter == "n" or tokens.lows[at].endswith("ing"):
        return None
    size = len(tokens.shape)
    cue = tokens.span(at, after + 1)
    if at and tokens.lows[at - 1] == "as":
        if at == 1 and voice.last < size:
            return Statement(voice, cue, (tokens.span(voice.last, size),), f"{lemma}:passive-by", lemma, "by")
        if at > 1:
            return Statement(voice, cue, (tokens.span(0, at - 1),), f"{lemma}:passive-by", lemma, "by")
    return None


def _is_negated(tokens: Tokens, at: int) -> bool:
    place = at - 1
    while place >= 0 and tokens.shape[place] in "ra":
        if tokens.lows[place] in _NEGATIONS or tokens.lows[place].endswith(("n't", "n’t")):
            return True
        place -= 1
    return False


def _is_passive(tokens: Tokens, at: int) -> bool:
    place = at - 1
    while place >= 0 and tokens.shape[place] == "r":
        place -= 1
    return place >= 0 and tokens.lows[place] in _BE and not tokens.lows[at].endswith("ing")


def _may_invert(tokens: Tokens, at: int) -> bool:
    return at > 0 and tokens.shape[at - 1] in '",?!b'


_QUOTE_FRAME = frozenset({"continue", "add", "ask", "respond", "reply", "post", "counter", "repeat", "read", "answer", "chime", "interject", "shout", "went on", "go on", "goes on", "put"})


def _fits(tokens: Tokens, at: int, after: int, kind: CueKind, lemma: str, voice: Phrase) -> bool:
    """Whether the subject can state by such a verb."""
    following = tokens.shape[after : after + 1]
    head = tokens.lows[voice.head]
    if lemma in ("have", "give", "put"):
        return head in _POLLS or (voice.letter == "D" and lemma != "have")
    if kind is CueKind.FINDING:
        return voice.letter in "DHNw" or following == "t"
    if voice.letter == "n" and lemma not in ("say", "tell"):
        return False
    if lemma == "read" and voice.letter != "D":
        return False
    if following == "#" and lemma in ("claim", "add", "report"):
        return lemma == "report" and tokens.shape[at + 1 : at + 3] != "##"
    if lemma == "declare" and following in ("n", "d"):
        return False
    if lemma in _QUOTE_FRAME:
        return following in ("t", '"', ",", ":", "", ".", "b") or _CLOSES.match(tokens.shape, after) is not None
    return True


def _inverted(tokens: Tokens, at: int, voice: Phrase, lemma: str) -> Statement:
    return Statement(voice, tokens.span(at, at + 1), (tokens.span(0, at),), f"{lemma}:inverted", lemma, "trailing")


def _with_scopes(tokens: Tokens, at: int, after: int, voice: Phrase, rule: str, lemma: str) -> Statement | None:
    shape, size = tokens.shape, len(tokens.shape)
    cue = tokens.span(at, after)
    told = None
    end = after
    if lemma in ("tell", "remind", "assure", "inform", "ask"):
        match = _TOLD.match(shape, after)
        if match:
            told = phrase_after(tokens, after)
            end = match.end()
    closes = _CLOSES.match(shape, end)
    before = shape[voice.first - 1 : voice.first]
    if before == '"' and shape[end : end + 1] not in ("t", ":", '"') and voice.first < at and "q" in shape[: voice.first]:
        return Statement(voice, cue, (tokens.span(0, voice.first),), f"{rule}-trailing", lemma, "trailing", told)
    is_fronted = bool(_FRONTED.match(shape[: voice.first]))
    if closes and not is_fronted and voice.first < at:
        if "same-subject" in rule or ("relative" in rule):
            return None
        scopes = _around(tokens, voice.first, closes.end())
        return Statement(voice, cue, scopes, f"{rule}-trailing", lemma, "trailing", told)
    if end >= size:
        return Statement(voice, cue, (), f"{rule}-leading", lemma, "leading", told)
    return Statement(voice, cue, (tokens.span(end, _said_until(tokens, end)),), f"{rule}-leading", lemma, "leading", told)


def _said_until(tokens: Tokens, start: int) -> int:
    """Where a relative clause of the writer's ends what was said."""
    found = re.compile(r",(?:p?w|b(?=[PNS]))").search(tokens.shape, start + 4)
    return found.start() if found and tokens.lows[found.end() - 1] in _WRITERS_OWN else len(tokens.shape)


_WRITERS_OWN = frozenset({"which", "who", "where", "when", "whose"})


def _around(tokens: Tokens, first: int, last: int) -> tuple[Span, ...]:
    """Scopes before token ``first`` and, when that is no whole clause, from token ``last`` on."""
    size = len(tokens.shape)
    opening = tokens.shape.rfind("(", 0, first)
    start = opening + 1 if opening > tokens.shape.rfind(")", 0, first) else 0
    scopes = [tokens.span(start, first)] if start < first else []
    pre = tokens.shape[start:first]
    rest = tokens.shape[last:]
    is_clause = _FINITE.search(pre) or "q" in pre
    if last < size and tokens.shape[last - 1] == "," and not rest.startswith("w") and (not is_clause or (pre[0] == "b" and not rest.startswith(("g", "b", "c")))):
        scopes.append(tokens.span(last, size))
    return tuple(scopes)


_ACCORDING_VOICE = re.compile(r"d{0,2}(?:[NSsnhHDeg#rT]|c(?=[NSnhHD]))*[NhHDnT#](?:e?[poT]d{0,2}(?:[NSsnhHDegT#]|c(?=[NS]))*[NhHDnT#])*|P|O")


def _according(tokens: Tokens) -> Iterator[Statement]:
    for at, low in enumerate(tokens.lows):
        if low == "according" and at + 2 < len(tokens.lows) and tokens.lows[at + 1] == "to" and tokens.shape[at] != "q":
            shape = "".join("D" if letter == "Q" and tokens.lows[k] in _NOUN_OR_CUE else letter for k, letter in enumerate(tokens.shape[: at + 24]))
            found = _ACCORDING_VOICE.match(shape, at + 2)
            if not found:
                continue
            voice = _head_phrase(tokens, at + 2, found.end(), shape)
            size = len(tokens.shape)
            is_fronted = bool(_FRONTED.match(tokens.shape[:at]))
            if is_fronted:
                scopes = (tokens.span(voice.last, size),) if voice.last < size else ()
            else:
                scopes = _around(tokens, at, voice.last + 1 if voice.last < size else size)
            yield Statement(voice, tokens.span(at, at + 2), scopes, "according-to-before" if is_fronted else "according-to-after", "according", "fronted" if is_fronted else "trailing")


def _in_polls(tokens: Tokens) -> Iterator[Statement]:
    """"In a CNN poll released Monday, ...", "... in a CNN poll"."""
    for at, low in enumerate(tokens.lows):
        if low == "in" and tokens.shape[at] == "p":
            found = _ACCORDING_VOICE.match(tokens.shape, at + 1)
            if not found:
                continue
            voice = _head_phrase(tokens, at + 1, found.end(), tokens.shape)
            if tokens.lows[voice.head] not in _POLLS or (at > 2 and not (tokens.lows[voice.first] in ("a", "an") or tokens.lows[voice.head] == "average")):
                continue
            size = len(tokens.shape)
            is_fronted = bool(_FRONTED.match(tokens.shape[:at]))
            if is_fronted:
                scopes = (tokens.span(voice.last, size),) if voice.last < size else ()
            else:
                scopes = _around(tokens, at, voice.last + 1 if voice.last < size else size)
            yield Statement(voice, tokens.span(at, at + 1), scopes, "in-poll-before" if is_fronted else "in-poll-after", "in", "fronted" if is_fronted else "trailing")


def _head_phrase(tokens: Tokens, first: int, last: int, shape: str) -> Phrase:
    head = first
    while head + 1 < last and shape[head + 1] not in "poe":
        head += 1
    while head > first and shape[head] in "T#":
        head -= 1
    return Phrase(first, last, head, shape[head])
