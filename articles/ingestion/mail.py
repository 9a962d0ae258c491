"""E-mails of notices: sent by a worker, each once, given up after three attempts. The notice itself stays on the page."""

from __future__ import annotations

import logging

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now
from django.urls import reverse

from articles.models import Notice
from articles.selectors.notes import path_of_notice

logger = logging.getLogger(__name__)

SENT_AT_ONCE = 50
MOST_ATTEMPTS = 3
LONGEST_QUOTE = 1000


def send_due(most: int = SENT_AT_ONCE) -> int:
    """Send what waits, one at a time, so that a worker killed between two repeats at most one; how many went out."""
    return sum(_send_one(pk) for pk in Notice.objects.unmailed().order_by("pk").values_list("pk", flat=True)[:most])


@transaction.atomic
def _send_one(pk: int) -> bool:
    """Send one notice's e-mail, unless another worker has it or its person has no address."""
    rows = Notice.objects.unmailed().select_for_update(skip_locked=True, of=["self"])
    notice = rows.select_related("person", "by", "annotation__revision", "dispute").filter(pk=pk).first()
    if notice is None:
        return False
    attempts = notice.mail_attempts + 1
    is_sent = bool(notice.person.email) and notice.person.is_active and _try(notice)
    is_over = is_sent or not notice.person.email or attempts >= MOST_ATTEMPTS
    Notice.objects.filter(pk=pk).update(
        mail_attempts=F("mail_attempts") + 1, **({"mailed_at": Now()} if is_over else {})
    )
    return is_sent


def _try(notice: Notice) -> bool:
    subject = f"{notice.by.get_username()} {notice.get_kind_display()}"
    try:
        return bool(send_mail(" ".join(subject.split()), _text(notice), None, [notice.person.email]))
    except OSError as fault:
        logger.warning("the e-mail of notice %s was not sent: %s", notice.pk, fault)
        return False


def _text(notice: Notice) -> str:
    words = notice.annotation.body if notice.annotation else notice.dispute.reason if notice.dispute else ""
    return (
        f"{words[:LONGEST_QUOTE]}\n\n{settings.SITE_URL}{path_of_notice(notice)}\n\n"
        f"Your notices in Claim Tracker: {settings.SITE_URL}{reverse('notices')}\n"
    )
