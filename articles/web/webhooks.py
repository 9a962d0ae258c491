"""A person's webhooks: what each was sent, its secret, and what its owner may do."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from articles import tasks
from articles.actions import follows as acts
from articles.models import Delivery, Webhook
from articles.selectors.alerts import log_of
from articles.selectors.webhooks import secrets_of
from articles.web.follows import person_of
from articles.web.responses import BadInput, page, show


def _ping(webhook: Webhook) -> str:
    tasks.enqueue(tasks.deliver_webhook, acts.ping(webhook=webhook).pk)
    return "A ping is on its way."


def _rotate(webhook: Webhook) -> str:
    acts.rotate_secret(webhook=webhook)
    return "There is a new secret; for a day the old one signs, too."


def _start(webhook: Webhook) -> str:
    acts.set_active(webhook=webhook, is_active=True)
    return "Started again."


def _stop(webhook: Webhook) -> str:
    acts.set_active(webhook=webhook, is_active=False)
    return "Stopped."


DEEDS: dict[str, Callable[[Webhook], str]] = {"ping": _ping, "rotate": _rotate, "start": _start, "stop": _stop}


@require_POST
@login_required
@page
def add(request: HttpRequest) -> HttpResponseBase:
    webhook = acts.add_webhook(by=person_of(request), url=request.POST.get("url", "").strip())
    return redirect("webhook", webhook.pk)


@require_safe
@login_required
@page
def webhook_detail(request: HttpRequest, pk: int) -> HttpResponseBase:
    webhook = get_object_or_404(Webhook, pk=pk, person=person_of(request))
    context = {"webhook": webhook, "log": log_of(webhook), "secret": secrets_of(webhook)[0]}
    return show(request, "follow/webhook.html", context)


@require_POST
@login_required
@page
def change(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Does what the form's ``do`` names: ping, rotate, start, stop or delete."""
    webhook = get_object_or_404(Webhook, pk=pk, person=person_of(request))
    deed = request.POST.get("do", "")
    if deed == "delete":
        acts.remove_webhook(webhook=webhook)
        return redirect("follows")
    if deed not in DEEDS:
        raise BadInput(f"do: choose one of {', '.join(DEEDS)}, delete.")
    messages.success(request, DEEDS[deed](webhook))
    return redirect("webhook", webhook.pk)


@require_POST
@login_required
@page
def replay(request: HttpRequest, pk: int) -> HttpResponseBase:
    delivery = get_object_or_404(Delivery, pk=pk, webhook__person=person_of(request))
    acts.replay(delivery=delivery)
    tasks.enqueue(tasks.deliver_webhook, delivery.pk)
    messages.success(request, "It is on its way again.")
    return redirect("webhook", delivery.webhook_id)
