"""The types of follows, alerts, webhooks and deliveries, for the OpenAPI document."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from articles.api.fields import Neighbour
from articles.api.serializers import FigureSerializer, OutletSerializer, SpeakerSerializer
from articles.models import Alert, Delivery, Follow, Webhook


class FollowSerializer(serializers.ModelSerializer[Follow]):
    """One figure, speaker, outlet or (``query``) list of claims that a person follows."""

    figure = Neighbour(FigureSerializer, is_optional=True)
    speaker = Neighbour(SpeakerSerializer, is_optional=True)
    outlet = Neighbour(OutletSerializer, is_optional=True)

    class Meta:
        model = Follow
        fields = ["id", "figure", "speaker", "outlet", "query", "triggers", "mail", "created_at"]


class AlertSerializer(serializers.ModelSerializer[Alert]):
    """One thing that one was told of; ``data`` is what a webhook is sent."""

    follow = Neighbour(FollowSerializer)
    data: Any = serializers.DictField(source="facts", read_only=True)

    class Meta:
        model = Alert
        fields = ["id", "follow", "trigger", "title", "path", "data", "created_at"]


class WebhookSerializer(serializers.ModelSerializer[Webhook]):
    """One address that alerts are sent to; ``old_secret_until``: until then the secret before signs, too."""

    old_secret_until = serializers.DateTimeField(source="expires_at", read_only=True, allow_null=True)

    class Meta:
        model = Webhook
        fields = ["id", "url", "is_active", "failure_count", "stopped_because", "old_secret_until", "created_at"]


class SecretWebhookSerializer(WebhookSerializer):
    secret = serializers.CharField(read_only=True, help_text="what its requests are signed with; shown now only")

    class Meta(WebhookSerializer.Meta):
        fields = [*WebhookSerializer.Meta.fields, "secret"]


class DeliverySerializer(serializers.ModelSerializer[Delivery]):
    """One alert, or (without one) a ping, on its way to an address; ``event`` is the id that the address is told."""

    alert = Neighbour(AlertSerializer, is_optional=True)

    class Meta:
        model = Delivery
        fields = [
            "id", "webhook", "event", "alert", "state", "attempt_count", "send_at", "status", "last_error", "created_at", "ended_at",
        ]  # fmt: skip
