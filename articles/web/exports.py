"""The rows of a list as a download."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import StreamingHttpResponse

from articles.selectors.exports import MEDIA_TYPES, lines_of
from articles.web.responses import BadInput


def exported(rows: QuerySet[Any], kind: str, form: str) -> StreamingHttpResponse:
    """All rows of a list, streamed: memory does not grow with its length. Raises BadInput for a format nobody writes."""
    if form not in MEDIA_TYPES:
        raise BadInput(f"format: choose one of {', '.join(MEDIA_TYPES)}.")
    response = StreamingHttpResponse(lines_of(rows, kind, form), content_type=f"{MEDIA_TYPES[form]}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{kind}.{form}"'
    return response
