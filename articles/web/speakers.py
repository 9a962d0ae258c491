"""The list of speakers and one speaker."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from articles.filters import SpeakerFilter
from articles.models import Speaker
from articles.selectors.acts import deeds_about
from articles.selectors.speakers import SPEAKER_ORDERS, heard, listed_speakers, speaker_view
from articles.web.exports import download
from articles.web.listing import listing
from articles.web.responses import public, show


@require_safe
@public
def speaker_list(request: HttpRequest) -> HttpResponseBase:
    found = listing(request, SpeakerFilter, listed_speakers(), SPEAKER_ORDERS)
    if request.GET.get("format"):
        return download(found, "speakers")
    rows = found.page(size=50)
    return show(request, "speaker/list.html", {"found": found, "page": rows, "rows": heard(rows.rows)})


@require_safe
@public
def speaker_detail(request: HttpRequest, pk: int) -> HttpResponseBase:
    speaker = get_object_or_404(Speaker, pk=pk)
    if speaker.merged_into_id is not None:
        return redirect("speaker", speaker.merged_into_id, permanent=True)
    view = speaker_view(speaker)
    context = {"view": view, "deeds": deeds_about(speaker, request.user)}
    return show(request, "speaker/detail.html", context)
