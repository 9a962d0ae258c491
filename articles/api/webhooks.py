"""One's own webhooks: where alerts are sent, the log of each, and what its owner may do."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound
from rest_framework.request import Request

from articles import tasks
from articles.actions import follows as acts
from articles.api import nouns
from articles.api.bodies import SwitchBody, WebhookBody
from articles.api.documented import adds_webhook, pings, removes_webhook, replays, rolls_secret, switches_webhook
from articles.api.listings import Listing
from articles.api.permissions import OwnWithScope
from articles.api.told import DeliverySerializer, WebhookSerializer
from articles.api.writing import checked_body, once, person, written
from articles.filters.alerts import DeliveryFilter, WebhookFilter
from articles.models import Delivery, Token, Webhook
from articles.selectors.webhooks import secrets_of

LOG = "webhooks/(?P<webhook>[1-9][0-9]{0,17})/deliveries"


def _own(request: Request, pk: str) -> Webhook:
    row = Webhook.objects.filter(person=person(request), pk=pk).first()
    if row is None:
        raise NotFound(f"You have no webhook {pk}.")
    return row


class Webhooks(Listing):
    """One's own webhooks. The secret stands in the answers that make one, and is computed anew for each: no row keeps it."""

    permission_classes = [OwnWithScope]
    is_public = False
    noun = row_noun = nouns.WEBHOOKS
    shown_from = ()
    serializer_class = WebhookSerializer
    filters = WebhookFilter
    has_past = False
    write_scope = Token.Scope.FOLLOW

    def every(self) -> QuerySet[Any]:
        return Webhook.objects.filter(person=self.request.user.pk)

    @adds_webhook
    def create(self, request: Request) -> HttpResponseBase:
        """Send all of one's alerts to an https address, too."""
        return _with_secret(self._created(request))

    @once
    def _created(self, request: Request) -> HttpResponseBase:
        made = acts.add_webhook(by=person(request), url=checked_body(WebhookBody, request)["url"])
        address = str(request.build_absolute_uri(f"/api/v1/webhooks/{made.pk}/"))
        return written(nouns.WEBHOOKS, made.pk, HTTPStatus.CREATED, address)

    @switches_webhook
    @once
    def partial_update(self, request: Request, pk: str) -> HttpResponseBase:
        """Stop it, or switch it on again after it was stopped or failed too often: what waited goes out then."""
        webhook = _own(request, pk)
        acts.set_active(webhook=webhook, is_active=checked_body(SwitchBody, request)["is_active"])
        return written(nouns.WEBHOOKS, webhook.pk, HTTPStatus.OK)

    @removes_webhook
    @once
    def destroy(self, request: Request, pk: str) -> HttpResponseBase:
        """Forget the address and its log."""
        acts.remove_webhook(webhook=_own(request, pk))
        return HttpResponse(status=HTTPStatus.NO_CONTENT)

    @pings
    @action(detail=True, methods=["post"])
    @once
    def ping(self, request: Request, pk: str) -> HttpResponseBase:
        """Send a delivery that says nothing, to see whether the address answers."""
        return _on_its_way(acts.ping(webhook=_own(request, pk)))

    @rolls_secret
    @action(detail=True, methods=["post"], url_path="secret")
    def roll(self, request: Request, pk: str) -> HttpResponseBase:
        """Make a new secret; for a day the one before signs, too."""
        return _with_secret(self._rolled(request, pk))

    @once
    def _rolled(self, request: Request, pk: str) -> HttpResponseBase:
        webhook = _own(request, pk)
        acts.rotate_secret(webhook=webhook)
        return written(nouns.WEBHOOKS, webhook.pk, HTTPStatus.OK)


class Deliveries(Listing):
    """What a webhook was sent, newest first, and what became of it."""

    permission_classes = [OwnWithScope]
    is_public = False
    noun = row_noun = nouns.DELIVERIES
    shown_from = ()
    serializer_class = DeliverySerializer
    filters = DeliveryFilter
    facets = {"state": ("state",)}
    has_past = False
    write_scope = Token.Scope.FOLLOW

    def every(self) -> QuerySet[Any]:
        return Delivery.objects.filter(webhook=self.kwargs["webhook"], webhook__person=self.request.user.pk)

    def list(self, request: Request, webhook: str) -> HttpResponseBase:  # type: ignore[override]  # within a webhook
        _own(request, webhook)
        return super().list(request)

    def retrieve(self, request: Request, webhook: str, pk: str) -> HttpResponseBase:  # type: ignore[override]
        return super().retrieve(request, pk)

    @replays
    @action(detail=True, methods=["post"])
    @once
    def replay(self, request: Request, webhook: str, pk: str) -> HttpResponseBase:
        """Send a delivery that has ended again, under the same event id."""
        delivery = self.every().filter(pk=pk).first()
        if delivery is None:
            raise NotFound(f"Your webhook {webhook} has no delivery {pk}.")
        return _on_its_way(acts.replay(delivery=delivery))


def _on_its_way(delivery: Delivery) -> HttpResponse:
    tasks.enqueue(tasks.deliver_webhook, delivery.pk)
    return written(nouns.DELIVERIES, delivery.pk, HTTPStatus.ACCEPTED)


def _with_secret(answer: HttpResponseBase) -> HttpResponseBase:
    """Adds the secret after the answer was kept for the next time the same is sent: the database never holds one."""
    assert isinstance(answer, HttpResponse)
    row = json.loads(answer.content)
    webhook = Webhook.objects.filter(pk=row["id"]).first()
    row["secret"] = secrets_of(webhook)[0] if webhook else None
    answer.content = json.dumps(row, ensure_ascii=False).encode()
    patch_cache_control(answer, private=True, no_store=True)
    return answer
