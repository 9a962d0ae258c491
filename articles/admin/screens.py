"""Staff screens of what machines and people collect and compare."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Field, URLField
from django.http import HttpRequest

from articles.models import (
    Act,
    ActChange,
    Alias,
    Annotation,
    Article,
    Capture,
    Claim,
    Dispute,
    Feed,
    Figure,
    Host,
    Membership,
    Outlet,
    Revision,
    Series,
    Source,
    Speaker,
    Token,
    Verdict,
)

HTTPS: dict[type[Field[Any, Any]], dict[str, Any]] = {URLField: {"assume_scheme": "https"}}


class ReadOnly:
    """For rows that are evidence or a record: looked at, never made or changed by hand."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Outlet)
class OutletAdmin(admin.ModelAdmin[Outlet]):
    list_display = ("name", "domain", "country", "is_agency", "merged_into")
    list_filter = ("is_agency",)
    list_select_related = ("merged_into",)
    search_fields = ("name", "domain")
    autocomplete_fields = ("merged_into",)


@admin.register(Feed)
class FeedAdmin(admin.ModelAdmin[Feed]):
    list_display = ("__str__", "outlet", "is_active", "interval_s", "polled_at", "failure_count")
    list_filter = ("is_active",)
    list_select_related = ("outlet",)
    search_fields = ("title", "url")
    autocomplete_fields = ("outlet",)
    readonly_fields = ("url", "polled_at", "failure_count", "last_error")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A feed is followed by `manage.py ingest --feed`, which reads its address first."""
        return False


@admin.register(Article)
class ArticleAdmin(admin.ModelAdmin[Article]):
    list_display = ("__str__", "outlet", "published_at", "state", "via", "attempt_count")
    list_filter = ("state", "via", "is_truncated", "language")
    list_select_related = ("outlet",)
    search_fields = ("title", "url", "file_name")
    autocomplete_fields = ("outlet",)
    raw_id_fields = ("feed", "copy_of", "submitted_by")
    readonly_fields = ("state", "reason", "attempt_count", "crash_count", "next_attempt_at", "via", "copy_overlap")
    date_hierarchy = "published_at"
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Articles come in by the upload page, the API, a feed or the command line."""
        return False


@admin.register(Capture)
class CaptureAdmin(ReadOnly, admin.ModelAdmin[Capture]):
    list_display = ("__str__", "media_type", "sha256", "received_at")
    list_filter = ("media_type",)
    search_fields = ("sha256", "final_url")
    exclude = ("raw",)
    show_full_result_count = False


@admin.register(Revision)
class RevisionAdmin(ReadOnly, admin.ModelAdmin[Revision]):
    list_display = ("__str__", "article", "number", "is_latest", "extractor", "read_at")
    list_filter = ("is_latest", "extractor")
    list_select_related = ("article",)
    search_fields = ("article__title", "sha256")
    exclude = ("search",)
    show_full_result_count = False


class AliasInline(admin.TabularInline[Alias, Speaker]):
    model = Alias
    extra = 0


@admin.register(Speaker)
class SpeakerAdmin(admin.ModelAdmin[Speaker]):
    list_display = ("name", "kind", "role", "merged_into")
    list_filter = ("kind",)
    list_select_related = ("merged_into",)
    search_fields = ("name", "aliases__name")
    autocomplete_fields = ("merged_into",)
    inlines = (AliasInline,)


@admin.register(Alias)
class AliasAdmin(admin.ModelAdmin[Alias]):
    list_display = ("name", "speaker", "key")
    list_select_related = ("speaker",)
    search_fields = ("name", "key")
    autocomplete_fields = ("speaker",)


@admin.register(Source)
class SourceAdmin(admin.ModelAdmin[Source]):
    formfield_overrides = HTTPS
    list_display = ("name", "kind", "outlet", "merged_into")
    list_filter = ("kind",)
    list_select_related = ("outlet", "merged_into")
    search_fields = ("name",)
    autocomplete_fields = ("outlet", "merged_into")


