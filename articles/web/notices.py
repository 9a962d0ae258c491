"""What a person is told: who mentioned them, replied to them, or gave them something to do."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from articles.actions.notes import read_notices
from articles.models import Notice
from articles.selectors.desk import notices_of
from articles.selectors.notes import path_of_notice
from articles.web.responses import page, show


def _person(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


@require_safe
@page
@login_required
def notices(request: HttpRequest) -> HttpResponseBase:
    return show(request, "review/notices.html", {"notices": notices_of(_person(request))})


@require_POST
@page
@login_required
def read_all(request: HttpRequest) -> HttpResponseBase:
    read_notices(person=_person(request))
    return redirect("notices")


@require_POST
@page
@login_required
def read_one(request: HttpRequest, pk: int) -> HttpResponseBase:
    notice = get_object_or_404(Notice.objects.select_related("annotation__revision"), pk=pk, person=_person(request))
    read_notices(person=_person(request), notice=notice)
    return redirect(path_of_notice(notice))
