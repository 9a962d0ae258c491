"""The history of any row that people decide on."""

from __future__ import annotations

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from articles.selectors.row_history import history_page, least_role, tracked_kinds
from articles.web.responses import BadInput, has_role, page, show


@require_safe
@page
def history(request: HttpRequest, kind: str, pk: int) -> HttpResponseBase:
    if kind not in tracked_kinds() or pk >= 2**63:
        raise Http404
    least = least_role(kind)
    if least is not None and not has_role(request, least):
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        raise PermissionDenied
    before = request.GET.get("before", "")
    if before and not (before.isascii() and before.isdigit() and len(before) < 18):
        raise BadInput("before: this is not a page of this history.")
    found = history_page(kind, pk, int(before) if before else None)
    if not found.steps and not before:
        return show(request, "history/page.html", {"history": found, "is_empty": True})
    return show(request, "history/page.html", {"history": found})
