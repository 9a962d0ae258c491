"""Sends alerts to the addresses that people gave: at least once, later and later, and no more where it is of no use."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now

from articles.ingestion import fetch
from articles.ingestion.fetch import FetchError
from articles.models import Delivery, Webhook
from articles.selectors.webhooks import body_of, headers_of

LEASE = timedelta(seconds=60)
FIRST_RETRY = timedelta(seconds=30)
LONGEST_RETRY = timedelta(hours=6)
MOST_ATTEMPTS = 10
# attempts in a row, whatever they carried, after which an address is asked no more
MOST_FAILURES = 20
SENT_AT_ONCE = 200


def due_ids() -> list[int]:
    """The deliveries whose time has come, oldest first."""
    return list(Delivery.objects.due().order_by("send_at", "pk").values_list("pk", flat=True)[:SENT_AT_ONCE])


def deliver(delivery_id: int) -> None:
    """One attempt at a due delivery; one that is not due, or that somebody else holds, is left."""
    token = uuid4()
    if (
        not Delivery.objects.due()
        .filter(pk=delivery_id)
        .update(lease_until=Now() + LEASE, lease_token=token, attempt_count=F("attempt_count") + 1)
    ):
        return
    delivery = Delivery.objects.select_related("webhook", "alert").get(pk=delivery_id)
    body = body_of(delivery)
    try:
        status = fetch.post(delivery.webhook.url, body, headers_of(delivery, body))
    except FetchError as fault:
        _failed(delivery, token, fault)
    else:
        _delivered(delivery, token, status)


@transaction.atomic
def _delivered(delivery: Delivery, token: UUID, status: int) -> None:
    _end(delivery, token, state=Delivery.State.DELIVERED, status=status, last_error="", ended_at=Now())
    Webhook.objects.filter(pk=delivery.webhook_id).update(failure_count=0)


@transaction.atomic
def _failed(delivery: Delivery, token: UUID, fault: FetchError) -> None:
    told = {"status": fault.status or None, "last_error": fault.reason[:500]}
    if delivery.attempt_count >= MOST_ATTEMPTS:
        held = _end(delivery, token, state=Delivery.State.FAILED, ended_at=Now(), **told)
    else:
        pause = min(LONGEST_RETRY, FIRST_RETRY * 2 ** (delivery.attempt_count - 1))
        asked = timedelta(seconds=fault.retry_after_s or 0)
        held = _end(delivery, token, send_at=Now() + max(pause, asked), **told)
    if held:
        Webhook.objects.filter(pk=delivery.webhook_id).update(failure_count=F("failure_count") + 1)
        useless = Webhook.objects.filter(pk=delivery.webhook_id, failure_count__gte=MOST_FAILURES, is_active=True)
        useless.update(
            is_active=False, stopped_because=f"{MOST_FAILURES} attempts failed, the last: {fault.reason[:300]}"
        )


def _end(delivery: Delivery, token: UUID, **changes: object) -> int:
    """Write what an attempt came to and let the row go; nothing where somebody else holds it by now."""
    held = Delivery.objects.filter(pk=delivery.pk, lease_token=token)
    return held.update(lease_token=None, lease_until=None, **changes)
