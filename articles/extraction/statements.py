"""Finds who states what in one sentence: a cue verb, the words of its speaker, and the parts of the sentence it covers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from articles.extraction.citations import cited_by, find_citations
from articles.extraction.cues import (
    CUE_FORMS,
    NOT_OF_NUMBERS,
    PAPER_ONLY,
    QUOTING,
    TELLING,
    Cue,
    CueKind,
    has_particle,
)
from articles.extraction.lexicons import read_lexicon
from articles.extraction.noun_phrases import Phrase, phrase_after, phrase_before
from articles.extraction.scopes import around, begins_clause, behind, closing, is_fronted
from articles.extraction.stating import Form, Statement
from articles.extraction.tokens import Tokens
from articles.extraction.values import Span

_SYNTAX = read_lexicon("syntax")
_GROUPS = read_lexicon("groups")
_POLLS = frozenset(_GROUPS["polls"])
_ASKED = frozenset(_GROUPS["asked"])
_BE = frozenset(_SYNTAX["be"])
_NEGATIONS = frozenset(_SYNTAX["negations"])
_GERUND_PREPOSITIONS = frozenset(_SYNTAX["gerund_prepositions"])
_MOST_STATEMENTS = 24
_REACH = 12
_OF_PEOPLE = frozenset(read_lexicon("cues")["of_people"])
_HAS = frozenset({"has", "had", "have"})

_TOLD = re.compile(r"(?:O|d?[NSsnhHDce#]{1,7}(?:p[dNnhHD]{1,4})?)")
_OPENING = re.compile(r"(?:[crb],?)?(N++|P)(?![,hHD])")
_FINITE = re.compile(r"[avQe]")

Subject = tuple[Phrase, str]


def find_statements(tokens: Tokens) -> list[Statement]:
    """The statements of one sentence in order of their cues, those of citations last."""
    found: list[Statement] = []
    for at in _cue_places(tokens):
        statement = _statement_at(tokens, at, found)
        if statement:
            found.append(statement)
        if len(found) >= _MOST_STATEMENTS:
            break
    return [*_bounded(tokens, found), *find_citations(tokens)]


def main_subject(tokens: Tokens, at: int) -> Phrase | None:
    """The subject of the sentence before token ``at``: its first name or pronoun, else what its first verb has before it."""
    opening = _OPENING.match(tokens.shape)
    if opening and opening.end() < at:
        first, last = opening.span(1)
        return Phrase(first, last, last - 1, tokens.shape[last - 1])
    verb = _FINITE.search(tokens.shape, 0, at)
    found = phrase_before(tokens, verb.start()) if verb else None
    return found[0] if found and found[0].letter in "NhHDP" else None


def _cue_places(tokens: Tokens) -> Iterator[int]:
    for at, letter in enumerate(tokens.shape):
        if letter == "Q" or (letter == "a" and tokens.lows[at] in _HAS and tokens.low(at - 1) in _POLLS):
            yield at


def _statement_at(tokens: Tokens, at: int, before: Sequence[Statement]) -> Statement | None:
    cue, after = _cue_at(tokens, at)
    if cue is None or _is_negated(tokens, at):
        return None
    if tokens.low(after) == "by":
        return cited_by(tokens, at)
    if _is_passive(tokens, at):
        return None
    subject = _subject(tokens, at, before, cue)
    if subject is None and cue.kind is CueKind.SPEECH:
        return _inverted(tokens, at, after)
    if subject is None or _are_asked(tokens, subject[0], at) or not _fits(tokens, after, cue, subject[0]):
        return None
    return _covering(tokens, at, after, cue, subject)


def _cue_at(tokens: Tokens, at: int) -> tuple[Cue | None, int]:
    """The cue at token ``at`` and the token after it, its particle counted in."""
    low, following = tokens.lows[at], tokens.low(at + 1)
    if has_particle(low, following):
        kind = CueKind.SPEECH if following == "out" else CueKind.ABOUT
        return Cue(kind, f"{low} {following}"), at + 2
    return CUE_FORMS.get(low), at + 1


def _is_negated(tokens: Tokens, at: int) -> bool:
    place = at - 1
    while tokens.letter(place) in ("r", "a"):
        if tokens.lows[place] in _NEGATIONS or tokens.lows[place].endswith(("n't", "n’t")):
            return True
        place -= 1
    return False


def _is_passive(tokens: Tokens, at: int) -> bool:
    place = at - 1
    while tokens.letter(place) == "r":
        place -= 1
    return tokens.low(place) in _BE and not tokens.lows[at].endswith("ing")


def _subject(tokens: Tokens, at: int, before: Sequence[Statement], cue: Cue) -> Subject | None:
    """Who does what the cue says, with the rule that found them."""
    found = phrase_before(tokens, at)
    if tokens.lows[at].endswith("ing"):
        return _gerund_subject(tokens, at, found, before, cue)
    # "quick to point out that": other infinitives do not say that anything was said.
    is_infinitive = tokens.low(at - 1) == "to" and tokens.letter(at + 1) in ("t", '"', ":")
    if found is None and (tokens.letter(at - 1) in ("c", "b", "r") or (is_infinitive and cue.kind is CueKind.SPEECH)):
        return _same_subject(tokens, at, before)
    return found


def _gerund_subject(
    tokens: Tokens, at: int, found: Subject | None, before: Sequence[Statement], cue: Cue
) -> Subject | None:
    """Who is "saying": the subject of the sentence (", saying", "by saying") or the phrase before ("a poll showing")."""
    while at > 1 and tokens.shape[at - 1] == "r":
        at -= 1
    if tokens.lows[max(0, at - 2) : at] == ("quoted", "as"):
        return phrase_before(tokens, at - 2)
    previous = tokens.letter(at - 1)
    is_led = previous in ("p", "b", "o") and tokens.lows[at - 1] in _GERUND_PREPOSITIONS
    if is_led or previous in (",", "c", "-"):
        return None if cue.kind is CueKind.FINDING else _same_subject(tokens, at, before)
    if found and found[0].letter in "Dn" and cue.kind is CueKind.SPEECH and _is_object(tokens, found[0].first):
        main = _same_subject(tokens, found[0].first, before)
        if main and main[0].letter != "D":
            return main
    return found


def _is_object(tokens: Tokens, at: int) -> bool:
    """Whether the phrase at token ``at`` stands behind a verb: "sent a letter saying"."""
    return at > 0 and tokens.shape[at - 1] not in ',;"w' and tokens.lows[at - 1] != "with"


def _same_subject(tokens: Tokens, at: int, before: Sequence[Statement]) -> Subject | None:
    main = before[-1].voice if before else main_subject(tokens, at)
    return (main, "same-subject") if main else None


def _are_asked(tokens: Tokens, voice: Phrase, at: int) -> bool:
    """Whether those who say are the people of a poll ("36 percent of Democrats", "36 percent") or nobody."""
    words = (*tokens.lows[voice.first : voice.last], tokens.low(at - 1))
    if words[0] == "no":
        return True
    return not _ASKED.isdisjoint(words) or tokens.lows[max(0, voice.first - 2) : voice.first] == ("percent", "of")


def _fits(tokens: Tokens, after: int, cue: Cue, voice: Phrase) -> bool:
    """Whether such a subject states by such a verb, with what follows it."""
    following = tokens.letter(after)
    if cue.lemma in PAPER_ONLY:
        is_poll = tokens.lows[voice.head] in _POLLS
        if cue.lemma == "put" and voice.letter in "DHN":
            return "at" in tokens.lows[after : after + _REACH]
        return is_poll and following in "NOdPhnS" if cue.lemma == "have" else is_poll or voice.letter == "D"
    if cue.kind is CueKind.FINDING:
        is_plain = cue.lemma == "show" and voice.letter == "n" and following in ("t", "N")
        return voice.letter in "DHNw" or following == "t" or is_plain
    if voice.letter == "n" and cue.lemma not in _OF_PEOPLE:
        return False
    return _says(tokens, after, cue, voice, following)


def _says(tokens: Tokens, after: int, cue: Cue, voice: Phrase, following: str) -> bool:
    """Whether a verb that also does other work is one of speech here."""
    if cue.lemma == "read" or cue.lemma == "ask":
        if (voice.letter == "D") is (cue.lemma == "ask"):
            return False
    elif (cue.lemma == "declare" and following in ("n", "d")) or (cue.lemma == "claim" and following == "n"):
        # Wars are declared, lives and responsibility claimed.
        return False
    if following == "#" and (
        cue.lemma in NOT_OF_NUMBERS or (cue.lemma == "report" and tokens.letter(after + 1) == "#")
    ):
        return False
    return cue.lemma not in QUOTING or following in ("t", '"', ",", ":", "", ".", "b") or bool(closing(tokens, after))


def _inverted(tokens: Tokens, at: int, after: int) -> Statement | None:
    """ "...," said X: the speaker behind the verb."""
    if tokens.letter(at - 1) not in ('"', ",", "?", "!", "b"):
        return None
    voice = phrase_after(tokens, after)
    if voice is None or voice.letter == "n":
        return None
    return Statement(voice, tokens.span(at, at + 1), (tokens.span(0, at),), Form.AFTER, tokens.lows[at], "inverted")


def _covering(tokens: Tokens, at: int, after: int, cue: Cue, subject: Subject) -> Statement | None:
    """The statement with what it covers: the words before a cue that closes the sentence, else those behind it."""
    voice, link = subject
    told, end = _listener(tokens, after) if cue.lemma in TELLING else (None, after)
    statement = Statement(voice, tokens.span(at, after), (), Form.AFTER, "-".join(tokens.lows[at:after]), link, told)
    if voice.first < at and _follows_quotation(tokens, voice.first, end):
        return replace(statement, scopes=(tokens.span(0, voice.first),))
    last = closing(tokens, end)
    if last is None or is_fronted(tokens, voice.first) or voice.first > at:
        return replace(statement, scopes=behind(tokens, end), form=Form.BEFORE)
    return (
        None if link in ("same-subject", "relative") else replace(statement, scopes=around(tokens, voice.first, last))
    )


def _follows_quotation(tokens: Tokens, first: int, end: int) -> bool:
    """Whether the speaker at token ``first`` stands right behind a quotation and nothing is said after the cue."""
    has_quotation = tokens.letter(first - 1) == '"' and "q" in tokens.shape[:first]
    return has_quotation and tokens.letter(end) not in ("t", ":", '"')


def _listener(tokens: Tokens, after: int) -> tuple[Phrase | None, int]:
    found = _TOLD.match(tokens.shape, after)
    return (phrase_after(tokens, after), found.end()) if found else (None, after)


def _bounded(tokens: Tokens, found: Sequence[Statement]) -> Iterator[Statement]:
    """Ends what one speaker states where another begins a clause of the same level."""
    begins = [s.voice.first for s in found if s.form is Form.BEFORE and begins_clause(tokens, s.voice.first)]
    for statement in found:
        starts = (tokens.starts[at] for at in begins)
        cut = next((start for start in starts if start > statement.cue.end), None)
        if statement.form is Form.BEFORE and cut is not None:
            scopes = tuple(Span(s.start, min(s.end, cut)) for s in statement.scopes if s.start < cut)
            yield replace(statement, scopes=scopes)
        else:
            yield statement
