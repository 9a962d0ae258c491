"""What a webhook is sent: its body, and the signature by which its receiver knows whom it is from."""

from __future__ import annotations

import base64
import hmac
import json
import time
from typing import Any

from django.conf import settings
from django.utils import timezone

from articles.models import Alert, Delivery, Webhook

VERSION = "1"
SIGNATURE = "ClaimTracker-Signature"
PING = "ping"


def secrets_of(webhook: Webhook) -> list[str]:
    """The secrets that sign now, the newest first; the one before it for a day after a change.

    They are computed from the site's own secret, so that neither the database nor a dump of it holds any.
    """
    is_changing = webhook.expires_at is not None and webhook.expires_at > timezone.now()
    generations = [webhook.generation, *([webhook.generation - 1] if is_changing else [])]
    return [_secret(webhook.pk, generation) for generation in generations]


def _secret(pk: int, generation: int) -> str:
    words = f"webhook:{pk}:{generation}".encode()
    made = hmac.digest(settings.SECRET_KEY.encode(), words, "sha256")
    return "whsec_" + base64.urlsafe_b64encode(made).decode().rstrip("=")


def signature(secrets: list[str], body: bytes, at: int) -> str:
    """``"t=1760000000,v1=5257a8…"``: HMAC-SHA256 of ``t``, a point and the body, one ``v1`` for each secret."""
    signed = f"{at}.".encode() + body
    marks = [hmac.digest(secret.encode(), signed, "sha256").hex() for secret in secrets]
    return ",".join([f"t={at}", *(f"v1={mark}" for mark in marks)])


def body_of(delivery: Delivery) -> bytes:
    """The JSON of one delivery: the same bytes in every attempt."""
    alert = delivery.alert
    document: dict[str, Any] = {
        "version": VERSION,
        "id": str(delivery.event),
        "type": alert.trigger if alert else PING,
        "created": (alert or delivery).created_at.isoformat(),
        "title": alert.title if alert else "This address can be reached.",
        "url": f"{settings.SITE_URL}{alert.path}" if alert else f"{settings.SITE_URL}/",
        "data": alert.facts if alert else {},
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def headers_of(delivery: Delivery, body: bytes) -> dict[str, str]:
    """What goes with a body: what it is, which attempt at what, and the signature of this moment."""
    alert: Alert | None = delivery.alert
    return {
        "Content-Type": "application/json",
        "ClaimTracker-Version": VERSION,
        "ClaimTracker-Event": alert.trigger if alert else PING,
        "ClaimTracker-Delivery": str(delivery.event),
        SIGNATURE: signature(secrets_of(delivery.webhook), body, int(time.time())),
    }
