"""Readers' flags: sent without an account, answered by reviewers."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles.actions.flags import TooMany, dismiss_flags, flag_claim
from articles.models import Claim
from articles.selectors.desk import SHOWN_FLAGS, waiting_flags
from articles.web.desk_forms import FlagForm
from articles.web.responses import BadInput, page, reviewer_of, reviewers_only, show
from claimtracker.proxies import client_address


@require_http_methods(["GET", "HEAD", "POST"])
@page
def flag(request: HttpRequest, pk: int) -> HttpResponseBase:
    claim = get_object_or_404(Claim.objects.for_list(), pk=pk)
    form = FlagForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return show(request, "review/flag.html", {"claim": claim, "form": form}, 400 if form.is_bound else 200)
    try:
        flag_claim(claim=claim, address=client_address(request), **form.cleaned_data)
    except TooMany as error:
        form.add_error(None, str(error))
        response = show(request, "review/flag.html", {"claim": claim, "form": form}, 429)
        response["Retry-After"] = str(error.retry_after_s)
        return response
    # no redirect with a message: the claim's page is kept for all strangers
    return show(request, "review/flag.html", {"claim": claim, "is_sent": True})


@require_safe
@page
@reviewers_only
def flags(request: HttpRequest) -> HttpResponseBase:
    return show(request, "review/flags.html", {"flags": list(waiting_flags()[:SHOWN_FLAGS])})


@require_POST
@page
@reviewers_only
def dismiss(request: HttpRequest) -> HttpResponseBase:
    chosen = request.POST.getlist("flag")
    if not chosen or not all(each.isascii() and each.isdigit() and len(each) < 19 for each in chosen):
        raise BadInput("flag: choose the flags to dismiss.")
    count = dismiss_flags(flags=[int(each) for each in chosen], by=reviewer_of(request))
    messages.success(request, f"{count} dismissed.")
    return redirect("flags")
