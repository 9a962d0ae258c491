"""The list of disputes, and one dispute from its opening to its end."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles.actions.desk import noted
from articles.actions.review import assign_dispute, close_dispute, open_dispute, reopen_dispute, resolve_dispute
from articles.actions.verdicts import Ranked, Ruling, rule_on
from articles.filters import DisputeFilter
from articles.models import Claim, Dispute, Figure, Verdict
from articles.models.fields import plain
from articles.selectors.review import (
    DISPUTE_ORDERS,
    DisputeView,
    claims_at_issue,
    deeds_of,
    dispute_view,
    full_dispute,
    listed_disputes,
    reported_range,
)
from articles.web.desk import done
from articles.web.desk_forms import ResolveForm
from articles.web.exports import download
from articles.web.forms import CloseForm, DisputeForm, VerdictForm, VersionForm
from articles.web.listing import listing
from articles.web.responses import BadInput, page, public, reviewer_of, reviewers_only, show, valid


@require_safe
@public
def dispute_list(request: HttpRequest) -> HttpResponseBase:
    rows = listed_disputes()
    if not request.GET.get("state"):
        rows = rows.filter(state__in=Dispute.OPEN_STATES)
    found = listing(request, DisputeFilter, rows, DISPUTE_ORDERS)
    if request.GET.get("format"):
        return download(found, "disputes")
    return show(request, "review/disputes.html", {"found": found, "page": found.page()})


@require_safe
@page
def dispute_detail(request: HttpRequest, pk: int) -> HttpResponseBase:
    dispute = get_object_or_404(full_dispute(), pk=pk)
    view = dispute_view(dispute)
    proposed = ResolveForm(initial=_proposal(view))
    return show(request, "review/dispute.html", {"view": view, "close_form": CloseForm(), "form": proposed})


def _proposal(view: DisputeView) -> dict[str, object]:
    """What the form of a ruling holds before anybody types: the kind it was opened as, and the range reported."""
    dispute, (low, high) = view.dispute, reported_range(view.dispute, view.claims)
    return {
        "kind": dispute.kind,
        "rule": Verdict.Rule.DEFER if low is None and high is None else Verdict.Rule.RANGE,
        "low": plain(low),
        "high": plain(high),
        "text": dispute.reason,
        "version": dispute.version,
    }


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
    closed = close_dispute(
        dispute=dispute, state=given["state"], reason=given["reason"], by=me, version=given["version"]
    )
    return done(request, noted(closed, by=me), f"Dispute {pk} is {given['state']}.", f"dispute:{pk}")


@require_POST
@page
@reviewers_only
def resolve(request: HttpRequest, pk: int) -> HttpResponseBase:
    dispute, me = get_object_or_404(Dispute, pk=pk), reviewer_of(request)
    given = valid(ResolveForm(request.POST))
    kind, version = given.pop("kind"), given.pop("version")
    ended = resolve_dispute(dispute=dispute, ruling=_ruling(request, dispute, given), by=me, version=version, kind=kind)
    said = f"Dispute {pk}: {kind}, {Verdict.Rule(given['rule']).label}. It is {ended.get_state_display()}."
    return done(request, noted(ended, by=me), said, f"dispute:{pk}")


def _ruling(request: HttpRequest, dispute: Dispute, given: dict[str, Any]) -> Ruling:
    """What a form says of the claims at issue; whose name it does not hold keeps its rank."""
    claims = {claim.pk: claim for claim in claims_at_issue(dispute)}
    preferred = claims.get(given["preferred_claim"])
    if given["preferred_claim"] and preferred is None:
        raise BadInput("preferred_claim: choose a claim of this dispute.")
    is_range = given["rule"] == Verdict.Rule.RANGE
    ranks = [
        Ranked(claim, rank, request.POST.get(f"why-{pk}", ""))
        for pk, claim in claims.items()
        if (rank := request.POST.get(f"rank-{pk}", ""))
    ]
    return Ruling(
        rule=given["rule"],
        text=given["text"],
        preferred=preferred,
        low=given["low"] if is_range else None,
        high=given["high"] if is_range else None,
        evidence_url=given["evidence_url"],
        ranks=ranks,
    )


@require_POST
@page
@reviewers_only
def reopen(request: HttpRequest, pk: int) -> HttpResponseBase:
    dispute = get_object_or_404(Dispute, pk=pk)
    given = valid(VersionForm(request.POST))
    why = request.POST.get("reason", "")
    reopen_dispute(dispute=dispute, by=reviewer_of(request), version=given["version"], reason=why)
    messages.success(request, "The dispute is open again and yours.")
    return redirect("dispute", pk)


@require_POST
@page
@reviewers_only
def rule(request: HttpRequest, pk: int) -> HttpResponseBase:
    dispute, me = get_object_or_404(Dispute, pk=pk), reviewer_of(request)
    given = valid(VerdictForm(request.POST))
    ruling = _ruling(request, dispute, given)
    rule_on(dispute=dispute, ruling=ruling, by=me, kind=given["kind"], version=given["version"])
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
