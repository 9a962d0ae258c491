"""The queue of disputes, and one dispute from its opening to its verdict."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles.actions.review import assign_dispute, close_dispute, open_dispute, reopen_dispute
from articles.actions.verdicts import give_verdict
from articles.filters import DisputeFilter
from articles.models import Claim, Dispute, Figure
from articles.selectors.review import (
    DISPUTE_ORDERS,
    claims_at_issue,
    deeds_of,
    dispute_view,
    full_dispute,
    next_dispute,
    queued_disputes,
)
from articles.web.exports import download
from articles.web.forms import CloseForm, DisputeForm, VerdictForm, VersionForm
from articles.web.listing import listing
from articles.web.responses import BadInput, page, reviewer_of, reviewers_only, show, valid


@require_safe
@page
def queue(request: HttpRequest) -> HttpResponseBase:
    rows = queued_disputes()
    if not request.GET.get("state"):
        rows = rows.filter(state__in=Dispute.OPEN_STATES)
    found = listing(request, DisputeFilter, rows, DISPUTE_ORDERS)
    if request.GET.get("format"):
        return download(found, "disputes")
    return show(request, "review/queue.html", {"found": found, "page": found.page()})


@require_safe
@page
def dispute_detail(request: HttpRequest, pk: int) -> HttpResponseBase:
    dispute = get_object_or_404(full_dispute(), pk=pk)
    context = {"view": dispute_view(dispute), "close_form": CloseForm(), "verdict_form": VerdictForm()}
    return show(request, "review/dispute.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page
@reviewers_only
def dispute_figure(request: HttpRequest, pk: int) -> HttpResponseBase:
    figure = get_object_or_404(Figure.objects.standing(), pk=pk)
    return _opened(request, figure=figure)


@require_http_methods(["GET", "HEAD", "POST"])
@page
@reviewers_only
def dispute_claim(request: HttpRequest, pk: int) -> HttpResponseBase:
    claim = get_object_or_404(Claim.objects.for_list(), pk=pk)
    return _opened(request, claim=claim)


def _opened(request: HttpRequest, figure: Figure | None = None, claim: Claim | None = None) -> HttpResponseBase:
    form = DisputeForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        status = 400 if request.method == "POST" else 200
        return show(request, "review/open.html", {"form": form, "figure": figure, "claim": claim}, status)
    given = form.cleaned_data
    dispute = open_dispute(
        by=reviewer_of(request), kind=given["kind"], reason=given["reason"], figure=figure, claim=claim
    )
    messages.success(request, "The dispute is open. Readers see it now.")
    return redirect("dispute", dispute.pk)


@require_POST
@page
@reviewers_only
def take(request: HttpRequest, pk: int) -> HttpResponseBase:
    dispute, me = get_object_or_404(Dispute, pk=pk), reviewer_of(request)
    given = valid(VersionForm(request.POST))
    is_mine = dispute.assigned_to_id == me.pk
    assign_dispute(dispute=dispute, to=None if is_mine else me, by=me, version=given["version"])
    messages.success(request, "Given back to the queue." if is_mine else "This dispute is yours.")
    return redirect("dispute", pk)


@require_POST
@page
@reviewers_only
def close(request: HttpRequest, pk: int) -> HttpResponseBase:
    dispute, me = get_object_or_404(Dispute, pk=pk), reviewer_of(request)
    given = valid(CloseForm(request.POST))
    close_dispute(dispute=dispute, state=given["state"], reason=given["reason"], by=me, version=given["version"])
    following = next_dispute(dispute, me)
    messages.success(request, f"Dispute {pk} is {given['state']}.{' Here is the next one.' if following else ''}")
    return redirect("dispute", following.pk if following else pk)


@require_POST
@page
@reviewers_only
def reopen(request: HttpRequest, pk: int) -> HttpResponseBase:
    dispute = get_object_or_404(Dispute, pk=pk)
    given = valid(VersionForm(request.POST))
    reopen_dispute(dispute=dispute, by=reviewer_of(request), version=given["version"])
    messages.success(request, "The dispute is open again and yours.")
    return redirect("dispute", pk)


@require_POST
@page
@reviewers_only
def rule(request: HttpRequest, pk: int) -> HttpResponseBase:
    dispute = get_object_or_404(Dispute, pk=pk)
    given = valid(VerdictForm(request.POST))
    chosen = given.pop("preferred_claim")
    preferred = next((claim for claim in claims_at_issue(dispute) if claim.pk == chosen), None) if chosen else None
    if chosen and preferred is None:
        raise BadInput("preferred_claim: choose a claim of this dispute.")
    give_verdict(dispute=dispute, by=reviewer_of(request), preferred_claim=preferred, **given)
    messages.success(request, "The verdict is given.")
    return redirect("dispute", pk)


@require_safe
@page
def person(request: HttpRequest, name: str) -> HttpResponseBase:
    deeds = deeds_of(get_object_or_404(User, username=name))
    # who has an account and has done nothing is nobody's business
    if deeds.is_empty and deeds.person != request.user:
        raise Http404
    return show(request, "review/person.html", {"deeds": deeds})
