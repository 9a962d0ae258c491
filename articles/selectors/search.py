"""Answers a reader's words: "how many troops did Stoltenberg say", or just "troops"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from articles.models import Alias, Claim, Figure, Outlet, Speaker
from articles.models.claim import ClaimQuerySet
from articles.selectors.claims import CLAIM_ORDERS
from articles.selectors.figures import FIGURE_ORDERS, standing_figures
from articles.selectors.keyset import page_of
from articles.selectors.nearby import Near

ASKED = re.compile(
    r"^\s*how\s+(?:many|much|big|large|far|long|old)\s+(?P<subject>.*?)\s*\b(?:did|does|do|has|have|had)\s+(?P<who>.+?)"
    r"\s+(?:say|said|says|give|gave|report|reported|claim|claimed|mention|mentioned|state|stated)\b.*$",
    re.IGNORECASE,
)
HOW = re.compile(r"^\s*how\s+(?:many|much)\s+", re.IGNORECASE)
MOST = 8


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found; ``who`` are the speakers that a question named, ``subject`` its other words."""

    subject: str
    asked_of: str
    who: list[Speaker]
    figures: list[Figure]
    claims: list[Claim]
    speakers: list[Speaker]
    outlets: list[Outlet]


def understood(words: str) -> tuple[str, str]:
    """The subject and the speaker of a question: ``"how many troops did Jens say?"`` gives ``("troops", "Jens")``, other words themselves and no speaker."""
    if asked := ASKED.match(words):
        return asked["subject"].strip(), asked["who"].strip()
    return HOW.sub("", words).strip(" ?"), ""


def answer_to(words: str) -> Answer:
    """Figures, claims, speakers and outlets for some words, best first, in five queries; nothing for no words."""
    subject, asked_of = understood(words)
    who = speakers_called(asked_of) if asked_of else []
    of_whom = Claim.objects.current().filter(speaker__in=who) if asked_of else Claim.objects.current()
    return Answer(
        subject=subject,
        asked_of=asked_of,
        who=who,
        figures=_figures(subject) if subject else [],
        claims=_claims(of_whom, subject) if subject or who else [],
        speakers=speakers_called(subject) if subject and not asked_of else [],
        outlets=list(Outlet.objects.filter(name__icontains=subject).by_name()[:MOST])
        if subject and not asked_of
        else [],
    )


def _figures(words: str) -> list[Figure]:
    every = standing_figures()
    near = Near(every, every, words)
    return list(page_of(every.matching(words), FIGURE_ORDERS["reported"], size=MOST, near=near).rows)


def _claims(every: ClaimQuerySet, words: str) -> list[Claim]:
    if not words:
        return list(every.for_list().newest()[:MOST])
    rows = every.for_list()
    near = Near(every, rows, words)
    return list(page_of(rows.matching(words), CLAIM_ORDERS["newest"], size=MOST, near=near).rows)


def speakers_called(name: str) -> list[Speaker]:
    """Speakers one of whose names holds these words, at most eight."""
    called = Alias.objects.filter(speaker=OuterRef("pk"), name__icontains=name)
    return list(Speaker.objects.filter(Exists(called), merged_into__isnull=True).by_name()[:MOST])
