"""The public files of the nightly dumps."""

from __future__ import annotations

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from articles.selectors.dumps import dumps_in, public_file
from articles.web.responses import page, show


@require_safe
@page
def dump_list(request: HttpRequest) -> HttpResponseBase:
    return show(request, "export/dumps.html", {"dumps": dumps_in(settings.DUMP_DIR)})


@require_safe
def dump_file(request: HttpRequest, dump: str, name: str) -> HttpResponseBase:
    """One public file of one dump; 404 for anything else in the folder."""
    path = public_file(settings.DUMP_DIR, dump, name)
    if path is None or not path.is_file():
        raise Http404
    return FileResponse(path.open("rb"), as_attachment=True, filename=name)
