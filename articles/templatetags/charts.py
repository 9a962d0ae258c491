"""The marks of a chart as SVG: a chart has a hundred of them, so each is one text and no template of its own."""

from __future__ import annotations

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from articles.selectors.charts import Mark
from articles.selectors.strips import Strip, StripMark

register = template.Library()
SHAPES = ("m-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0", "m-5-5h10v10h-10z", "m0-7l7 7l-7 7l-7-7z", "m0-6l6 11h-12z")


@register.simple_tag
def shape(kind: int, x: float = 0, y: float = 0) -> SafeString:
    """The shape of an outlet's marks at a place: a disc, a square, a diamond or a triangle."""
    return format_html('<path d="M{} {}{}"/>', x, y, SHAPES[kind])


@register.filter
def drawn(mark: Mark) -> SafeString:
    """One claim: the bar of what its words allow, arrows at open ends, and its shape, or the two ends of a range."""
    x, top, bottom = mark.x, mark.top, mark.bottom
    paths = [("reach", f"M{x} {top}V{bottom}")] if top != bottom else []
    if mark.is_open_up:
        paths.append(("end", f"M{x} {top}m-5 6l5-6l5 6"))
    if mark.is_open_down:
        paths.append(("end", f"M{x} {bottom}m-5-6l5 6l5-6"))
    if mark.is_range:
        paths.append(("end", f"M{x} {top}m-6 0h12M{x} {bottom}m-6 0h12"))
    stated = SafeString("") if mark.is_range else shape(mark.shape, x, mark.y)
    return format_html_join("", '<path class="{}" d="{}"/>', paths) + stated


@register.filter
def drawn_along(strip: Strip) -> SafeString:
    """The marks of a strip: first what all their words allow, then where each stands."""
    bars = [(mark.colour, mark.left, mark.width) for mark in strip.marks]
    reaches = format_html_join("", '<rect class="reach c{}" x="{}" y="13" width="{}" height="8"></rect>', bars)
    return reaches + format_html_join("", "{}", ((_stands(mark),) for mark in strip.marks))


def _stands(mark: StripMark) -> SafeString:
    look = mark.colour
    if mark.is_range:
        found = format_html('<rect class="c{}" x="{}" y="11" width="1" height="12"></rect>', look, mark.left)
    else:
        found = format_html('<circle class="c{}" cx="{}" cy="17" r="4"></circle>', look, mark.x)
    ends = [(look, mark.x, "m6 -4l5 4l-5 4z")] if mark.is_open_up else []
    ends += [(look, mark.x, "m-6 -4l-5 4l5 4z")] if mark.is_open_down else []
    return found + format_html_join("", '<path class="c{}" d="M{} 17{}"></path>', ends)
