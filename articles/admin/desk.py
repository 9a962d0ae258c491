"""Staff screens of the review desk: a record of what people did, to be looked at."""

from __future__ import annotations

from django.contrib import admin

from articles.admin.screens import ReadOnly
from articles.models import (
    Adjudication,
    BatchItem,
    Coding,
    CodingItem,
    CodingProject,
    FieldCheck,
    Flag,
    Notice,
    Ranking,
    Review,
    SavedView,
)


@admin.register(Review)
class ReviewAdmin(ReadOnly, admin.ModelAdmin[Review]):
    list_display = ("claim_id", "state", "assigned_to", "approved_by", "approved_at", "changed_what")
    list_filter = ("state", "changed_what")
    list_select_related = ("assigned_to", "approved_by")
    search_fields = ("claim__subject",)
    raw_id_fields = ("claim",)


@admin.register(FieldCheck)
class FieldCheckAdmin(ReadOnly, admin.ModelAdmin[FieldCheck]):
    list_display = ("claim_id", "field", "outcome", "seen", "by", "at")
    list_filter = ("field", "outcome")
    list_select_related = ("by",)
    search_fields = ("reason", "seen")
    raw_id_fields = ("claim",)


@admin.register(BatchItem)
class BatchItemAdmin(ReadOnly, admin.ModelAdmin[BatchItem]):
    list_display = ("batch", "verb", "target", "by", "at", "refusal")
    list_filter = ("verb",)
    list_select_related = ("by",)
    search_fields = ("target", "refusal")


@admin.register(SavedView)
class SavedViewAdmin(ReadOnly, admin.ModelAdmin[SavedView]):
    list_display = ("name", "owner", "query", "is_shared")
    list_select_related = ("owner",)
    search_fields = ("name", "query")


@admin.register(Flag)
class FlagAdmin(ReadOnly, admin.ModelAdmin[Flag]):
    list_display = ("claim_id", "kind", "text", "created_at", "dismissed_at", "dismissed_by")
    list_filter = ("kind",)
    list_select_related = ("dismissed_by",)
    search_fields = ("text",)


@admin.register(Notice)
class NoticeAdmin(ReadOnly, admin.ModelAdmin[Notice]):
    list_display = ("person", "kind", "by", "created_at", "read_at", "mailed_at", "mail_attempts")
    list_filter = ("kind",)
    list_select_related = ("person", "by")
    search_fields = ("person__username",)


@admin.register(Ranking)
class RankingAdmin(ReadOnly, admin.ModelAdmin[Ranking]):
    list_display = ("verdict_id", "claim_id", "rank", "reason")
    list_filter = ("rank",)
    search_fields = ("reason",)


@admin.register(CodingProject)
class CodingProjectAdmin(ReadOnly, admin.ModelAdmin[CodingProject]):
    list_display = ("name", "target", "fields", "created_by", "created_at", "closed_at")
    list_select_related = ("created_by",)
    search_fields = ("name",)


@admin.register(CodingItem)
class CodingItemAdmin(ReadOnly, admin.ModelAdmin[CodingItem]):
    list_display = ("id", "project", "claim_id", "figure_id")
    list_select_related = ("project",)
    search_fields = ("project__name",)


@admin.register(Coding)
class CodingAdmin(ReadOnly, admin.ModelAdmin[Coding]):
    list_display = ("item_id", "coder", "entries", "coded_at")
    list_select_related = ("coder",)
    search_fields = ("coder__username",)


@admin.register(Adjudication)
class AdjudicationAdmin(ReadOnly, admin.ModelAdmin[Adjudication]):
    list_display = ("item_id", "field", "value", "by", "at")
    list_filter = ("field",)
    list_select_related = ("by",)
    search_fields = ("reason", "value")
