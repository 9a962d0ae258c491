"""What programs leave behind: looked at when one of them misbehaves."""

from __future__ import annotations

from django.contrib import admin

from articles.admin.screens import ReadOnly
from articles.models import IdempotentWrite, RateWindow


@admin.register(IdempotentWrite)
class IdempotentWriteAdmin(ReadOnly, admin.ModelAdmin[IdempotentWrite]):
    list_display = ("key", "user", "status", "created_at")
    list_select_related = ("user",)
    search_fields = ("key", "user__username")
    exclude = ("answer",)


@admin.register(RateWindow)
class RateWindowAdmin(ReadOnly, admin.ModelAdmin[RateWindow]):
    list_display = ("key", "window", "count")
    search_fields = ("key",)
