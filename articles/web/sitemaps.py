"""What robots are told: which pages there are, and which to leave alone."""

from __future__ import annotations

from xml.sax.saxutils import escape

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from articles.selectors.documents import Site
from articles.selectors.sitemaps import Place, blocks, pages_of
from articles.web.documents import site_of

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
CLOSED = ("/admin/", "/accounts/", "/api/", "/upload/", "/follows/")
KEPT_S = 3600


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    return _answered("sitemapindex", "sitemap", list(blocks()), site_of(request))


@require_safe
def sitemap_block(request: HttpRequest, block: str) -> HttpResponse:
    kind, _, number = block.rpartition("-")
    places = pages_of(kind, int(number)) if number.isascii() and number.isdigit() and len(number) < 10 else []
    if not places:
        raise Http404
    return _answered("urlset", "url", places, site_of(request))


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in CLOSED),
        f"Sitemap: {site_of(request).to('sitemap')}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def _answered(root: str, element: str, places: list[Place], site: Site) -> HttpResponse:
    lines = "".join(_line(element, place, site) for place in places)
    body = f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{NAMESPACE}">\n{lines}</{root}>\n'
    answer = HttpResponse(body, content_type="application/xml")
    answer["Cache-Control"] = f"public, max-age={KEPT_S}"
    return answer


def _line(element: str, place: Place, site: Site) -> str:
    changed = f"<lastmod>{place.changed_at.isoformat(timespec='seconds')}</lastmod>" if place.changed_at else ""
    return f"<{element}><loc>{escape(site.to(place.route, place.key))}</loc>{changed}</{element}>\n"
