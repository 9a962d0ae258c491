"""The feeds that are followed: how each goes, adding, pausing, and lists of other readers (OPML) in and out."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from articles.actions.feeds import pause_feed, poll_feed_now, resume_feed
from articles.filters.intake import FeedFilter
from articles.models import Feed
from articles.selectors.following import FEED_ORDERS, listed_feeds, opml_of
from articles.tasks import enqueue, follow, follow_opml, poll_feed
from articles.web.listing import listing
from articles.web.responses import BadInput, page, reviewer_of, reviewers_only, show, valid

MOST_OPML_BYTES = 1_000_000
VERBS: dict[str, Callable[..., Feed]] = {"pause": pause_feed, "resume": resume_feed, "poll": poll_feed_now}


class FollowForm(forms.Form):
    url = forms.CharField(max_length=2048, label="Address of a site or feed")


class OpmlForm(forms.Form):
    file = forms.FileField(label="OPML file of another reader")


class VerbForm(forms.Form):
    verb = forms.ChoiceField(choices=[(verb, verb) for verb in VERBS])


@require_safe
@page
def feed_list(request: HttpRequest) -> HttpResponseBase:
    found = listing(request, FeedFilter, listed_feeds(), FEED_ORDERS)
    form = request.GET.get("format")
    if form == "opml":
        answer = HttpResponse(opml_of(found.matching), content_type="text/x-opml; charset=utf-8")
        answer["Content-Disposition"] = 'attachment; filename="feeds.opml"'
        return answer
    if form:
        raise BadInput("format: choose opml.")
    forms_shown = {"follow_form": FollowForm(), "opml_form": OpmlForm()}
    return show(request, "feed/list.html", {"found": found, "page": found.page(), **forms_shown})


@require_POST
@page
@reviewers_only
def feed_follow(request: HttpRequest) -> HttpResponseBase:
    feed, fault = follow(str(valid(FollowForm(request.POST))["url"]))
    if feed is None:
        raise BadInput(f"url: {fault}")
    messages.success(request, f"Following {feed.url}. If it is a site's page, its feed is looked for now.")
    return redirect("following")


@require_POST
@page
@reviewers_only
def feed_import(request: HttpRequest) -> HttpResponseBase:
    file = valid(OpmlForm(request.POST, request.FILES))["file"]
    if file.size > MOST_OPML_BYTES:
        raise BadInput(f"file: an OPML file has at most {MOST_OPML_BYTES:,} bytes.")
    feeds, refused = follow_opml(file.read())
    if not feeds:
        raise BadInput("file: no feed was found in it; an OPML file names them as outlines with xmlUrl.", *refused[:20])
    messages.success(request, f"{len(feeds)} feeds of the file are followed, {len(refused)} were refused.")
    return redirect("following")


@require_POST
@page
@reviewers_only
def feed_change(request: HttpRequest, pk: int) -> HttpResponseBase:
    feed = get_object_or_404(Feed, pk=pk)
    verb = valid(VerbForm(request.POST))["verb"]
    VERBS[verb](feed=feed, by=reviewer_of(request))
    if verb != "pause":
        enqueue(poll_feed, feed.pk)
    return redirect("following")
