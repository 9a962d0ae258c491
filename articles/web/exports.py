"""The rows of a list as a download, and what its columns mean."""

from __future__ import annotations

from typing import Any

import psycopg
from django.db import DatabaseError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.selectors.exports import FORMS, LEVELS, TABLES, at_level, exported
from articles.selectors.exports.codebook import NOTES, codebook_csv, codebook_json, entries_of
from articles.web.listing import Listing
from articles.web.responses import BadInput, page, show

BOOKS = {"json": ("application/json", codebook_json), "csv": ("text/csv; charset=utf-8", codebook_csv)}


def download(found: Listing, kind: str) -> StreamingHttpResponse:
    """All rows of a list, streamed, in the address's format and level. Raises BadInput for those that nobody writes."""
    form, level = str(found.query["format"]), found.query.get("level", "")
    if form not in FORMS:
        raise BadInput(f"format: choose one of {', '.join(FORMS)}.")
    if level and level not in LEVELS:
        raise BadInput(f"level: choose one of {', '.join(LEVELS)}.")
    rows, kind = at_level(found.all_rows(), kind, level)
    return answer_with(rows, kind, form)


def answer_with(rows: QuerySet[Any, Any], kind: str, form: str) -> StreamingHttpResponse:
    """Rows as a file that names its codebook. Raises BadInput when they cannot be read."""
    try:
        chunks = exported(rows, kind, form)
    except (DatabaseError, psycopg.Error) as error:
        raise BadInput("These rows cannot be read: use fewer or plainer filters.") from error
    answer = StreamingHttpResponse(chunks, content_type=FORMS[form].media_type)
    answer["Content-Disposition"] = f'attachment; filename="{kind}.{FORMS[form].extension}"'
    answer["Link"] = f'<{reverse("codebook", args=[kind])}>; rel="describedby"'
    return answer


@require_safe
@page
def codebook(request: HttpRequest, kind: str) -> HttpResponseBase:
    """What the columns of one kind of export mean, as a page, JSON or CSV."""
    if kind not in TABLES:
        raise Http404
    table, form = TABLES[kind], request.GET.get("format")
    if form is None:
        context = {"table": table, "entries": entries_of(table), "notes": NOTES, "kinds": list(TABLES)}
        return show(request, "export/codebook.html", context)
    if form not in BOOKS:
        raise BadInput(f"format: choose one of {', '.join(BOOKS)}.")
    media_type, write = BOOKS[form]
    return HttpResponse(write(table), content_type=media_type)
