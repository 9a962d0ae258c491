"""Says for each number who said it: the joint of quotations, cues and voices."""

from __future__ import annotations

import re
from collections.abc import Sequence

from articles.extraction.reading import Reading
from articles.extraction.speakers import Said, Speakers, introduction
from articles.extraction.stating import Form, Statement
from articles.extraction.values import Attribution, Mode, Reason, Span
from articles.extraction.voices import Carrier, Voices

_BULLET = re.compile(r"[ \t]*(?:[•‣▪◦●·*–—-]|\d{1,3}[.)])[ \t]")
_LONGEST_LIST = 40


def attribute(text: str, sentences: Sequence[Span], spans: Sequence[Span]) -> tuple[Attribution, ...]:
    """Who carries each number of ``spans``, in their order.

    ``sentences`` are those of ``split_sentences(text)``. "At least 35 died, Ukrainian officials said." gives for "35" the
    speaker "Ukrainian officials", cue "said", mode indirect. A number that nobody is cited for has the outlet's own voice:
    no speaker, source or cue.
    """
    attributor = _Attributor(Reading(text, sentences))
    return tuple(attributor.attribution_of(span) for span in spans)


class _Attributor:
    """Attributes the numbers of one article."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._speakers = Speakers(reading)
        self._voices = Voices(reading)

    def attribution_of(self, span: Span) -> Attribution:
        quotation = self._reading.quotation_at(span.start)
        said = self._speakers.speaker_of(quotation) if quotation >= 0 else None
        said = said or self._stated(span) or self._listed(span)
        if said is None:
            return Attribution()
        return self._answer(said, Mode.DIRECT if quotation >= 0 else Mode.INDIRECT, span)

    def _stated(self, span: Span) -> Said | None:
        """The statement of the number's own sentence that covers it; the outermost when one reports another."""
        index = self._reading.sentence_at(span.start)
        if index < 0:
            return None
        sentence = self._reading.sentence(index)
        covering = [s for s in sentence.statements if any(scope.holds(span) for scope in s.scopes)]
        if not covering:
            return None
        best = _outermost(covering, span)
        return Said(sentence, best, best.rule)

    def _listed(self, span: Span) -> Said | None:
        """The line with a colon above a list whose item holds the number."""
        reading = self._reading
        line = reading.paragraph_at(span.start)
        for _ in range(_LONGEST_LIST):
            if not _BULLET.match(reading.text, line.start, line.end):
                break
            above = reading.line_above(line.start)
            if above is None:
                return None
            line = above
        is_list = line.end < span.start and line.of(reading.text).rstrip("*_ ").endswith(":")
        said = introduction(reading.sentence(reading.sentence_at(line.end - 1))) if is_list else None
        return said._replace(rule="list-under-cue") if said and said.statement.word != "colon" else None

    def _answer(self, said: Said, mode: Mode, span: Span) -> Attribution:
        sentence, statement, rule = said
        carrier = self._voices.voice_of(sentence, statement)
        if carrier.is_source:
            speaker = self._reported(said, carrier, span)
            source: Carrier | None = carrier
        else:
            speaker, source = carrier, self._voices.publisher_of(sentence, statement)
        reasons = tuple(reason for voice in (speaker, source) if voice for reason in voice.reasons)
        return Attribution(
            mode,
            statement.cue,
            speaker.voice if speaker else None,
            source.voice if source else None,
            (Reason("cue", rule, statement.cue), *reasons),
        )

    def _reported(self, said: Said, outlet: Carrier, span: Span) -> Carrier | None:
        """The speaker inside what an outlet reports: "The Guardian reported that Ann Lee said"."""
        if not outlet.is_publisher:
            return None
        sentence, outer, _ = said
        for inner in sentence.statements:
            if inner.cue.start > outer.cue.end and any(scope.holds(span) for scope in inner.scopes):
                carrier = self._voices.voice_of(sentence, inner)
                return None if carrier.is_source else carrier
        return None


def _outermost(covering: Sequence[Statement], span: Span) -> Statement:
    """The first verb, unless the sentence as a whole is cited behind the number or before that verb."""
    cited = [s for s in covering if s.form is Form.CITED and s.word != "in-poll"]
    verbs = [s for s in covering if s.form is not Form.CITED]
    if cited and verbs and verbs[0].cue.end <= cited[0].cue.start <= span.start:
        return verbs[0]
    return cited[0] if cited else (verbs or covering)[0]
