"""Corrections of claims, and which claims belong together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from articles.actions.corrections import correct_field
from articles.actions.curate import (
    decide_membership,
    merge_figures,
    move_claims,
    redefine_figure,
    split_figure,
)
from articles.actions.foresee import foresee
from articles.actions.versions import Refused, StaleVersion
from articles.models import Claim, Figure, Membership
from articles.models.fields import shown_value
from articles.selectors.figures import members_of, near_figures
from articles.web.forms import (
    CorrectionForm,
    DecisionForm,
    MergeForm,
    MoveForm,
    RedefineForm,
    SplitForm,
)
from articles.web.responses import BadInput, acted, page, reviewer_of, reviewers_only, show, valid

MOST_OFFERED = 200
# what a preview does not hand on to the act itself
UNCARRIED = frozenset({"csrfmiddlewaretoken", "preview"})


@require_http_methods(["GET", "HEAD", "POST"])
@page
@reviewers_only
def correct(request: HttpRequest, pk: int) -> HttpResponseBase:
    claim = get_object_or_404(Claim.objects.for_list(), pk=pk)
    form = CorrectionForm(
        request.POST if request.method == "POST" else None, initial={"field": "value", "version": claim.version}
    )
    if not form.is_valid():
        return _correction_page(request, claim, form, 400 if form.is_bound else 200)
    given = form.cleaned_data
    try:
        correct_field(claim=claim, by=reviewer_of(request), **given)
    except Refused as error:
        form.add_error("value", str(error))
        return _correction_page(request, claim, form, 400)
    except StaleVersion as stale:
        return _both_versions(request, claim, stale, given)
    messages.success(request, "The correction is saved; the machine's value is kept beside it.")
    return redirect("claim", pk)


def _correction_page(request: HttpRequest, claim: Claim, form: CorrectionForm, status: int) -> HttpResponseBase:
    fields = [(choice.value, choice.label, shown_value(claim, choice.value)) for choice in Claim.Correctable]
    return show(request, "review/correct.html", {"claim": claim, "form": form, "fields": fields}, status)


def _both_versions(request: HttpRequest, claim: Claim, stale: StaleVersion, given: dict[str, str]) -> HttpResponseBase:
    standing = shown_value(Claim.objects.for_list().get(pk=claim.pk), given["field"])
    rows = [
        ("field", given["field"]),
        ("your value", given["value"]),
        ("your reason", given["reason"]),
        ("stands now", standing),
    ]
    return show(request, "409.html", {"stale": stale, "mine": rows}, 409)


@require_POST
@page
@reviewers_only
def decide(request: HttpRequest, pk: int) -> HttpResponseBase:
    membership = get_object_or_404(Membership, pk=pk)
    given = valid(DecisionForm(request.POST))
    decide_membership(membership=membership, by=reviewer_of(request), **given)
    acted(request, "Kept in this figure." if given["status"] == "confirmed" else "Taken out of this figure.")
    return redirect("figure", membership.figure_id)


@dataclass(frozen=True, slots=True)
class Deed:
    """What a filled form would do, and what is said once it is done."""

    do: Callable[[], Figure]
    said: str


@require_http_methods(["GET", "HEAD", "POST"])
@page
@reviewers_only
def curate(request: HttpRequest, pk: int) -> HttpResponseBase:
    figure = get_object_or_404(Figure.objects.standing(), pk=pk)
    if request.method == "POST":
        return _curated(request, figure)
    members = list(members_of([figure]).exclude(status=Membership.Status.REJECTED)[:MOST_OFFERED])
    near = list(near_figures(figure))
    return show(request, "figure/curate.html", {"figure": figure, "members": members, "near": near})


def _curated(request: HttpRequest, figure: Figure) -> HttpResponseBase:
    verbs = {"split": _split, "move": _move, "merge": _merge, "redefine": _redefine}
    verb = verbs.get(request.POST.get("verb", ""))
    if verb is None:
        raise BadInput(f"verb: choose one of {', '.join(verbs)}.")
    deed = verb(request, figure)
    if "preview" not in request.POST:
        stays = deed.do()
        acted(request, deed.said)
        return redirect("figure", stays.pk)
    carried = [(name, value) for name, values in request.POST.lists() if name not in UNCARRIED for value in values]
    context = {"figure": figure, "foreseen": foresee(deed.do), "carried": carried, "verb": request.POST["verb"]}
    return show(request, "figure/preview.html", context)


def _split(request: HttpRequest, figure: Figure) -> Deed:
    given, by = valid(SplitForm(request.POST)), reviewer_of(request)
    return Deed(
        lambda: split_figure(figure=figure, by=by, **{**given, "claims": list(given["claims"])}),
        "The chosen claims are a figure of their own now.",
    )


def _move(request: HttpRequest, figure: Figure) -> Deed:
    given, by = valid(MoveForm(request.POST)), reviewer_of(request)
    target = get_object_or_404(Figure.objects.standing(), pk=given["into"])

    def do() -> Figure:
        if not move_claims(claims=list(given["claims"]), source=figure, target=target, by=by, reason=given["reason"]):
            raise Refused("None of the chosen claims is in this figure.")
        return target

    return Deed(do, "The chosen claims were moved to this figure.")


def _merge(request: HttpRequest, figure: Figure) -> Deed:
    given, by = valid(MergeForm(request.POST)), reviewer_of(request)
    into = get_object_or_404(Figure.objects.standing(), pk=given["into"])
    return Deed(
        lambda: merge_figures(figure=figure, into=into, by=by, reason=given["reason"]),
        "The figures are one now; the old address leads here.",
    )


def _redefine(request: HttpRequest, figure: Figure) -> Deed:
    given, by = valid(RedefineForm(request.POST)), reviewer_of(request)
    return Deed(
        lambda: redefine_figure(figure=figure, by=by, **given), "The definition is yours now; the machine keeps it."
    )
