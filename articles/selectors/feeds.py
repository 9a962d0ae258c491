"""What happened last, as the entries of a feed: claims of a speaker, figure, outlet or list, and disputes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from articles.models import Claim, Dispute, Figure, Membership, Outlet, Speaker
from articles.selectors.documents import Site
from articles.selectors.documents.schema_org import claim_text

ENTRIES = 50
START = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened: its own address, what it is in a line, more words, when, and who."""

    url: str
    title: str
    summary: str
    published: datetime
    updated: datetime
    author: str = ""


@dataclass(frozen=True, slots=True)
class News:
    """The entries of one feed, newest first, with its title and the page that it is about."""

    title: str
    home: str
    entries: Sequence[Entry]

    @property
    def updated(self) -> datetime:
        """When the newest of it happened; a fixed day for nothing, so that an empty feed does not change."""
        return max((entry.updated for entry in self.entries), default=START)


def news_of_speaker(pk: int, site: Site) -> News:
    """What a speaker said last. Raises Http404."""
    speaker = get_object_or_404(Speaker, pk=pk)
    claims = Claim.objects.current().filter(speaker=speaker)
    return news_of_claims(claims, f"{speaker.name}: numbers", site.to("speaker", pk), site)


def news_of_outlet(pk: int, site: Site) -> News:
    """What an outlet printed last. Raises Http404."""
    outlet = get_object_or_404(Outlet, pk=pk)
    claims = Claim.objects.current().filter(outlet=outlet)
    return news_of_claims(claims, f"{outlet.name}: numbers", site.to("outlet", pk), site)


def news_of_figure(pk: int, site: Site) -> News:
    """What was reported last of a figure. Raises Http404."""
    figure = get_object_or_404(Figure, pk=pk)
    members = Membership.objects.counted().filter(figure=figure)
    claims = Claim.objects.current().filter(pk__in=members.values("claim"))
    return news_of_claims(claims, figure.definition, site.to("figure", pk), site)


def news_of_claims(claims: QuerySet[Claim], title: str, home: str, site: Site) -> News:
    """The latest claims of any list."""
    rows = claims.order_by().newest() if hasattr(claims, "newest") else claims.order_by("-reported_at", "-pk")
    loaded = rows.select_related("article", "outlet", "speaker").defer("search", "reasons", "article__copy_keys")
    return News(title, home, [_of_claim(claim, site) for claim in loaded[:ENTRIES]])


def news_of_disputes(site: Site) -> News:
    """Disputes opened and decided last."""
    rows = Dispute.objects.select_related("figure", "claim", "opened_by", "closed_by").newest()
    return News("Disputes", site.to("review"), [_of_dispute(dispute, site) for dispute in rows[:ENTRIES]])


def _of_claim(claim: Claim, site: Site) -> Entry:
    outlet = claim.outlet.name if claim.outlet else "an unnamed outlet"
    said = claim.speaker.name if claim.speaker else outlet
    return Entry(
        url=site.to("claim", claim.pk),
        title=f"{claim_text(claim)} ({said}, {outlet})" if claim.speaker else f"{claim_text(claim)} ({outlet})",
        summary=claim.sentence,
        published=claim.reported_at,
        updated=max(claim.reported_at, claim.created_at),
        author=said,
    )


def _of_dispute(dispute: Dispute, site: Site) -> Entry:
    about: Any = dispute.figure or dispute.claim
    return Entry(
        url=site.to("dispute", dispute.pk),
        title=f"{dispute.get_state_display()}: {about}",
        summary=dispute.closing_reason or dispute.reason,
        published=dispute.opened_at,
        updated=dispute.closed_at or dispute.opened_at,
        author=dispute.opened_by.get_username() if dispute.opened_by else site.name,
    )
