"""Word files (.docx): the paragraphs and table rows of their body, and what the document says of itself."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from articles.extraction.page_head import fold
from articles.extraction.plain import read_plain
from articles.extraction.values import PageText

MOST_XML_BYTES = 20_000_000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_BREAKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_HEAD_CHARS = 3_000


class _Broken(ValueError):
    """A file that is no Word file; the message says why."""


def read_docx(raw: bytes) -> PageText:
    """Read a Word file: its paragraphs a blank line apart, a table's row on one line, what was struck out left out.

    Title and author of its properties are taken only where the text's beginning shows the same words: they often name
    a template. A file that is broken, encrypted or unpacks to over 20 MB has no text and a note ``refused: ...``.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as package:
            body = fromstring(_part(package, "word/document.xml"), forbid_dtd=True).find(f"{_W}body")
            has_properties = "docProps/core.xml" in package.namelist()
            properties = fromstring(_part(package, "docProps/core.xml"), forbid_dtd=True) if has_properties else None
    except (zipfile.BadZipFile, zlib.error, KeyError, NotImplementedError, RuntimeError, EOFError, _Broken) as fault:
        return _refused(f"the Word file cannot be unpacked: {fault}")
    except (ParseError, DefusedXmlException, ValueError) as fault:
        return _refused(f"the Word file's XML cannot be read: {fault}")
    paragraphs = [] if body is None else [text for block in _blocks(body) if (text := " ".join(block.split()))]
    page = read_plain("\n\n".join(paragraphs), "article.txt")
    return page if properties is None else _with_properties(page, properties)


def _refused(why: str) -> PageText:
    return PageText(text="", notes=(f"refused: {' '.join(why.split())[:300]}",))


def _part(package: zipfile.ZipFile, name: str) -> bytes:
    with package.open(name) as part:
        found = part.read(MOST_XML_BYTES + 1)
    if len(found) > MOST_XML_BYTES:
        raise _Broken(f"{name} unpacks to over {MOST_XML_BYTES:,} bytes")
    return found


def _blocks(parent: Element) -> Iterator[str]:
    for child in parent:
        if child.tag == f"{_W}p":
            yield _words(child)
        elif child.tag == f"{_W}tbl":
            yield from (" | ".join(_words(cell) for cell in row.iter(f"{_W}tc")) for row in child.iter(f"{_W}tr"))
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml", f"{_W}smartTag"):
            yield from _blocks(child)


def _words(element: Element) -> str:
    """The element's text as shown: deletions stand in other elements (``w:delText``) and are not read."""
    return "".join((part.text or "") if part.tag == f"{_W}t" else _BREAKS.get(part.tag, "") for part in element.iter())


def _with_properties(page: PageText, properties: Element) -> PageText:
    head = fold(page.text[:_HEAD_CHARS])
    title, author = (" ".join((properties.findtext(f"{_DC}{name}") or "").split()) for name in ("title", "creator"))
    if len(title) > 8 and fold(title) in head:
        page = replace(page, title=title)
    if not page.byline and " " in author and fold(author) in head:
        page = replace(page, byline=author)
    return page
