"""Merging and splitting of speakers, sources and outlets; and the page of a source."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Model
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_safe

from articles.actions.foresee import rehearsed
from articles.actions.merging import KINDS, merge, split, variants
from articles.models import Source
from articles.selectors.acts import deeds_about
from articles.selectors.consequences import hanging_on, near_names, source_claims
from articles.web.forms import MergeNameForm, SplitNameForm
from articles.web.responses import BadInput, acted, page, reviewer_of, reviewers_only, show, valid

LISTS: Mapping[str, str] = {"speaker": "speakers", "outlet": "outlets"}


@require_safe
@page
def source_detail(request: HttpRequest, pk: int) -> HttpResponseBase:
    source = get_object_or_404(Source.objects.select_related("outlet"), pk=pk)
    if source.merged_into_id is not None:
        return redirect("source", source.merged_into_id, permanent=True)
    context = {"source": source, "claims": source_claims(source), "deeds": deeds_about(source, request.user)}
    return show(request, "name/source.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page
@reviewers_only
def curate(request: HttpRequest, pk: int, kind: str) -> HttpResponseBase:
    thing = get_object_or_404(KINDS[kind].model, pk=pk, merged_into__isnull=True)
    if request.method == "POST":
        verb = {"merge": _merged, "split": _split}.get(request.POST.get("verb", ""))
        if verb is None:
            raise BadInput("verb: choose one of merge, split.")
        return verb(request, thing, kind)
    context = {
        "kind": kind, "list": LISTS.get(kind, ""), "hanging": hanging_on(thing), "near": near_names(thing),
        "variants": variants(thing),
    }  # fmt: skip
    return show(request, "name/curate.html", context)


def _merged(request: HttpRequest, thing: Model, kind: str) -> HttpResponseBase:
    given = valid(MergeNameForm(request.POST))
    into = get_object_or_404(KINDS[kind].model, pk=given["into"])
    if "preview" in request.POST:
        context = {"verb": "merge", "now": hanging_on(thing), "then": hanging_on(into)}
        return _preview(request, kind, context, into=into.pk)
    merge(thing=thing, into=into, by=reviewer_of(request), reason=given["reason"])
    acted(request, f"They are one {kind} now; the old address leads here.")
    return redirect(kind, into.pk)


def _preview(request: HttpRequest, kind: str, context: Mapping[str, Any], **chosen: int) -> HttpResponseBase:
    """The page before the act; its form sends what was chosen once more."""
    left_out = {"csrfmiddlewaretoken", "version", "preview", *chosen}
    sent = [(name, value) for name, values in request.POST.lists() if name not in left_out for value in values]
    return show(request, "name/preview.html", {**context, "kind": kind, "carried": [*sent, *chosen.items()]})


def _split(request: HttpRequest, thing: Model, kind: str) -> HttpResponseBase:
    given, called, by = valid(SplitNameForm(request.POST)), request.POST.getlist("called"), reviewer_of(request)

    def deed() -> Model:
        return split(thing=thing, called=called, by=by, **given)

    if "preview" in request.POST:
        now = hanging_on(thing)
        stays, goes = rehearsed(deed, lambda made: (hanging_on(thing), hanging_on(made)))
        return _preview(request, kind, {"verb": "split", "now": now, "then": stays, "new": goes})
    made = deed()
    acted(request, f"They are two {kind}s now.")
    return redirect(kind, made.pk)
