"""Rows of alerts, one plain function a model."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User

from articles.models import Alert, Delivery, Follow, Subscription, Watermark, Webhook
from articles.models.alert import Trigger
from tests.factories import NUMBER, make_claim, make_figure, make_user


def make_follow(person: User | None = None, **more: Any) -> Follow:
    if not {"figure", "speaker", "outlet", "query"} & more.keys():
        more["figure"] = make_figure(make_claim())
    return Follow.objects.create(person=person or make_user(), **{"triggers": Trigger.values, **more})


def make_alert(follow: Follow | None = None, **more: Any) -> Alert:
    facts = {
        "trigger": Trigger.CLAIM,
        "key": f"claim:{next(NUMBER)}",
        "title": "35 people killed",
        "path": "/claims/1/",
        **more,
    }
    return Alert.objects.create(follow=follow or make_follow(), **facts)


def make_webhook(person: User | None = None, **more: Any) -> Webhook:
    url = f"https://hooks.example/{next(NUMBER)}"
    return Webhook.objects.create(person=person or make_user(), **{"url": url, **more})


def make_delivery(webhook: Webhook | None = None, **more: Any) -> Delivery:
    return Delivery.objects.create(webhook=webhook or make_webhook(), **more)


def make_subscription(person: User | None = None, **more: Any) -> Subscription:
    return Subscription.objects.create(person=person or make_user(), **more)


def make_watermark(**more: Any) -> Watermark:
    return Watermark.objects.create(**{"name": f"mark{next(NUMBER)}", "position": 0, "next_position": 0, **more})
