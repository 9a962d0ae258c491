"""Answers to a reader's words."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from articles.filters.fields import LONGEST_SEARCH
from articles.selectors.home import strips_of
from articles.selectors.search import answer_to
from articles.web.responses import BadInput, public, searching, show


@require_safe
@public
def search(request: HttpRequest) -> HttpResponseBase:
    words = request.GET.get("q", "").strip()
    if len(words) > LONGEST_SEARCH or "\0" in words:
        raise BadInput(f"q: at most {LONGEST_SEARCH} characters, and no unprintable ones.")
    if not words:
        return show(request, "search/answer.html", {"words": ""})
    answer = searching(lambda: answer_to(words))
    strips = strips_of(answer.figures)
    reported = [(figure, strips[figure.pk]) for figure in answer.figures]
    return show(request, "search/answer.html", {"words": words, "answer": answer, "reported": reported})
