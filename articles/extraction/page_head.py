"""The meta elements of a page's head, by their lower-case names."""

from __future__ import annotations

import re

from lxml import etree

Metas = dict[str, list[str]]

_NOT_LETTERS = re.compile(r"[\W_]+")


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
    """An element's words on one line; scripts and styles have left the tree by then."""
    return " ".join("".join(element.itertext()).split())


def drop_unseen(root: etree._Element) -> None:
    """Take scripts, styles and their like out of a tree, so that what is left is what readers see."""
    etree.strip_elements(root, "script", "style", "noscript", "template", "svg", with_tail=False)


def fold(text: str) -> str:
    """A text's letters and digits in small letters, to compare what differs in marks and spaces only."""
    return _NOT_LETTERS.sub("", text.lower())
