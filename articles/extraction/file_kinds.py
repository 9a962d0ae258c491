"""What a file is, by its content: names and stated types are only asked where two kinds of text look alike."""

from __future__ import annotations

import csv
import json
import re
from enum import StrEnum

from articles.extraction.charsets import decode

_START = 4_096
_MARKUP = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|[a-z][a-z0-9]{0,9}[\s>/])", re.I | re.S
)
_MAGIC = {
    b"\xd0\xcf\x11\xe0": "an old Office file: save it as .docx or PDF",
    b"{\\rtf": "an RTF file: save it as .docx or PDF",
    b"\x89PNG": "a picture", b"\xff\xd8\xff": "a picture", b"GIF8": "a picture", b"RIFF": "a picture or a sound",
    b"\x1f\x8b": "a gzip file: unpack it first", b"7z\xbc\xaf": "a 7-Zip file: pack it as .zip", b"Rar!": "a RAR file: pack it as .zip",
    b"\x7fELF": "a program", b"MZ\x90": "a program", b"%!PS": "a PostScript file: save it as PDF", b"wOFF": "a font",
}  # fmt: skip
COLUMNS = ("url", "outlet", "title", "byline", "published", "language", "text")


class Kind(StrEnum):
    """The kinds of files that are read; the value is the media type."""

    TEXT = "text/plain"
    MARKDOWN = "text/markdown"
    HTML = "text/html"
    PDF = "application/pdf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    ZIP = "application/zip"
    CSV = "text/csv"
    JSONL = "application/jsonl"


class UnknownKind(ValueError):
    """A file that holds no article in a form that is read; the message says what it is."""


def kind_of(raw: bytes, name: str = "") -> Kind:
    """The kind of a file's bytes: ``kind_of(b"%PDF-1.7 ...", "notes.txt") is Kind.PDF``.

    ``name`` only tells Markdown, CSV and JSON Lines from other text. Raises UnknownKind for pictures, programs, other
    archives and bytes that are no text.
    """
    start = raw[:_START]
    if b"%PDF-" in start[:1_024]:
        return Kind.PDF
    if start.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return Kind.DOCX if b"word/document.xml" in raw and b"[Content_Types].xml" in raw else Kind.ZIP
    for magic, words in _MAGIC.items():
        if start.startswith(magic):
            raise UnknownKind(f"this is {words}")
    return _kind_of_text(start, name.lower())


def _kind_of_text(start: bytes, name: str) -> Kind:
    text, encoding = decode(start)
    if not encoding.startswith("utf-16") and _is_binary(start):
        raise UnknownKind("this is no text: give .txt .md .html .pdf .docx .csv .jsonl or .zip")
    if _MARKUP.match(text.lstrip("\ufeff")):
        return Kind.HTML
    line = next((row for row in text.splitlines() if row.strip()), "")
    if name.endswith(".jsonl") or _is_row(line, is_cut=len(start) == _START):
        return Kind.JSONL
    if name.endswith(".csv") or _is_header(line):
        return Kind.CSV
    return Kind.MARKDOWN if name.endswith((".md", ".markdown")) else Kind.TEXT


def _is_binary(start: bytes) -> bool:
    """More than a stray control byte. NULs do not count: they are cleaned out of texts."""
    odd = sum(0 < byte < 9 or 13 < byte < 27 or 27 < byte < 32 for byte in start)
    return odd * 20 > len(start)


def _is_row(line: str, is_cut: bool) -> bool:
    if not line.lstrip().startswith("{"):
        return False
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return is_cut and re.match(r'\s*\{\s*"(?:text|url|title|outlet|id|published)"\s*:', line) is not None
    return isinstance(row, dict) and bool(row.keys() & {"text", "url"})


def _is_header(line: str) -> bool:
    names = header_names(line)
    return len(names) > 1 and set(names) <= set(COLUMNS) and bool({"text", "url"} & set(names))


def header_names(line: str) -> list[str]:
    """The columns that a CSV file's first line names: ``header_names("URL;Text") == ["url", "text"]``."""
    return [
        name.strip().lower().lstrip("\ufeff") for name in next(csv.reader([line], delimiter=delimiter_of(line)), [])
    ]


def delimiter_of(line: str) -> str:
    """The mark between the columns of a header line: a comma, a semicolon or a tab, whichever it has most of."""
    return max(",;\t", key=line.count)
