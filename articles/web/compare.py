"""Two to six articles or outlets side by side."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TypeVar

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from articles.models import Outlet
from articles.selectors.articles import listed_articles
from articles.selectors.compare import COLUMNS, Comparison, compare_articles, compare_outlets, lines_of
from articles.selectors.exports.lines import csv_line
from articles.web.responses import BadInput, public, show

FEWEST, MOST = 2, 6
OFFERED = 40
Row = TypeVar("Row")


@require_safe
@public
def compare(request: HttpRequest) -> HttpResponseBase:
    if unknown := sorted(set(request.GET) - {"article", "outlet", "format"}):
        raise BadInput(f"There is no parameter “{unknown[0][:60]}”.")
    articles, outlets = (_ids(request.GET.getlist(name)) for name in ("article", "outlet"))
    if articles and outlets:
        raise BadInput("Choose articles or outlets, not both.")
    comparison = _compared(articles, outlets)
    if form := request.GET.get("format"):
        return _file(comparison, form)
    context = {
        "comparison": comparison,
        "chosen": "&".join(f"{'article' if articles else 'outlet'}={pk}" for pk in articles or outlets),
        "is_articles": bool(articles),
        "ids": articles or outlets,
        "outlets": list(Outlet.objects.filter(merged_into__isnull=True).order_by("name", "pk")[:OFFERED]),
    }
    return show(request, "compare/page.html", context)


def _file(comparison: Comparison | None, form: str) -> HttpResponse:
    if comparison is None:
        raise BadInput("format: choose articles or outlets to compare first.")
    lines = list(lines_of(comparison))
    if form == "json":
        written, media_type = json.dumps(lines, ensure_ascii=False, indent=1).encode(), "application/json"
    elif form == "csv":
        cells = [["" if cell is None else str(cell) for cell in line.values()] for line in lines]
        written, media_type = b"".join(map(csv_line, [list(COLUMNS), *cells])), "text/csv; charset=utf-8"
    else:
        raise BadInput("format: choose one of csv, json.")
    answer = HttpResponse(written, content_type=media_type)
    answer["Content-Disposition"] = f'attachment; filename="comparison.{form}"'
    return answer


def _ids(given: Sequence[str]) -> list[int]:
    if given and not FEWEST <= len(set(given)) <= MOST:
        raise BadInput(f"Choose from {FEWEST} to {MOST}.")
    if not all(each.isascii() and each.isdigit() and len(each) < 19 for each in given):
        raise BadInput("article, outlet: give their numbers.")
    return list(dict.fromkeys(int(each) for each in given))


def _compared(articles: Sequence[int], outlets: Sequence[int]) -> Comparison | None:
    if articles:
        return compare_articles(_found(listed_articles().in_bulk(articles), articles))
    return compare_outlets(_found(Outlet.objects.in_bulk(outlets), outlets)) if outlets else None


def _found(rows: Mapping[int, Row], ids: Sequence[int]) -> list[Row]:
    if missing := [pk for pk in ids if pk not in rows]:
        raise BadInput(f"There is nothing with the number {missing[0]}.")
    return [rows[pk] for pk in ids]
