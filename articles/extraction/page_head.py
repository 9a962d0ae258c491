"""The meta elements of a page's head, by their lower-case names."""

from __future__ import annotations

from lxml import etree

Metas = dict[str, list[str]]


def read_metas(root: etree._Element) -> Metas:
    """Every meta's content under its property, name and itemprop: ``{"og:title": ["Ferry strikes pier"]}``."""
    metas: Metas = {}
    for element in root.iter("meta"):
        content = " ".join((element.get("content") or "").split())
        for kind in ("property", "name", "itemprop", "http-equiv"):
            name = (element.get(kind) or "").lower().strip()
            if name and content:
                metas.setdefault(name, []).append(content)
    return metas


def first_of(metas: Metas, *names: str) -> str:
    """The first content of the first of these names that is there, empty for none."""
    return next((metas[name][0] for name in names if name in metas), "")


def words_of(element: etree._Element) -> str:
    """An element's visible words on one line, without scripts and styles."""
    parts = (
        str(text) for text in element.xpath(".//text()[not(ancestor::script or ancestor::style or ancestor::noscript)]")
    )
    return " ".join("".join(parts).split())
