"""One linear look at markup before any parser sees it: what would hang or blind a parser is found here.

Quadratic attribute lists hang libxml2 and lexbor for minutes inside C, where nothing can interrupt them, and
libxml2 silently drops what is nested deeper than 256 elements.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

MOST_ATTRIBUTES = 500
MOST_OPEN_TAGS = 2_000

_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]{0,80})")
_ATTRIBUTE = re.compile(r"[\s/]*+(?:[^\s=>/][^\s=>/]*+)(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>]*+))?")
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
# their end tags may be left out, so a list of a thousand items is not a thousand levels
_OPTIONAL_END = frozenset(["p", "li", "dt", "dd", "option", "optgroup", "tr", "td", "th", "thead", "tbody", "tfoot"])
_RAW = {name: re.compile(rf"</{name}", re.I) for name in ("script", "style", "textarea", "title", "noscript", "xmp")}


@dataclass(frozen=True, slots=True)
class Scan:
    """What the scan found: the most attributes of the long tags (short ones are not counted), the most tags open at once."""

    attributes: int
    open_tags: int

    @property
    def refusal(self) -> str:
        """Why a parser must not see this markup, empty when it may."""
        if self.attributes > MOST_ATTRIBUTES:
            return f"a tag has more than {MOST_ATTRIBUTES} attributes"
        if self.open_tags > MOST_OPEN_TAGS:
            return f"more than {MOST_OPEN_TAGS} tags are open at once"
        return ""


def scan_markup(markup: str, is_html: bool = True) -> Scan:
    """Count attributes and depth in one pass over ``markup``, in time linear in its length; never raises.

    ``scan_markup("<div><b><p><i>x")`` finds 3 open tags: paragraphs, list items and table parts close themselves in HTML
    and are not counted.
    """
    position, depth, deepest, most = 0, 0, 0, 0
    while (tag := _next_tag(markup, position)) is not None:
        name = tag[2].lower()
        position, count, is_closed = _rest_of_tag(markup, tag.end())
        most = max(most, count)
        if most > MOST_ATTRIBUTES:
            break
        if is_html and not tag[1] and name in _RAW:
            position = _after_raw(markup, name, position)
        elif not (is_html and (name in _VOID or name in _OPTIONAL_END)):
            depth = max(0, depth - 1) if tag[1] else depth + (not is_closed)
            deepest = max(deepest, depth)
    return Scan(most, deepest)


def _next_tag(markup: str, position: int) -> re.Match[str] | None:
    while (start := markup.find("<", position)) >= 0:
        if markup.startswith("<!--", start):
            end = markup.find("-->", start + 4)
        elif markup.startswith("<![CDATA[", start):
            end = markup.find("]]>", start)
        else:
            tag = _TAG.match(markup, start)
            if tag is not None:
                return tag
            end = start
        if end < 0:
            return None
        position = end + 1
    return None


def _rest_of_tag(markup: str, position: int) -> tuple[int, int, bool]:
    """As ``_attributes``, with no count for a tag too short to hold many; one whose quotes pair up ends at its first ``>``."""
    end = markup.find(">", position)
    inside = markup[position:end] if 0 <= end - position < MOST_ATTRIBUTES else "'"
    if inside.count('"') % 2 or inside.count("'") % 2:
        return _attributes(markup, position)
    return end + 1, 0, inside.endswith("/")


def _attributes(markup: str, position: int) -> tuple[int, int, bool]:
    """The place after the tag's ``>``, its count of attributes, and whether it closes itself (``/>``)."""
    count = 0
    while (attribute := _ATTRIBUTE.match(markup, position)) is not None:
        count += 1
        position = attribute.end()
        if count > MOST_ATTRIBUTES:
            return position, count, False
    end = markup.find(">", position)
    if end < 0:
        return len(markup), count, False
    return end + 1, count, markup[end - 1] == "/"


def _after_raw(markup: str, name: str, position: int) -> int:
    end = _RAW[name].search(markup, position)
    return len(markup) if end is None else end.start()
