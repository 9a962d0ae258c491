"""The list of articles and one article."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from articles.filters import ArticleFilter
from articles.selectors.articles import ARTICLE_ORDERS, article_view, listed_articles
from articles.selectors.changes import changes_of
from articles.web.exports import download
from articles.web.listing import listing
from articles.web.responses import BadInput, public, show


@require_safe
@public
def article_list(request: HttpRequest) -> HttpResponseBase:
    found = listing(request, ArticleFilter, listed_articles(), ARTICLE_ORDERS)
    if request.GET.get("format"):
        return download(found, "articles")
    return show(request, "article/list.html", {"found": found, "page": found.page()})


@require_safe
@public
def article_detail(request: HttpRequest, pk: int) -> HttpResponseBase:
    article = get_object_or_404(listed_articles(), pk=pk)
    number = request.GET.get("revision")
    if number is not None and not (number.isascii() and number.isdigit() and len(number) < 9):
        raise BadInput("revision: give the number of a revision.")
    view = article_view(article, int(number) if number else None)
    if number and view.revision is None:
        raise Http404
    return show(request, "article/detail.html", {"view": view})


@require_safe
@public
def article_changes(request: HttpRequest, pk: int) -> HttpResponseBase:
    article = get_object_or_404(listed_articles(), pk=pk)
    return show(request, "article/changes.html", {"article": article, "changes": changes_of(article)})
