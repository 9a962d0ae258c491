"""The first page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from articles.selectors.home import home_view
from articles.web.responses import public, show


@require_safe
@public
def home(request: HttpRequest) -> HttpResponseBase:
    return show(request, "home.html", {"view": home_view()})
