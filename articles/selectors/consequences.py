"""What hangs on a speaker, source or outlet, and so what a merge or split would move."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Model

from articles.models import Alias, Article, Claim, Dispute, Feed, Membership, Outlet, Source, Speaker

MOST_OFFERED = 40


@dataclass(frozen=True, slots=True)
class Hanging:
    """How much of each kind is counted under one name."""

    thing: Model
    claims: int
    figures: int
    disputes: int
    articles: int
    feeds: int
    names: list[str]


def hanging_on(thing: Model) -> Hanging:
    """The counts of one speaker, source or outlet as its page has them (of current texts), in at most six queries."""
    field = str(thing._meta.model_name)
    members = Membership.objects.counted().filter(**{f"claim__{field}": thing}, figure__merged_into__isnull=True)
    figures = members.values("figure")
    return Hanging(
        thing=thing,
        claims=Claim.objects.current().filter(**{field: thing}).count(),
        figures=figures.distinct().count(),
        disputes=Dispute.objects.open().filter(figure__in=figures).count(),
        articles=Article.objects.filter(outlet=thing).count() if isinstance(thing, Outlet) else 0,
        feeds=Feed.objects.filter(outlet=thing).count() if isinstance(thing, Outlet) else 0,
        names=_names(thing),
    )


def _names(thing: Model) -> list[str]:
    if isinstance(thing, Speaker):
        return list(Alias.objects.filter(speaker=thing).order_by("name").values_list("name", flat=True)[:MOST_OFFERED])
    return [str(thing)]


def near_names(thing: Model) -> list[Model]:
    """Others of its kind that stand for themselves and share a word of its name, the likelier ones to be the same."""
    words = sorted((word for word in str(thing).split() if len(word) > 3), key=len, reverse=True)[:2]
    found: dict[int, Model] = {}
    for word in words:
        others = (
            type(thing)._default_manager.filter(name__icontains=word, merged_into__isnull=True).exclude(pk=thing.pk)
        )
        found |= {other.pk: other for other in others.order_by("name", "pk")[:8]}
    return list(found.values())


def source_claims(source: Source) -> int:
    """How many current claims cite a source."""
    return Claim.objects.current().filter(source=source).count()
