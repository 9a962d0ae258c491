"""HTML bytes to a tree: the encoding, one linear look before the parser, and whether the parser cut anything."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from lxml import etree
from lxml import html as lxml_html

from articles.extraction.prescan import scan_markup

_DECLARED = re.compile(rb"""<meta[^>]{0,300}?charset\s{0,8}=\s{0,8}["']?\s{0,8}([A-Za-z0-9_:.-]{2,40})""", re.I)
_XML_DECLARED = re.compile(rb"""^\s{0,64}<\?xml[^>]{0,200}?encoding\s{0,8}=\s{0,8}["']([A-Za-z0-9_:.-]{2,40})["']""")
# what browsers read for these names (the Encoding Standard)
_READ_AS = {
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "iso-8859-9": "cp1254",
} | {
    **{"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "shift_jis": "cp932", "shift-jis": "cp932"},
    **{"x-sjis": "cp932", "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "big5": "big5hkscs", "iso-8859-11": "cp874"},
}
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
    """A page's bytes as text without NUL: by its byte-order mark, as UTF-8 if it is, else as it or its server says."""
    if html.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _NOT_TEXT.sub("", html.decode("utf-16", errors="replace"))
    for name in ("utf-8-sig", charset, *_declared(html)):
        try:
            return _NOT_TEXT.sub("", html.decode(_READ_AS.get(name.lower(), name)))
        except (UnicodeDecodeError, LookupError):
            continue
    names = [name for name in (charset, *_declared(html)) if _is_known(name)]
    return _NOT_TEXT.sub(
        "", html.decode(_READ_AS.get(names[0].lower(), names[0]) if names else "cp1252", errors="replace")
    )


def _declared(html: bytes) -> list[str]:
    found = (pattern.search(html[:8_192]) for pattern in (_XML_DECLARED, _DECLARED))
    return [match[1].decode("ascii") for match in found if match]


def _is_known(name: str) -> bool:
    try:
        return bool(name) and codecs.lookup(_READ_AS.get(name.lower(), name)).name not in ("idna", "punycode")
    except LookupError:
        return False
