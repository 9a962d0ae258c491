"""The marks of a chart as SVG: a chart has a hundred of them, so each is one text and no template of its own.

All that is written into them are numbers that were computed here: nothing to escape.
"""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString

from articles.selectors.charts import Mark
from articles.selectors.strips import Strip, StripMark

register = template.Library()
SHAPES = ("m-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0", "m-5-5h10v10h-10z", "m0-7l7 7l-7 7l-7-7z", "m0-6l6 11h-12z")


@register.simple_tag
def shape(kind: int, x: float = 0, y: float = 0) -> SafeString:
    """The shape of an outlet's marks at a place: a disc, a square, a diamond or a triangle."""
    return SafeString(f'<path d="M{x} {y}{SHAPES[kind]}"/>')


@register.filter
def drawn(mark: Mark) -> SafeString:
    """One claim: the bar of what its words allow, arrows at open ends, and its shape, or the two ends of a range."""
    x, top, bottom = mark.x, mark.top, mark.bottom
    parts = [f'<path class="reach" d="M{x} {top}V{bottom}"/>'] if top != bottom else []
    if mark.is_open_up:
        parts.append(f'<path class="end" d="M{x} {top}m-5 6l5-6l5 6"/>')
    if mark.is_open_down:
        parts.append(f'<path class="end" d="M{x} {bottom}m-5-6l5 6l5-6"/>')
    if mark.is_range:
        parts.append(f'<path class="end" d="M{x} {top}m-6 0h12M{x} {bottom}m-6 0h12"/>')
    else:
        parts.append(shape(mark.shape, x, mark.y))
    return SafeString("".join(parts))


@register.filter
def drawn_along(strip: Strip) -> SafeString:
    """The marks of a strip: first what all their words allow, then where each stands."""
    reaches = (
        f'<rect class="reach c{mark.colour}" x="{mark.left}" y="13" width="{mark.width}" height="8"></rect>'
        for mark in strip.marks
    )
    return SafeString("".join([*reaches, *map(_stands, strip.marks)]))


def _stands(mark: StripMark) -> str:
    look = mark.colour
    if mark.is_range:
        found = f'<rect class="c{look}" x="{mark.left}" y="11" width="1" height="12"></rect>'
    else:
        found = f'<circle class="c{look}" cx="{mark.x}" cy="17" r="4"></circle>'
    if mark.is_open_up:
        found += f'<path class="c{look}" d="M{mark.x} 17m6 -4l5 4l-5 4z"></path>'
    if mark.is_open_down:
        found += f'<path class="c{look}" d="M{mark.x} 17m-6 -4l-5 4l5 4z"></path>'
    return found