@admin.register(Claim)
class ClaimAdmin(ReadOnly, admin.ModelAdmin[Claim]):
    """Claims are corrected on their page, which keeps the machine's value beside the person's."""

    list_display = ("surface", "subject", "hedge", "measure", "speaker", "outlet", "reported_at", "is_current")
    list_filter = ("measure", "hedge", "mode", "is_current", "extractor")
    list_select_related = ("speaker", "outlet")
    search_fields = ("subject", "surface")
    exclude = ("search",)
    show_full_result_count = False


@admin.register(Series)
class SeriesAdmin(admin.ModelAdmin[Series]):
    list_display = ("definition", "created_at")
    search_fields = ("definition",)


@admin.register(Figure)
class FigureAdmin(admin.ModelAdmin[Figure]):
    list_display = (
        "definition",
        "measure",
        "agreement",
        "claim_count",
        "outlet_count",
        "origin_count",
        "last_reported_at",
    )
    list_filter = ("agreement", "measure", "is_locked")
    search_fields = ("definition",)
    autocomplete_fields = ("series", "merged_into")
    exclude = ("search",)
    show_full_result_count = False


@admin.register(Membership)
class MembershipAdmin(ReadOnly, admin.ModelAdmin[Membership]):
    list_display = ("figure", "claim", "status", "score", "method", "decided_by")
    list_filter = ("status", "method", "is_component")
    list_select_related = ("figure", "claim", "decided_by")
    search_fields = ("figure__definition", "claim__subject")
    show_full_result_count = False


@admin.register(Dispute)
class DisputeAdmin(ReadOnly, admin.ModelAdmin[Dispute]):
    list_display = ("__str__", "figure", "claim", "state", "opened_by", "assigned_to", "opened_at")
    list_filter = ("state", "kind")
    list_select_related = ("figure", "claim", "opened_by", "assigned_to")
    search_fields = ("reason", "figure__definition")


@admin.register(Annotation)
class AnnotationAdmin(ReadOnly, admin.ModelAdmin[Annotation]):
    formfield_overrides = HTTPS
    list_display = ("__str__", "body", "created_by", "created_at", "is_orphaned", "deleted_at")
    list_filter = ("kind", "is_orphaned", "field")
    list_select_related = ("created_by",)
    search_fields = ("body", "exact")


@admin.register(Verdict)
class VerdictAdmin(ReadOnly, admin.ModelAdmin[Verdict]):
    formfield_overrides = HTTPS
    list_display = ("__str__", "text", "created_by", "created_at")
    list_filter = ("rule",)
    list_select_related = ("created_by",)
    search_fields = ("text",)


class ActChangeInline(ReadOnly, admin.TabularInline[ActChange, Act]):
    model = ActChange
    extra = 0


@admin.register(Act)
class ActAdmin(ReadOnly, admin.ModelAdmin[Act]):
    """Acts are undone on the pages, where everything that must be put back is."""

    list_display = ("summary", "verb", "done_by", "done_at", "undone_by", "undone_at")
    list_filter = ("verb",)
    list_select_related = ("done_by", "undone_by")
    search_fields = ("summary", "reason")
    inlines = (ActChangeInline,)


@admin.register(Token)
class TokenAdmin(admin.ModelAdmin[Token]):
    """A key is made by `manage.py token`, which shows its secret once; here it is only looked up and revoked."""

    list_display = ("__str__", "user", "scopes", "created_at", "expires_at", "revoked_at", "used_at")
    list_select_related = ("user",)
    search_fields = ("name", "prefix", "user__username")
    fields = ("name", "expires_at", "revoked_at")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False


@admin.register(Host)
class HostAdmin(ReadOnly, admin.ModelAdmin[Host]):
    list_display = ("name", "next_allowed_at", "waiting_until", "expires_at")
    search_fields = ("name",)
    fields = ("name", "next_allowed_at", "waiting_until", "expires_at")
