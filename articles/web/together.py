"""Several articles at once: pasted, read, and shown side by side by figure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from articles.models import Article
from articles.selectors.articles import listed_articles
from articles.selectors.together import read_together
from articles.tasks import Receipt, Said, Submission, submit
from articles.web.forms import PiecesForm, filled
from articles.web.responses import BadInput, page, show

MOST = 60
SHOWN_ALONE = 40
LOOKED_AGAIN_AFTER_S = 1


@require_http_methods(["GET", "HEAD", "POST"])
@page
@login_required
def paste(request: HttpRequest) -> HttpResponseBase:
    """Boxes for articles; what was pasted leads to the page of all of them."""
    pieces = PiecesForm(request.POST if request.method == "POST" else None)
    if not pieces.is_valid():
        return show(request, "together/paste.html", {"pieces": pieces}, 400 if pieces.is_bound else 200)
    by = request.user if isinstance(request.user, User) else None
    items = [item for piece in filled(pieces) for item in _items(piece)]
    receipts = submit(items, via=Article.Via.PAGE, by=by)
    for number, receipt in enumerate(receipts, 1):
        if receipt.reason:
            messages.warning(request, f"Article {number}: {receipt.reason}")
    return _shown_together(request, receipts)


def _items(piece: dict[str, Any]) -> list[Submission]:
    text, said = piece["text"].strip(), Said(outlet=piece["outlet"])
    lines = text.split()
    if all(line.startswith(("http://", "https://")) for line in lines):
        return [Submission(raw=None, url=line, said=said) for line in lines]
    return [Submission(raw=text.encode(), said=said)]


def _shown_together(request: HttpRequest, receipts: Sequence[Receipt]) -> HttpResponseBase:
    ids = list(dict.fromkeys(receipt.article_id for receipt in receipts if receipt.article_id))
    if not ids:
        return redirect("paste")
    return redirect(f"{reverse('together')}?article={','.join(map(str, ids))}")


@require_safe
@page
def together(request: HttpRequest) -> HttpResponseBase:
    """What some articles tell, by figure; it comes back by itself while some are being read."""
    if unknown := sorted(set(request.GET) - {"article"}):
        raise BadInput(f"There is no parameter “{unknown[0][:60]}”.")
    ids = _ids(request.GET.getlist("article"))
    found = listed_articles().in_bulk(ids)
    if missing := [pk for pk in ids if pk not in found]:
        raise Http404(f"There is no article {missing[0]}.")
    view = read_together([found[pk] for pk in ids])
    context = {"view": view, "ids": ids, "address": f"article={','.join(map(str, ids))}", "shown_alone": SHOWN_ALONE}
    response = show(request, "together/page.html", context)
    if view.waiting:
        # a header, so that it works without JavaScript and under the policy
        response["Refresh"] = str(LOOKED_AGAIN_AFTER_S)
    return response


def _ids(given: Sequence[str]) -> list[int]:
    parts = [part for each in given for part in each.split(",") if part]
    if not parts:
        raise BadInput("article: give the numbers of some articles, as article=3,7.")
    if not all(part.isascii() and part.isdigit() and len(part) < 19 for part in parts):
        raise BadInput("article: give numbers, with commas between them.")
    ids = list(dict.fromkeys(map(int, parts)))
    if len(ids) > MOST:
        raise BadInput(f"article: at most {MOST} at once.")
    return ids
