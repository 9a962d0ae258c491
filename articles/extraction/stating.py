"""The value that cues, citations and quotations share: who states which parts of a sentence by which words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from articles.extraction.noun_phrases import Phrase
from articles.extraction.values import Span


class Form(StrEnum):
    """Where a cue stands: before what is said, behind it, or in a phrase of citation."""

    BEFORE = "before"
    AFTER = "after"
    CITED = "cited"


@dataclass(frozen=True, slots=True)
class Statement:
    """Who (``voice``) states ``scopes`` of one sentence by the words at ``cue``.

    ``word`` names the cue in reasons ("said"); ``link`` is the rule that tied the speaker to it ("relative"); ``told`` is
    the listener, who may be an outlet.
    """

    voice: Phrase
    cue: Span
    scopes: tuple[Span, ...]
    form: Form
    word: str
    link: str = ""
    told: Phrase | None = None

    @property
    def rule(self) -> str:
        """The rule's name: "said-before", "according-to"."""
        return self.word if self.form is Form.CITED else f"{self.word}-{self.form.value}"
