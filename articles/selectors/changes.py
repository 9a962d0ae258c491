"""Numbers that outlets changed in articles already published, in words and as lists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from articles.comparison.edits import Aspect, number_edits
from articles.extraction.notices import has_new_notice
from articles.models import Article, Claim, NumberChange, Revision
from articles.models.change import NumberChangeQuerySet
from articles.models.statements import statement_of_claim
from articles.selectors.keyset import Key, Order
from articles.selectors.wording import stated, unit

CHANGE_ORDERS: Mapping[str, Order] = {"newest": Order("last seen first", (Key("id", is_descending=True),))}
NOTICE = "with a correction notice"
NO_NOTICE = "no correction notice"
_NOBODY = "nobody named"


def listed_changes() -> NumberChangeQuerySet:
    """What the list of changes shows."""
    return NumberChange.objects.all().for_list()


def told_change(change: NumberChange) -> str:
    """One change in words: "35 → at least 41 people", "9 people: Ana Veld → nobody named", "3 metres: no longer said"."""
    before, after = change.before, change.after
    if before is None or after is None:
        return f"{_said(before or after)}: {'new in the text' if before is None else 'no longer said'}"
    parts = []
    if set(change.aspects) - {Aspect.SPEAKER}:
        parts.append(_numbers(before, after))
    if Aspect.SPEAKER in change.aspects:
        names = " → ".join(claim.speaker.name if claim.speaker else _NOBODY for claim in (before, after))
        parts.append(names if parts else f"{_said(after)}: {names}")
    return "; ".join(parts)


def notice_of(change: NumberChange) -> str:
    """Whether the outlet said so: "no correction notice"."""
    return NOTICE if change.has_notice else NO_NOTICE


def _numbers(before: Claim, after: Claim) -> str:
    if unit(before) == unit(after):
        return " ".join(part for part in (stated(before), "→", stated(after), unit(after)) if part)
    return f"{_said(before)} → {_said(after)}"


def _said(claim: Claim | None) -> str:
    return f"{stated(claim)} {unit(claim)}".strip() if claim else ""


@dataclass(frozen=True, slots=True)
class TextChange:
    """What one text of an article says otherwise in numbers than the one before, each told with its two claims."""

    earlier: Revision
    later: Revision
    edits: list[NumberChange]
    kept: int
    has_notice: bool


def changes_of(article: Article, most: int = 12) -> list[TextChange]:
    """The changes in numbers from text to text, latest first, in two queries; empty for an article with one text."""
    revisions = list(article.revisions.defer("search").order_by("-number")[: most + 1])
    by_revision: dict[int, list[Claim]] = defaultdict(list)
    claims = Claim.objects.filter(revision__in=revisions).for_list() if len(revisions) > 1 else ()
    newest = {revision.pk: revision.extractor for revision in revisions}
    for claim in claims:
        # a claim that a later extractor no longer finds is no outlet's edit
        if claim.extractor == newest[claim.revision_id] or not newest[claim.revision_id]:
            by_revision[claim.revision_id].append(claim)
    return [_between(article, old, new, by_revision[old.pk], by_revision[new.pk]) for new, old in pairwise(revisions)]


def _between(
    article: Article, earlier: Revision, later: Revision, before: Sequence[Claim], after: Sequence[Claim]
) -> TextChange:
    known = {str(claim.pk): claim for claim in (*before, *after)}
    has_notice = has_new_notice(earlier.text, later.text)
    edits = [
        NumberChange(
            article=article,
            earlier=earlier,
            later=later,
            before=known.get(edit.before or ""),
            after=known.get(edit.after or ""),
            aspects=[aspect.value for aspect in edit.aspects],
            has_notice=has_notice,
        )
        for edit in number_edits(*([statement_of_claim(claim) for claim in side] for side in (before, after)))
    ]
    return TextChange(earlier, later, edits, len(after) - sum(edit.after is not None for edit in edits), has_notice)
