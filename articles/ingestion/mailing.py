"""E-mails of alerts: at once, or once a day, each alert in one e-mail."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Now

from articles.models import Alert, Follow, Subscription

log = logging.getLogger(__name__)
A_DAY = timedelta(days=1)
TOLD_AT_ONCE = 100


def due_people() -> list[int]:
    """Those whose e-mail is due: an alert of a follow told at once, or any when a day has passed since the last one."""
    waits_for_day = Subscription.objects.filter(person=OuterRef("follow__person"), send_at__gt=Now())
    rows = _unmailed().filter(Q(follow__mail=Follow.Mail.INSTANT) | ~Exists(waits_for_day))
    return list(rows.order_by().values_list("follow__person", flat=True).distinct())


def mail(person_id: int) -> int:
    """Send one person the alerts that wait, at most a hundred; returns how many. One worker at a time, a failure leaves all waiting.

    An e-mail that was sent while the database went away is sent again: at least once, not at most once.
    """
    with transaction.atomic():
        person = User.objects.select_for_update(skip_locked=True).filter(pk=person_id).first()
        if person is None:
            return 0
        alerts = list(_unmailed().filter(follow__person=person).select_related("follow").order_by("pk")[:TOLD_AT_ONCE])
        if not alerts or not _sent(person, alerts):
            return 0
        Alert.objects.filter(pk__in=[alert.pk for alert in alerts]).update(send_at=None)
        Subscription.objects.update_or_create(person=person, defaults={"send_at": Now() + A_DAY})
        return len(alerts)


def _unmailed() -> QuerySet[Alert]:
    return Alert.objects.filter(send_at__lte=Now(), follow__person__is_active=True).exclude(follow__person__email="")


def _sent(person: User, alerts: list[Alert]) -> bool:
    count = len(alerts)
    subject = alerts[0].title if count == 1 else f"{count} things happened to what you follow"
    lines = [f"- {alert.title}\n  {settings.SITE_URL}{alert.path}" for alert in alerts]
    footer = f"What you follow, and how you are told: {settings.SITE_URL}/follows/"
    try:
        send_mail(_one_line(subject), "\n\n".join([*lines, footer]), None, [person.email])
    except OSError as fault:
        log.warning("no e-mail to person %s: %s", person.pk, fault)
        return False
    return True


def _one_line(text: str) -> str:
    return " ".join(text.split())[:150]
