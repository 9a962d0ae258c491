"""A row of every kind that an address names. What can be a person's own belongs to the owner, a reviewer."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.apps import apps

from articles.models import Webhook
from tests.alert_factories import make_alert, make_delivery, make_follow, make_webhook
from tests.factories import make_claim, make_figure, make_invitation, make_token
from tests.web.conftest import World


def _hook(world: World) -> Webhook:
    return make_webhook(world.note.created_by)


ROWS: dict[str, Callable[[World], object]] = {
    "act": lambda w: w.act.pk,
    "alert": lambda w: make_alert(make_follow(w.note.created_by)).pk,
    "batch": lambda w: w.batch,
    "coded": lambda w: w.coded.pk,
    "project": lambda w: w.project.pk,
    "edited": lambda w: w.edited.pk,
    "notice": lambda w: w.notice.pk,
    "view": lambda w: w.view.pk,
    "account": lambda w: w.note.created_by_id,
    "alias": lambda w: w.speaker.aliases.earliest("pk").pk,
    "article": lambda w: w.article.pk,
    "change": lambda w: w.article.number_changes.earliest("pk").pk,
    "claim": lambda w: w.claim.pk,
    "dispute": lambda w: w.dispute.pk,
    "dump": lambda w: "2026-03-02",
    "followed": lambda w: w.feed.pk,
    "event": lambda w: f"alias-{apps.get_model('articles', 'aliasevent').objects.earliest('pk').pk}",
    "figure": lambda w: w.figure.pk,
    "invitation": lambda w: make_invitation(w.note.created_by).pk,
    "kind": lambda w: "claims",
    "block": lambda w: "figure-999",
    "feed": lambda w: "figure",
    "delivery": lambda w: make_delivery(_hook(w), state="failed").pk,
    "follow": lambda w: make_follow(w.note.created_by, figure=make_figure(make_claim())).pk,
    "form": lambda w: "atom",
    "key": lambda w: "set-password",
    # of the webhook that stands before it in the address
    "logged": lambda w: make_delivery(Webhook.objects.latest("pk"), state="failed").pk,
    "membership": lambda w: w.figure.memberships.earliest("pk").pk,
    "name": lambda w: "none.csv",
    "note": lambda w: w.note.pk,
    "outlet": lambda w: w.outlet.pk,
    "person": lambda w: w.note.created_by.username,
    "rest": lambda w: "nothing",
    "revision": lambda w: w.claim.revision_id,
    "series": lambda w: w.series.pk,
    "source": lambda w: w.claim.source_id,
    "speaker": lambda w: w.speaker.pk,
    "stamp": lambda w: "20260101T000000Z",
    "table": lambda w: "claims",
    "token": lambda w: make_token(w.note.created_by).pk,
    "secret": lambda w: "made-up",
    "tracked": lambda w: "claim",
    "uid": lambda w: "MQ",
    "webhook": lambda w: _hook(w).pk,
    "verdict": lambda w: w.dispute.verdicts.earliest("pk").pk,
}


def filled(address: str, world: World) -> str:
    """``/claims/<claim>/`` -> ``/claims/7/``."""
    return re.sub(r"<(\w+)>", lambda found: str(ROWS[found[1]](world)), address)
