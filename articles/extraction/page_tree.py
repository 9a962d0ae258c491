"""HTML bytes to a tree: the encoding, one linear look before the parser, and whether the parser cut anything."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree
from lxml import html as lxml_html

from articles.extraction.charsets import decode
from articles.extraction.prescan import scan_markup

_DECLARED = re.compile(rb"""<meta[^>]{0,300}?charset\s{0,8}=\s{0,8}["']?\s{0,8}([A-Za-z0-9_:.-]{2,40})""", re.I)
_XML_DECLARED = re.compile(rb"""^\s{0,64}<\?xml[^>]{0,200}?encoding\s{0,8}=\s{0,8}["']([A-Za-z0-9_:.-]{2,40})["']""")
_NOT_TEXT = re.compile("[\0\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class PageTree:
    """A parsed page; ``refusal`` says why no parser was let near it, ``is_cut`` that the parser dropped a part."""

    root: etree._Element | None
    is_cut: bool = False
    refusal: str = ""


def read_tree(html: bytes, charset: str = "") -> PageTree:
    """Parse a page; ``charset`` is what the transport said. A page that would hang a parser gives a refusal."""
    markup = decode_page(html, charset)
    refusal = scan_markup(markup).refusal
    if refusal:
        return PageTree(None, is_cut=True, refusal=refusal)
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        root = lxml_html.document_fromstring(markup.encode(), parser=parser, ensure_head_body=True)
    except (etree.ParserError, ValueError):
        return PageTree(None)
    # libxml2 drops what is nested deeper than 256 elements, and everything after it
    is_cut = any(
        entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT or "depth" in entry.message for entry in parser.error_log
    )
    return PageTree(root, is_cut)


def decode_page(html: bytes, charset: str = "") -> str:
    """A page's bytes as text without NUL and lone surrogates; ``charset`` is what the server said."""
    found = (pattern.search(html[:8_192]) for pattern in (_XML_DECLARED, _DECLARED))
    text, _ = decode(html, [charset, *(match[1].decode("ascii") for match in found if match)])
    return _NOT_TEXT.sub("", text)
