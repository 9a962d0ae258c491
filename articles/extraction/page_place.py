"""Where a page stands: its outlet's name, its language and its canonical address, by its own statements."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from lxml import etree

from articles.extraction.page_head import Metas, first_of, fold, words_of
from articles.extraction.page_json import Structured

_TAIL = re.compile(r"\s+[|•·–—-]\s+([^|•·–—]{2,60})$")
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9-]{1,20})?\Z", re.I)
_HANDSETS = re.compile(r"^(?:www\d?|m|mobile|amp|edition)\.")


def find_outlet(root: etree._Element, metas: Metas, structured: Structured, url: str) -> str:
    """The outlet's name as the page gives it; empty when it gives none, never made up from the address.

    A title's tail ("... | The Daily Harbour") counts when it is spelled like the host (dailyharbour.example).
    """
    for name in (first_of(metas, "og:site_name"), structured.publisher, first_of(metas, "application-name")):
        if 2 <= len(name) <= 80 and "://" not in name:
            return name
    title = next((words_of(element) for element in root.iter("title")), "")
    tail = _TAIL.search(title[-80:])
    label = fold(_host(url).rpartition(".")[0])
    name = tail[1].strip() if tail else ""
    return name if name and label and (fold(name) in label or label in fold(name)) else ""


def find_language(root: etree._Element, metas: Metas, structured: Structured) -> str:
    """The page's language as two or three small letters ("pt"), empty when it does not say."""
    said = (
        *(root.get("lang") or "", root.get("{http://www.w3.org/XML/1998/namespace}lang") or "", structured.language),
        *(
            first_of(metas, "og:locale"),
            first_of(metas, "content-language"),
            first_of(metas, "dc.language", "language"),
        ),
    )
    matches = (_LANGUAGE.match(text.strip()) for text in said)
    return next((match[1].lower() for match in matches if match), "")


def find_address(root: etree._Element, metas: Metas, url: str) -> str:
    """The canonical address: the page's own when it lies on the same site as ``url``, else ``url``.

    A page may name its desktop twin (``m.`` and ``amp.`` hosts are the same site), but not speak for another outlet.
    """
    links = [
        link.get("href") or "" for link in root.iter("link") if "canonical" in (link.get("rel") or "").lower().split()
    ]
    for address in (*links, first_of(metas, "og:url")):
        try:
            full = str(urljoin(url, address.strip()))
            parts = urlsplit(full)
        except ValueError:
            continue
        if address and parts.scheme in ("http", "https") and _is_same_site(full, url) and not _is_front(full, url):
            return full.partition("#")[0]
    return url


def _is_same_site(address: str, url: str) -> bool:
    ours, theirs = _HANDSETS.sub("", _host(url)), _HANDSETS.sub("", _host(address))
    return not ours or ours == theirs


def _is_front(address: str, url: str) -> bool:
    """Whether an article claims to be the front page, as broken templates do."""
    return urlsplit(address).path in ("", "/") and urlsplit(url).path not in ("", "/")


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").lower() if "://" in url else ""
