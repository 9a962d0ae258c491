"""Alerts in words and facts, and the lists of a person's own page."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.core import signing
from django.db.models import Q, QuerySet
from django.urls import reverse

from articles.models import Alert, Claim, Delivery, Dispute, Figure, Follow, NumberChange, Subscription, Webhook
from articles.selectors.changes import notice_of, told_change
from articles.selectors.documents import Site
from articles.selectors.documents.schema_org import claim_text
from articles.selectors.exports import number
from articles.selectors.feeds import ENTRIES, Entry, News

Told = tuple[str, str, dict[str, Any]]
_SALT = "claimtracker.alerts.feed"
MOST_LISTED = 200


def told_of_claim(claim: Claim, figure: Figure, why: str) -> Told:
    """A new claim as an alert: its title, the path of its page, and its facts."""
    outlet = claim.outlet.name if claim.outlet else ""
    title = f"{figure.definition}: {why} ({claim_text(claim)}{f', {outlet}' if outlet else ''})"
    return title, reverse("claim", args=[claim.pk]), {"figure": _figure(figure), "claim": _claim(claim)}


def told_of_change(change: NumberChange) -> Told:
    """A number edited in an article as an alert."""
    article = change.article
    title = f"{told_change(change)}, {notice_of(change)}: {article}"
    facts: dict[str, Any] = {"article": {"id": article.pk, "url": article.url, "title": article.title}}
    for side, claim in (("before", change.before), ("after", change.after)):
        facts[side] = _claim(claim) if claim else None
    return title, reverse("article-changes", args=[article.pk]), facts


def told_of_dispute(dispute: Dispute) -> Told:
    """A dispute that was opened or decided as an alert."""
    about = dispute.figure.definition if dispute.figure else str(dispute.claim)
    title = f"Dispute {dispute.get_state_display()}: {about}"
    words = dispute.closing_reason or dispute.reason
    facts = {"dispute": {"id": dispute.pk, "kind": dispute.kind, "state": dispute.state, "reason": words}}
    return title, reverse("dispute", args=[dispute.pk]), facts


def _figure(figure: Figure) -> dict[str, Any]:
    return {"id": figure.pk, "definition": figure.definition, "agreement": figure.agreement}


def _claim(claim: Claim) -> dict[str, Any]:
    span = claim.interval
    return {
        "id": claim.pk,
        "surface": claim.surface,
        "value": number(claim.value),
        "low": number(span.lower) if span else None,
        "high": number(span.upper) if span else None,
        "hedge": claim.hedge,
        "unit": claim.unit,
        "subject": claim.subject,
        "speaker": claim.speaker.name if claim.speaker else None,
        "outlet": claim.outlet.name if claim.outlet else None,
        "article": claim.article_id,
        "reported_at": claim.reported_at.isoformat(),
    }


def follows_of(person: User) -> QuerySet[Follow]:
    """What a person follows, last chosen first."""
    rows = Follow.objects.filter(person=person).select_related("figure", "speaker", "outlet")
    return rows.order_by("-pk")[:MOST_LISTED]


def webhooks_of(person: User) -> QuerySet[Webhook]:
    """A person's webhooks, last made first."""
    return Webhook.objects.filter(person=person).order_by("-pk")[:MOST_LISTED]


def log_of(webhook: Webhook, most: int = 50) -> QuerySet[Delivery]:
    """The latest deliveries of a webhook."""
    return Delivery.objects.filter(webhook=webhook).select_related("alert").order_by("-pk")[:most]


def feed_token(subscription: Subscription) -> str:
    """The secret part of the address of a person's own feed."""
    return signing.dumps([subscription.person_id, subscription.feed_generation], salt=_SALT)


def owner_of(token: str) -> User | None:
    """Whose feed a token opens; None for one that was made up, changed, or made useless."""
    try:
        person, generation = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    is_current = Q(subscription__feed_generation=generation)
    if generation == 1:
        is_current |= Q(subscription__isnull=True)
    return User.objects.filter(is_current, pk=person, is_active=True).first()


def news_of_person(person: User, site: Site) -> News:
    """A person's latest alerts as a feed."""
    rows = Alert.objects.filter(follow__person=person).order_by("-pk")[:ENTRIES]
    entries = [
        Entry(
            f"{site.root}{alert.path}#alert-{alert.pk}",
            alert.title,
            alert.get_trigger_display(),
            alert.created_at,
            alert.created_at,
            site.name,
        )
        for alert in rows
    ]
    return News("What you follow", site.to("follows"), entries)
