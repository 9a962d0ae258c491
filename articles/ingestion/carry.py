"""What people hung on an older text, carried to the newest one or marked orphaned."""

from __future__ import annotations

from collections.abc import Sequence

from articles.actions.counts import recount
from articles.extraction.anchors import make_anchor, relocate
from articles.extraction.values import Span
from articles.ingestion.store import GUARDED
from articles.models import Annotation, Article, Claim, FieldCheck, Flag, Membership, Review, Revision


def carry_over(article: Article, revision: Revision, claims: Sequence[Claim], older: Sequence[Revision]) -> None:
    """Move annotations, corrections and people's memberships of the older texts to where their words stand now.

    An annotation whose words are gone keeps its old place and is marked orphaned. A claim whose words stay hands its
    corrections and decided memberships to its successor; the old row stays as it was, not current.
    """
    if not older:
        return
    heirs = {claim.pk: heir for old in older for claim, heir in _heirs(old, revision, claims)}
    for old in older:
        _annotations(old, revision, heirs)
    for claim in Claim.objects.filter(pk__in=heirs, corrected_fields__len__gt=0):
        _corrections(claim, heirs[claim.pk])
    _memberships(heirs)
    _reviews(heirs)
    recount(_figures_of(article, revision))


def _heirs(old: Revision, new: Revision, claims: Sequence[Claim]) -> list[tuple[Claim, Claim]]:
    places = {(claim.start, claim.end): claim for claim in claims}
    pairs = []
    for claim in old.claims.all():
        span = relocate(make_anchor(old.text, Span(claim.start, claim.end)), new.text)
        if span is not None and (heir := places.get((span.start, span.end))):
            pairs.append((claim, heir))
    return pairs


def _annotations(old: Revision, new: Revision, heirs: dict[int, Claim]) -> None:
    for annotation in Annotation.objects.filter(revision=old):
        span = _new_place(annotation, old, new)
        if span is None:
            annotation.is_orphaned = True
        else:
            annotation.revision, annotation.start, annotation.end, annotation.is_orphaned = (
                new,
                span.start,
                span.end,
                False,
            )
            if annotation.claim_id in heirs:
                annotation.claim = heirs[annotation.claim_id]
        annotation.save(update_fields=["revision", "start", "end", "is_orphaned", "claim"])


def _new_place(annotation: Annotation, old: Revision, new: Revision) -> Span | None:
    if annotation.start is None or annotation.end is None:
        return None
    return relocate(make_anchor(old.text, Span(annotation.start, annotation.end)), new.text)


def _corrections(old: Claim, heir: Claim) -> None:
    columns = sorted(set().union(*(GUARDED[name] for name in old.corrected_fields)))
    for column in columns:
        setattr(heir, column, getattr(old, column))
    heir.corrected_fields = old.corrected_fields
    heir.save(update_fields=[*columns, "corrected_fields"])


def _memberships(heirs: dict[int, Claim]) -> None:
    decided = Membership.objects.filter(claim__in=heirs, decided_by__isnull=False)
    Membership.objects.bulk_create(
        [
            Membership(
                figure_id=m.figure_id, claim=heirs[m.claim_id], status=m.status, is_component=m.is_component, score=m.score,
                reasons=m.reasons, method=m.method, decided_at=m.decided_at, decided_by_id=m.decided_by_id,
            )
            for m in decided
        ],
        ignore_conflicts=True,
    )  # fmt: skip


def _reviews(heirs: dict[int, Claim]) -> None:
    """What reviewers decided and readers flagged goes on with the successor; an approval ended when the text changed."""
    for model in (Review, FieldCheck, Flag):
        for row in model._default_manager.filter(claim__in=heirs):
            model._default_manager.filter(pk=row.pk).update(claim=heirs[row.claim_id])


def _figures_of(article: Article, revision: Revision) -> set[int]:
    old = Membership.objects.filter(claim__article=article).exclude(claim__revision=revision)
    return set(old.values_list("figure", flat=True))
