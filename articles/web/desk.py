"""The review queue: what waits, deeds on many rows at once and their undoing, and saved views."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from articles.actions.desk import in_bulk, save_view, undo_batch
from articles.models import SavedView
from articles.selectors.desk import batch_items, counts_for, views_for
from articles.selectors.keyset import BadCursor
from articles.selectors.position import Position
from articles.selectors.queue import Waiting, next_waiting, queue_of
from articles.web.desk_forms import BulkForm, QueueForm, ViewForm
from articles.web.responses import BadInput, page, reviewer_of, reviewers_only, show, valid

QUEUE, UNDO = "queue", "undo"


@require_safe
@page
@reviewers_only
def queue(request: HttpRequest) -> HttpResponseBase:
    me = reviewer_of(request)
    form = QueueForm(request.GET)
    valid(form)
    rows, following = queue_of(form.wanted(me), _position(request.GET.get("cursor", "")))
    query = request.GET.copy()
    query.pop("cursor", None)
    _remember(request, query.urlencode())
    context = {
        "form": form,
        "rows": rows,
        "counts": counts_for(me),
        "views": views_for(me),
        "query": query.urlencode(),
        "cursor": following.encoded() if following else "",
        "is_first": "cursor" not in request.GET,
    }
    return show(request, "review/queue.html", context)


def _position(cursor: str) -> Position | None:
    try:
        return Position.decoded(cursor) if cursor else None
    except BadCursor as error:
        raise BadInput("cursor: this is not a page of this list.") from error


def _remember(request: HttpRequest, query: str) -> None:
    if request.session.get(QUEUE, "") != query:
        request.session[QUEUE] = query


def next_address(request: HttpRequest, *skip: str) -> str:
    """Where the next row of the queue that this person was last on is reviewed; the queue itself when nothing waits."""
    query = QueryDict(request.session.get(QUEUE, ""))
    form = QueueForm(query)
    wanted = form.wanted(reviewer_of(request)) if form.is_valid() else None
    row = next_waiting(wanted, skip) if wanted else None
    return address_of(row) if row else f"{reverse('review')}?{query.urlencode()}".rstrip("?")


def address_of(row: Waiting) -> str:
    """Where a row is reviewed."""
    if row.dispute is not None:
        return reverse("dispute", args=[row.dispute.pk])
    return reverse("claim-review", args=[row.claim.pk if row.claim else 0])


def done(request: HttpRequest, batch: UUID, said: str, *skip: str) -> HttpResponseBase:
    """After a deed: what was done, the way to take it back, and the next row."""
    request.session[UNDO] = str(batch)
    messages.success(request, said)
    return redirect(next_address(request, *skip))


@require_safe
@page
@reviewers_only
def following(request: HttpRequest) -> HttpResponseBase:
    return redirect(next_address(request, *request.GET.getlist("skip")[:50]))


@require_POST
@page
@reviewers_only
def bulk(request: HttpRequest) -> HttpResponseBase:
    me, given = reviewer_of(request), valid(BulkForm(request.POST))
    to = given["to"] or me
    batch = in_bulk(verb=given["verb"], targets=request.POST.getlist("target"), by=me, to=to, reason=given["reason"])
    request.session[UNDO] = str(batch)
    items = batch_items(batch)
    if len(items) == 1 and not items[0].refusal:
        messages.success(request, items[0].act.summary if items[0].act else "Done.")
        return redirect(f"{reverse('review')}?{request.session.get(QUEUE, '')}".rstrip("?"))
    return redirect("review-batch", batch)


@require_safe
@page
@reviewers_only
def batch_detail(request: HttpRequest, batch: UUID) -> HttpResponseBase:
    items = batch_items(batch)
    if not items:
        raise Http404
    refused = sum(1 for item in items if item.refusal)
    context = {"items": items, "batch": batch, "refused": refused, "done": len(items) - refused}
    return show(request, "review/batch.html", context)


@require_POST
@page
@reviewers_only
def undo(request: HttpRequest, batch: UUID) -> HttpResponseBase:
    items = batch_items(batch)
    if not items:
        raise Http404
    left = undo_batch(batch=batch, by=reviewer_of(request))
    request.session.pop(UNDO, None)
    if left:
        raise BadInput(*(f"{item.target.replace(':', ' ')}: {item.refusal}" for item in left))
    messages.success(request, "Taken back.")
    kind, _, number = items[0].target.partition(":")
    if len(items) > 1:
        return redirect("review-batch", batch)
    return redirect("dispute" if kind == "dispute" else "claim-review", int(number))


@require_POST
@page
@reviewers_only
def keep_view(request: HttpRequest) -> HttpResponseBase:
    view = save_view(owner=reviewer_of(request), **valid(ViewForm(request.POST)))
    messages.success(request, f"This view is kept as “{view.name}”.")
    return redirect("review-view", view.pk)


@require_safe
@page
@reviewers_only
def open_view(request: HttpRequest, pk: int) -> HttpResponseBase:
    view = get_object_or_404(SavedView, pk=pk)
    if not view.is_shared and view.owner_id != reviewer_of(request).pk:
        raise Http404
    return redirect(f"{reverse('review')}?{view.query}".rstrip("?"))


@require_POST
@page
@reviewers_only
def delete_view(request: HttpRequest, pk: int) -> HttpResponseBase:
    get_object_or_404(SavedView, pk=pk, owner=reviewer_of(request)).delete()
    messages.success(request, "The view is gone.")
    return redirect("review")
