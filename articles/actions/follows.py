"""What people do with what they follow: choose it, leave it, and say where it is sent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now

from articles.actions.versions import Refused
from articles.models import Delivery, Figure, Follow, Outlet, Speaker, Subscription, Webhook
from articles.models.alert import Trigger

MOST_FOLLOWS = 200
MOST_WEBHOOKS = 10
OLD_SECRET_SIGNS = timedelta(days=1)
Followed = Figure | Speaker | Outlet | str


def usual_triggers(thing: Followed) -> list[str]:
    """What is told of where nobody says what: of a figure all but every claim, of others every claim."""
    if isinstance(thing, Figure):
        return [value for value in Trigger.values if value != Trigger.CLAIM]
    return [Trigger.CLAIM.value, Trigger.EDIT.value]


@transaction.atomic
def follow(*, by: User, thing: Followed, triggers: Sequence[str], mail: str = Follow.Mail.DAILY) -> tuple[Follow, bool]:
    """Follow a figure, speaker, outlet, or (text) the query of a list of claims; following it again changes how.

    Returns the follow and whether it is new. Raises Refused without a trigger, for an unknown one, and for more than 200 follows.
    """
    if not triggers or set(triggers) - set(Trigger.values):
        raise Refused("Choose at least one thing to be told of.")
    if mail not in Follow.Mail.values:
        raise Refused(f"E-mail is one of {', '.join(Follow.Mail.values)}.")
    target = {"query": thing} if isinstance(thing, str) else {type(thing).__name__.lower(): thing}
    names: dict[str, Any] = {"figure": None, "speaker": None, "outlet": None, "query": "", **target}
    User.objects.select_for_update().get(pk=by.pk)
    if not Follow.objects.filter(person=by, **names).exists() and by.follows.count() >= MOST_FOLLOWS:
        raise Refused(f"One person follows at most {MOST_FOLLOWS} things.")
    how = {"triggers": list(dict.fromkeys(triggers)), "mail": mail}
    made, is_new = Follow.objects.update_or_create(person=by, **names, defaults=how)
    Subscription.objects.get_or_create(person=by)
    return made, is_new


def unfollow(*, by: User, follow: Follow) -> None:
    """Leave something; what was told of it goes with it."""
    Follow.objects.filter(pk=follow.pk, person=by).delete()


@transaction.atomic
def add_webhook(*, by: User, url: str) -> Webhook:
    """An address that all alerts of a person go to. Raises Refused for one that is not https, is there already, or is the eleventh."""
    if not _is_usable(url):
        raise Refused("A webhook is an https:// address without a password in it.")
    User.objects.select_for_update().get(pk=by.pk)
    if by.webhooks.count() >= MOST_WEBHOOKS:
        raise Refused(f"One person has at most {MOST_WEBHOOKS} webhooks.")
    if by.webhooks.filter(url=url).exists():
        raise Refused("This address is a webhook of yours already.")
    return Webhook.objects.create(person=by, url=url)


def _is_usable(url: str) -> bool:
    try:
        parts = urlsplit(url)
        is_whole = bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port or bracket that is none
        return False
    return parts.scheme == "https" and is_whole and not parts.username and len(url) <= 2000 and "\0" not in url


def remove_webhook(*, webhook: Webhook) -> None:
    """Forget an address and its log."""
    Webhook.objects.filter(pk=webhook.pk).delete()


def set_active(*, webhook: Webhook, is_active: bool) -> None:
    """Stop an address, or start it again with its failures forgotten: what waited goes out then."""
    Webhook.objects.filter(pk=webhook.pk).update(
        is_active=is_active, failure_count=0, stopped_because="" if is_active else "stopped by its owner"
    )


def rotate_secret(*, webhook: Webhook) -> None:
    """Give an address a new secret; for a day the old one signs, too."""
    Webhook.objects.filter(pk=webhook.pk).update(generation=F("generation") + 1, expires_at=Now() + OLD_SECRET_SIGNS)


def ping(*, webhook: Webhook) -> Delivery:
    """Send an address a delivery that says nothing. Raises Refused while it is stopped."""
    if not Webhook.objects.filter(pk=webhook.pk, is_active=True).exists():
        raise Refused("This webhook is stopped: start it first.")
    return Delivery.objects.create(webhook=webhook)


def replay(*, delivery: Delivery) -> Delivery:
    """Send a delivery that has ended again, under its old id. Raises Refused while it is on its way."""
    ended = Delivery.objects.filter(pk=delivery.pk).exclude(state=Delivery.State.QUEUED)
    if not ended.update(state=Delivery.State.QUEUED, attempt_count=0, send_at=Now(), ended_at=None):
        raise Refused("This delivery is on its way already.")
    delivery.refresh_from_db()
    return delivery


def new_feed_address(*, by: User) -> None:
    """Make the old address of a person's own feed useless."""
    Subscription.objects.get_or_create(person=by)
    Subscription.objects.filter(person=by).update(feed_generation=F("feed_generation") + 1)
