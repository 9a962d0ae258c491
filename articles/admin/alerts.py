"""Staff screens of alerts: what is followed, told and sent."""

from __future__ import annotations

from django.contrib import admin

from articles.admin.screens import HTTPS, ReadOnly
from articles.models import Alert, Delivery, Follow, Subscription, Watermark, Webhook


@admin.register(Follow)
class FollowAdmin(ReadOnly, admin.ModelAdmin[Follow]):
    list_display = ("__str__", "person", "triggers", "mail", "created_at")
    list_filter = ("mail",)
    list_select_related = ("person", "figure", "speaker", "outlet")
    search_fields = ("query", "person__username")


@admin.register(Alert)
class AlertAdmin(ReadOnly, admin.ModelAdmin[Alert]):
    list_display = ("title", "trigger", "created_at", "send_at")
    list_filter = ("trigger",)
    search_fields = ("title",)
    show_full_result_count = False


@admin.register(Webhook)
class WebhookAdmin(ReadOnly, admin.ModelAdmin[Webhook]):
    formfield_overrides = HTTPS
    list_display = ("url", "person", "is_active", "failure_count", "stopped_because")
    list_filter = ("is_active",)
    list_select_related = ("person",)
    search_fields = ("url", "person__username")


@admin.register(Delivery)
class DeliveryAdmin(ReadOnly, admin.ModelAdmin[Delivery]):
    list_display = ("event", "webhook", "state", "attempt_count", "status", "send_at")
    list_filter = ("state",)
    list_select_related = ("webhook",)
    search_fields = ("webhook__url", "last_error")
    show_full_result_count = False


@admin.register(Subscription)
class SubscriptionAdmin(ReadOnly, admin.ModelAdmin[Subscription]):
    list_display = ("person", "feed_generation", "send_at")
    list_select_related = ("person",)
    search_fields = ("person__username",)


@admin.register(Watermark)
class WatermarkAdmin(ReadOnly, admin.ModelAdmin[Watermark]):
    list_display = ("name", "position", "next_position", "seen_at")
    search_fields = ("name",)
