"""What people did to the grouping, and taking it back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from articles.actions.acts import undo
from articles.filters.acts import ActFilter
from articles.models import Act
from articles.selectors.acts import ACT_ORDERS, deeds_for, listed_acts
from articles.web.listing import listing
from articles.web.responses import page, reviewer_of, reviewers_only, show

# the tables whose rows have a page under their own name
PAGES = frozenset({"figure", "speaker", "source", "outlet"})


@require_safe
@page
def act_list(request: HttpRequest) -> HttpResponseBase:
    found = listing(request, ActFilter, listed_acts(), ACT_ORDERS)
    rows = found.page()
    return show(
        request, "act/list.html", {"found": found, "page": rows, "deeds": deeds_for(list(rows.rows), request.user)}
    )


@require_POST
@page
@reviewers_only
def undo_act(request: HttpRequest, pk: int) -> HttpResponseBase:
    act = undo(act=get_object_or_404(Act, pk=pk), by=reviewer_of(request))
    messages.success(request, f"Undone: {act.summary}")
    table, of = act.subjects[0]
    return redirect(table, of) if table in PAGES else redirect("acts")
