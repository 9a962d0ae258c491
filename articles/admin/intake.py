"""Staff screens of what comes in and changes."""

from __future__ import annotations

from django.contrib import admin

from articles.admin.screens import ReadOnly
from articles.models import NumberChange


@admin.register(NumberChange)
class NumberChangeAdmin(ReadOnly, admin.ModelAdmin[NumberChange]):
    list_display = ("__str__", "article", "aspects", "has_notice", "created_at")
    list_filter = ("has_notice",)
    list_select_related = ("article", "before", "after")
    search_fields = ("article__title", "before__surface", "after__surface")
    raw_id_fields = ("article", "earlier", "later", "before", "after")
    show_full_result_count = False
