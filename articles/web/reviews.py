"""One claim on the desk: its fields one by one, approval as a whole, and two people's versions side by side."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from articles.actions.claims import review_claim
from articles.actions.desk import in_bulk
from articles.actions.versions import Refused, StaleVersion
from articles.models import Claim, FieldCheck
from articles.selectors.desk import FieldReview, batch_items, claim_review
from articles.web.desk import done
from articles.web.desk_forms import decisions_of
from articles.web.forms import VersionForm
from articles.web.responses import BadInput, page, reviewer_of, reviewers_only, show, valid


@require_http_methods(["GET", "HEAD", "POST"])
@page
@reviewers_only
def review(request: HttpRequest, pk: int) -> HttpResponseBase:
    claim = get_object_or_404(Claim.objects.for_list().select_related("revision"), pk=pk)
    if request.method != "POST":
        return _page(request, claim)
    version = valid(VersionForm(request.POST))["version"]
    try:
        kept = review_claim(claim=claim, decisions=decisions_of(request.POST), by=reviewer_of(request), version=version)
    except Refused as refusal:
        return _page(request, claim, str(refusal), 400)
    except StaleVersion as stale:
        return _both(request, claim, stale)
    messages.success(request, f"Saved. The claim is {kept.get_state_display()}.")
    return redirect("claim-review", pk)


def _page(request: HttpRequest, claim: Claim, problem: str = "", status: int = 200) -> HttpResponseBase:
    view = claim_review(claim)
    typed = [Typed(field, request.POST) for field in view.fields]
    return show(request, "review/claim.html", {"view": view, "typed": typed, "problem": problem}, status)


class Typed:
    """One field of the form as it is shown: what stands, or what was typed and could not be saved."""

    def __init__(self, field: FieldReview, sent: object) -> None:
        get = getattr(sent, "get", lambda name, default: default)
        self.field = field
        self.outcome = get(f"outcome-{field.name}", "")
        self.value = get(f"value-{field.name}", field.now)
        self.reason = get(f"reason-{field.name}", "")


@dataclass(frozen=True, slots=True)
class Both:
    """One field in two people's versions: as it was read, as it stands now, and what this person decided."""

    field: FieldReview
    was: str
    outcome: str
    value: str
    reason: str

    @property
    def is_theirs_changed(self) -> bool:
        """Whether the other person changed it."""
        return self.was != self.field.now

    @property
    def is_mine_changed(self) -> bool:
        """Whether this person decided anything of it."""
        return bool(self.outcome)

    @property
    def choice(self) -> str:
        """Whose is chosen to begin with; nobody's where both changed it to something else."""
        if not self.is_mine_changed:
            return "theirs"
        return "" if self.is_theirs_changed and self.value != self.field.now else "mine"


def _both(request: HttpRequest, claim: Claim, stale: StaleVersion) -> HttpResponseBase:
    fresh = Claim.objects.for_list().select_related("revision").get(pk=claim.pk)
    view = claim_review(fresh)
    mine = {decision.field: decision for decision in decisions_of(request.POST)}
    rows = []
    for field in view.fields:
        decided = mine.get(FieldCheck.Field(field.name))
        was = request.POST.get(f"was-{field.name}", field.now)
        parts = (decided.outcome, decided.value, decided.reason) if decided else ("", field.now, "")
        rows.append(Both(field, was, *parts))
    return show(request, "review/merge.html", {"view": view, "rows": rows, "stale": stale}, 409)


@require_POST
@page
@reviewers_only
def approve(request: HttpRequest, pk: int) -> HttpResponseBase:
    claim = get_object_or_404(Claim, pk=pk)
    if valid(VersionForm(request.POST))["version"] != claim.version:
        raise StaleVersion(claim, valid(VersionForm(request.POST))["version"], claim.version)
    return _one(request, claim, "approve")


@require_POST
@page
@reviewers_only
def take(request: HttpRequest, pk: int) -> HttpResponseBase:
    claim, me = get_object_or_404(Claim.objects.select_related("review"), pk=pk), reviewer_of(request)
    held = getattr(claim, "review", None)
    is_mine = held is not None and held.assigned_to_id == me.pk
    batch = in_bulk(verb="release" if is_mine else "assign", targets=[f"claim:{pk}"], by=me, to=me)
    _refused(batch_items(batch)[0].refusal)
    messages.success(request, "Given back to the queue." if is_mine else "This claim is yours for half an hour.")
    return redirect("claim-review", pk)


def _one(request: HttpRequest, claim: Claim, verb: str) -> HttpResponseBase:
    target = f"claim:{claim.pk}"
    batch = in_bulk(verb=verb, targets=[target], by=reviewer_of(request))
    item = batch_items(batch)[0]
    _refused(item.refusal)
    return done(request, batch, item.act.summary if item.act else "Done.", target)


def _refused(refusal: str) -> None:
    if refusal:
        raise BadInput(refusal)
