"""What the head of a page says for programs: the document of the page as data, and the addresses of its feeds."""

from __future__ import annotations

import json
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

register = template.Library()
FEEDS = {"atom": "application/atom+xml", "json": "application/feed+json"}
LONGEST_TITLE = 80
# what could end the element or be taken for markup; JSON reads the escapes as the signs themselves
_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


@register.simple_tag
def data_block(document: dict[str, Any]) -> SafeString:
    """A JSON-LD document as a ``<script>`` of a type that is never run: ``</script>`` in a text cannot end it."""
    escaped = json.dumps(document, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{escaped}</script>')


@register.simple_tag
def feed_links(kind: str, pk: int, title: str) -> SafeString:
    """Links to the feeds of one figure, speaker or outlet."""
    return _links(title, [(form, reverse("feed-of-one", args=[kind, pk, form])) for form in FEEDS])


@register.simple_tag
def list_feed_links(route: str, title: str, query: str) -> SafeString:
    """Links to the feeds of a list, with the list's own query."""
    return _links(title, [(form, f"{reverse(route, args=[form])}{query.rstrip('?')}") for form in FEEDS])


def _links(title: str, addresses: list[tuple[str, str]]) -> SafeString:
    return format_html_join(
        "",
        '<link rel="alternate" type="{}" title="{}" href="{}">',
        ((FEEDS[form], title[:LONGEST_TITLE], address) for form, address in addresses),
    )
