"""Puts a document into a page as data that no browser runs."""

from __future__ import annotations

import json
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()
# what could end the element or be taken for markup; JSON reads the escapes as the signs themselves
_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


@register.simple_tag
def data_block(document: dict[str, Any]) -> SafeString:
    """A JSON-LD document as a ``<script>`` of a type that is never run: ``</script>`` in a text cannot end it."""
    escaped = json.dumps(document, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{escaped}</script>')
