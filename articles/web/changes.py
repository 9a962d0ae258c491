"""The list of numbers that outlets changed, as a page and as feeds to follow."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from articles.filters.intake import ChangeFilter
from articles.models import NumberChange
from articles.selectors.changes import CHANGE_ORDERS, listed_changes, notice_of, told_change
from articles.templatetags.figures import outlet_of, title_of, visible
from articles.web.listing import listing
from articles.web.responses import BadInput, page, show

IN_A_FEED = 50
TITLE = "Numbers that changed"
SUMMARY = (
    "Values, units, hedges and speakers that outlets edited in articles already published. Other edits are left out."
)


@require_safe
@page
def change_list(request: HttpRequest) -> HttpResponseBase:
    found = listing(request, ChangeFilter, listed_changes(), CHANGE_ORDERS)
    form = request.GET.get("format")
    if form is None:
        return show(request, "change/list.html", {"found": found, "page": found.page()})
    if form not in FEEDS:
        raise BadInput(f"format: choose one of {', '.join(FEEDS)}.")
    return FEEDS[form](request, found.page(IN_A_FEED).rows)


def headline(change: NumberChange) -> str:
    """What a reader of feeds sees: "35 → 41 people, no correction notice: Flood in Marrow (Herald)"."""
    return visible(
        f"{told_change(change)}, {notice_of(change)}: {title_of(change.article)} ({outlet_of(change.article)})"
    )


def sentences(change: NumberChange) -> str:
    """Both sentences: "Before: … After: …"."""
    sides = (("Before", change.before), ("After", change.after))
    return visible("\n".join(f"{name}: {' '.join(claim.sentence.split())}" for name, claim in sides if claim))


def _atom(request: HttpRequest, changes: Iterable[NumberChange]) -> HttpResponse:
    page_url = request.build_absolute_uri(reverse("changes"))
    feed = Atom1Feed(TITLE, page_url, SUMMARY, language="en", feed_url=request.build_absolute_uri(), feed_guid=page_url)
    for change in changes:
        link = _link(request, change)
        feed.add_item(
            headline(change), link, sentences(change), unique_id=_id(request, change),
            pubdate=change.created_at, updateddate=change.created_at,
        )  # fmt: skip
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def _json_feed(request: HttpRequest, changes: Iterable[NumberChange]) -> HttpResponse:
    items = [
        {
            "id": _id(request, change),
            "url": _link(request, change),
            "title": headline(change),
            "content_text": sentences(change),
            "date_published": change.created_at.isoformat(),
            "tags": list(change.aspects),
        }
        for change in changes
    ]
    feed = {
        "version": "https://jsonfeed.org/version/1.1", "title": TITLE, "description": SUMMARY,
        "home_page_url": request.build_absolute_uri(reverse("changes")), "feed_url": request.build_absolute_uri(), "items": items,
    }  # fmt: skip
    return JsonResponse(feed, content_type="application/feed+json")


def _link(request: HttpRequest, change: NumberChange) -> str:
    address = reverse("article-changes", args=[change.article_id])
    return request.build_absolute_uri(f"{address}#r{change.later.number}")


def _id(request: HttpRequest, change: NumberChange) -> str:
    return request.build_absolute_uri(f"{reverse('changes')}#{change.pk}")


FEEDS: dict[str, Callable[[HttpRequest, Iterable[NumberChange]], HttpResponse]] = {"atom": _atom, "feed": _json_feed}
