"""A subject while it is being put together, and how it is worded."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date

from articles.extraction.inflection import kept_noun
from articles.extraction.values import Reason, Span, Subject

LONGEST_WORDING = 160
_SPACE = re.compile(r"\s+")
_EVENTS = re.compile(
    r"(?:attack|shooting|strike|raid|bombing|explosion|blast|crash|fire|storm|hurricane|quake|earthquake|flood|war|"
    r"battle|clash|massacre|incident|accident|outbreak|fighting|spree|riot|protest|siege|assault)s?$",
    re.IGNORECASE,
)
_CLOSE_TAILS = ("of ", "with ", "under ", "aboard ")
_CHANGES = {"up": "increase of", "down": "decrease of", "": "change of"}


@dataclass(slots=True)
class Draft:
    """What is known of one number's subject so far; ``core`` and the other wordings are as written in the text.

    ``said`` is the action or predicate as it stands behind the noun, ``is_said_first`` that the text has it before the
    ``tail``; ``article`` is "the " when the noun had one.
    """

    core: str = ""
    tail: str = ""
    article: str = ""
    cause: str = ""
    head: str = ""
    owner: str = ""
    place: str = ""
    action: str = ""
    period: str = ""
    change: str | None = None
    as_of: date | None = None
    said: str = ""
    is_said_first: bool = False
    qualifiers: list[str] = field(default_factory=list)
    reasons: list[Reason] = field(default_factory=list)

    def because(self, rule: str, span: Span | None = None, of: str = "subject") -> None:
        """Notes the rule that gave the field ``of`` and the words at ``span``."""
        self.reasons.append(Reason(of, rule, span))

    def qualify(self, *qualifiers: str) -> None:
        """Adds qualifiers that are not yet there."""
        for qualifier in qualifiers:
            if qualifier and qualifier != self.head and qualifier not in self.qualifiers:
                self.qualifiers.append(qualifier)

    def continued(self) -> Draft:
        """A draft for the number after this one that counts the same kind of thing: its head, owner and place."""
        return replace(
            self,
            action="",
            said="",
            is_said_first=False,
            change=None,
            cause="",
            tail="",
            period="",
            as_of=None,
            reasons=[],
            qualifiers=[],
        )


def finish(draft: Draft) -> Subject:
    """The subject of a draft, worded."""
    return Subject(
        phrase=wording(draft),
        head=kept_noun(draft.head),
        owner=draft.owner,
        place=draft.place,
        action=draft.action,
        period=draft.period,
        qualifiers=tuple(draft.qualifiers),
        as_of=draft.as_of,
        reasons=tuple(draft.reasons),
    )


def wording(draft: Draft) -> str:
    """The phrase a reader understands alone: "people killed in the strike", "increase of the military budget"."""
    core = draft.core or draft.head
    if "share" in draft.qualifiers and core not in ("", "share"):
        core = f"share of {draft.article}{core}"
    parts = [core, draft.said, draft.tail]
    if draft.tail.startswith(_CLOSE_TAILS) and not draft.is_said_first:
        parts = [core, draft.tail, draft.said]
    if draft.cause and draft.said:
        parts.append(f"{'in' if _EVENTS.search(draft.cause) else 'by'} {_definite(draft.cause)}")
    phrase = " ".join(part for part in parts if part)
    if draft.change is not None and not draft.core:
        phrase = _CHANGES[draft.change].split()[0]
    elif draft.change is not None:
        phrase = f"{_CHANGES[draft.change]} {draft.article}{phrase}"
    return shortened(phrase)


def _definite(cause: str) -> str:
    return f"the {cause}" if cause[:1].islower() else cause


def shortened(phrase: str) -> str:
    """White space made single, and cut at a word before 160 characters."""
    phrase = _SPACE.sub(" ", phrase).strip(" ,;:-–—\"“”'’(")
    return phrase if len(phrase) <= LONGEST_WORDING else phrase[:LONGEST_WORDING].rsplit(" ", 1)[0]
