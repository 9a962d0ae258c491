"""Handing in articles: files, addresses or pasted text, by anybody who is signed in."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from articles.models import Article
from articles.tasks import Handed, Said, Submission, submit, submit_file
from articles.web.forms import UploadForm
from articles.web.responses import page, show


@require_http_methods(["GET", "HEAD", "POST"])
@page
@login_required
def upload(request: HttpRequest) -> HttpResponseBase:
    form = UploadForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if getattr(request, "too_large", False):
        problems = ["A file may have at most 5 MB. Nothing was taken in: hand the others in again without it."]
        return show(request, "400.html", {"problems": problems}, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    if not form.is_valid():
        return show(request, "upload/page.html", {"form": form}, 400 if form.is_bound else 200)
    handed = hand_in(form.cleaned_data, request.user if isinstance(request.user, User) else None)
    if len(handed) == 1 and handed[0].receipt.article_id:
        return redirect("article", handed[0].receipt.article_id)
    ids = dict.fromkeys(str(each.receipt.article_id) for each in handed if each.receipt.article_id)
    return show(request, "upload/done.html", {"handed": handed, "ids": list(ids)[:60]}, status_of(handed))


def hand_in(given: dict[str, Any], by: User | None) -> list[Handed]:
    """Submits what a filled form holds: each file by its content, each address on its own line, the pasted text."""
    published = given["published"].isoformat() if given["published"] else ""
    said = Said(title=given["title"], outlet=given["outlet"], published=published)
    handed: list[Handed] = []
    for file in given["documents"]:
        handed += submit_file(str(file.name), file.read(), url=given["url"], said=said, via=Article.Via.PAGE, by=by)
    items = {address: Submission(raw=None, url=address) for address in given["addresses"].split()}
    if given["text"].strip():
        items["pasted text"] = Submission(raw=given["text"].encode(), url=given["url"], said=said)
    receipts = submit(list(items.values()), via=Article.Via.PAGE, by=by)
    return handed + [Handed(name, receipt) for name, receipt in zip(items, receipts, strict=True)]


def status_of(handed: list[Handed]) -> HTTPStatus:
    """200 when anything was taken; 413 or 422 when nothing was, for its size or for what it is."""
    if any(each.receipt.article_id for each in handed):
        return HTTPStatus.OK
    too_large = any(each.is_too_large for each in handed)
    return HTTPStatus.REQUEST_ENTITY_TOO_LARGE if too_large else HTTPStatus.UNPROCESSABLE_ENTITY
