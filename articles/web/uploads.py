"""Handing in articles: files or pasted text, by anybody who is signed in."""

from __future__ import annotations

from dataclasses import dataclass
from mimetypes import guess_type
from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from articles.tasks import Outcome, Receipt, Said, Submission, submit
from articles.web.forms import UploadForm
from articles.web.responses import page, show


@dataclass(frozen=True, slots=True)
class Handed:
    """One thing handed in and what became of it."""

    name: str
    receipt: Receipt


@require_http_methods(["GET", "HEAD", "POST"])
@page
@login_required
def upload(request: HttpRequest) -> HttpResponseBase:
    form = UploadForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if not form.is_valid():
        return show(request, "upload/page.html", {"form": form}, 400 if form.is_bound else 200)
    items = submissions_of(form.cleaned_data)
    by = request.user if isinstance(request.user, User) else None
    receipts = submit([item for _, item in items], via="page", by=by)
    handed = [Handed(name, receipt) for (name, _), receipt in zip(items, receipts, strict=True)]
    if len(handed) == 1 and handed[0].receipt.article_id and handed[0].receipt.outcome is not Outcome.REJECTED:
        return redirect("article", handed[0].receipt.article_id)
    return show(request, "upload/done.html", {"handed": handed})


def submissions_of(given: dict[str, Any]) -> list[tuple[str, Submission]]:
    """What a filled form hands in, each with the name that a reader knows it by."""
    published = given["published"].isoformat() if given["published"] else ""
    said = Said(title=given["title"], outlet=given["outlet"], published=published)
    items = [(str(file.name), _of_file(file, given["url"], said)) for file in given["documents"]]
    if given["text"].strip():
        items.append(("pasted text", Submission(raw=given["text"].encode(), url=given["url"], said=said)))
    return items


def _of_file(file: UploadedFile[bytes], url: str, said: Said) -> Submission:
    name = str(file.name)
    media = guess_type(name)[0] or "text/plain"
    return Submission(raw=file.read(), media_type=media, file_name=name[:300], url=url, said=said)
