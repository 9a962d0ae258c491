"""A figure as a card in other sites' pages: oEmbed and what it frames."""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit

from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import Resolver404, resolve
from django.utils.html import format_html
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from articles.models import Figure
from articles.selectors.documents.schema_org import standing
from articles.selectors.figures import disputes_of
from articles.web.documents import site_of
from articles.web.responses import BadInput, page

WIDTH, HEIGHT = 480, 220
LEAST_WIDTH, LEAST_HEIGHT = 240, 160
CACHED_S = 300


@require_safe
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"], "script-src": ["'none'"], "form-action": ["'none'"]})  # type: ignore[arg-type]  # its stubs know views of one argument
def card(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One figure on a card that any page may frame: no cookie, no script, no form, the same for everybody."""
    figure = get_object_or_404(Figure, pk=pk)
    if figure.merged_into_id is not None:
        return redirect("figure-card", figure.merged_into_id, permanent=True)
    verdicts = [verdict for dispute in disputes_of(figure) for verdict in standing(dispute.verdicts.all())]
    context = {"figure": figure, "verdict": max(verdicts, key=lambda v: v.created_at, default=None)}
    # nothing of who asks may show
    answer = render(None, "figure/card.html", context)
    answer["Cache-Control"] = f"public, max-age={CACHED_S}"
    return answer


@require_safe
@page
def oembed(request: HttpRequest) -> HttpResponseBase:
    """oEmbed 1.0 for the address of a figure's page: 404 for other addresses, 501 for other formats than JSON."""
    if request.GET.get("format", "json") != "json":
        return HttpResponse("Only format=json is given.", status=501, content_type="text/plain")
    figure = get_object_or_404(Figure.objects.standing(), pk=_figure_at(request, request.GET.get("url", "")))
    site = site_of(request)
    width, height = (
        _at_most(request, "maxwidth", WIDTH, LEAST_WIDTH),
        _at_most(request, "maxheight", HEIGHT, LEAST_HEIGHT),
    )
    frame = format_html(
        '<iframe src="{}" width="{}" height="{}" title="{}" loading="lazy" referrerpolicy="no-referrer"'
        ' sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>',
        *(site.to("figure-card", figure.pk), width, height, figure.definition),
    )
    facts = {"version": "1.0", "type": "rich", "provider_name": site.name, "provider_url": f"{site.root}/"}
    answer = JsonResponse(
        {**facts, "title": figure.definition, "html": frame, "width": width, "height": height, "cache_age": CACHED_S}
    )
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


def oembed_address(request: HttpRequest, figure: Figure) -> str:
    """Where a figure's page sends those who look for its card."""
    site = site_of(request)
    return f"{site.to('oembed')}?{urlencode({'url': site.to('figure', figure.pk)})}"


def _figure_at(request: HttpRequest, address: str) -> int:
    """The number of the figure whose page is at an address of this site. Raises BadInput for no address, Http404 for others."""
    if not address:
        raise BadInput("url: the address of a figure's page is needed.")
    try:
        parts = urlsplit(address)
        match = resolve(parts.path)
    except (ValueError, Resolver404) as error:
        raise Http404 from error
    if parts.netloc != request.get_host() or match.url_name != "figure":
        raise Http404
    return int(match.kwargs["pk"])


def _at_most(request: HttpRequest, name: str, usual: int, least: int) -> int:
    given = request.GET.get(name, "")
    if given and not (given.isascii() and given.isdigit() and len(given) < 6):
        raise BadInput(f"{name}: a whole number of pixels is needed.")
    return max(least, min(usual, int(given))) if given else usual
