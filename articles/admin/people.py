"""Staff screens about accounts; people are invited and given roles on the pages."""

from __future__ import annotations

from django.contrib import admin

from articles.admin.screens import ReadOnly
from articles.models import Invitation


@admin.register(Invitation)
class InvitationAdmin(ReadOnly, admin.ModelAdmin[Invitation]):
    """An invitation is made on /accounts/people/, which shows its link once."""

    list_display = ("email", "role", "invited_by", "invited_at", "accepted_at", "withdrawn_at")
    list_filter = ("role",)
    list_select_related = ("invited_by",)
    search_fields = ("email",)
