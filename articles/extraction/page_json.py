"""What a page says of its article in JSON-LD (schema.org), the most careful of its own statements."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from lxml import etree

_MOST_NODES = 5_000
_MOST_BYTES = 1_000_000
_ARTICLE = re.compile(r"(?:\w*Article|BlogPosting|LiveBlogPosting|Report)\Z")
# what hangs under these keys is about other pieces
_ELSEWHERE = frozenset(
    ["itemListElement", "mentions", "isPartOf", "hasPart", "relatedLink", "comment", "review", "citation"]
)
_PEOPLE = frozenset(["Person", ""])
_TAG = re.compile(r"<[^<>]{0,500}>")

Node = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Structured:
    """The article node's statements, each empty when it is not made; ``people`` and ``bodies`` are its authors."""

    headline: str = ""
    people: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    published: str = ""
    modified: str = ""
    publisher: str = ""
    language: str = ""
    description: str = ""
    body: str = ""


def read_structured(root: etree._Element, url: str) -> Structured:
    """Read the JSON-LD of a page: of several articles the one whose address is ``url``'s, else the first, top ones first."""
    nodes = list(_nodes(root))
    by_id = {str(node["@id"]): node for node, _ in nodes if "@id" in node and len(node) > 1}
    articles = sorted(
        (
            (not _is_about(node, url), is_elsewhere, place, node)
            for place, (node, is_elsewhere) in enumerate(nodes)
            if _is_article(node)
        ),
        key=lambda article: article[:3],
    )
    if not articles:
        return Structured(
            publisher=_name(
                next((node for node, _ in nodes if _types(node) & {"NewsMediaOrganization", "WebSite"}), {})
            )
        )
    return _statements([article[3] for article in articles if article[1] == articles[0][1]][:3], by_id)


def _statements(articles: list[Node], by_id: dict[str, Node]) -> Structured:
    node = articles[0]
    authors = next((found for article in articles if (found := list(_authors(article, by_id)))), [])
    publisher = _resolved(node.get("publisher"), by_id)
    return Structured(
        headline=_text(node.get("headline")) or _text(node.get("name")),
        people=tuple(name for name, is_person in authors if is_person),
        bodies=tuple(name for name, is_person in authors if not is_person),
        published=_text(node.get("datePublished")) or _text(node.get("dateCreated")),
        modified=_text(node.get("dateModified")),
        publisher=_name(publisher[0]) if publisher else "",
        language=_text(node.get("inLanguage")),
        description=_text(node.get("description")),
        body=_text(node.get("articleBody"), keeps_lines=True),
    )


def _nodes(root: etree._Element) -> Iterator[tuple[Node, bool]]:
    """Every object of every script, nearest the top first, with whether it stands for another piece."""
    scripts = [script.text or "" for script in root.iter("script") if "ld+json" in (script.get("type") or "").lower()]
    queue: list[tuple[Any, bool]] = [(_parsed(script), False) for script in scripts[:50]]
    for count in range(_MOST_NODES):
        if count >= len(queue):
            return
        value, is_elsewhere = queue[count]
        if isinstance(value, list):
            queue.extend((part, is_elsewhere) for part in value)
        elif isinstance(value, dict):
            yield value, is_elsewhere
            queue.extend(
                (part, is_elsewhere or key in _ELSEWHERE)
                for key, part in value.items()
                if isinstance(part, dict | list)
            )


def _parsed(script: str) -> Any:
    text = script.strip().removeprefix("<!--").removesuffix("-->").strip().removeprefix("<![CDATA[").removesuffix("]]>")
    try:
        return json.loads(text[:_MOST_BYTES].rstrip("; \n\t"), strict=False)
    except (ValueError, RecursionError):
        return None


def _types(node: Node) -> set[str]:
    kinds = node.get("@type", "")
    return {str(kind).rpartition("/")[2] for kind in (kinds if isinstance(kinds, list) else [kinds])}


def _is_article(node: Node) -> bool:
    return any(_ARTICLE.match(kind) for kind in _types(node))


def _is_about(node: Node, url: str) -> bool:
    path = urlsplit(url).path.rstrip("/")
    main = node.get("mainEntityOfPage")
    said = [node.get("url"), node.get("@id"), main.get("@id") if isinstance(main, dict) else main]
    return bool(path) and any(isinstance(address, str) and path in address for address in said)


def _authors(node: Node, by_id: dict[str, Node]) -> Iterator[tuple[str, bool]]:
    for key in ("author", "creator"):
        found = [
            (name.strip(), bool(_types(author) & _PEOPLE) or not author.get("@type"))
            for author in _resolved(node.get(key), by_id)
            for name in _names(author)
            if name.strip()
        ]
        if found:
            yield from found
            return


def _resolved(value: Any, by_id: dict[str, Node]) -> list[Node]:
    """A value as nodes: a bare name becomes one, a reference is followed once."""
    values = value if isinstance(value, list) else [value]
    nodes: list[Node] = []
    for part in values[:30]:
        if isinstance(part, str):
            nodes.append({"name": part})
        elif isinstance(part, dict):
            nodes.append({**by_id.get(str(part.get("@id", "")), {}), **part})
    return nodes


def _names(node: Node) -> list[str]:
    name = node.get("name") or " ".join(part for key in ("givenName", "familyName") if (part := _text(node.get(key))))
    return [_text(part) for part in name] if isinstance(name, list) else [_text(name)]


def _name(node: Node) -> str:
    return next((name for name in _names(node) if name), "")


def _text(value: Any, keeps_lines: bool = False) -> str:
    """A string value as plain text; entities that were escaped twice are undone."""
    if isinstance(value, list):
        value = next((part for part in value if isinstance(part, str)), "")
    if not isinstance(value, str):
        return ""
    plain = _TAG.sub(" ", unescape(unescape(value)))
    if not keeps_lines:
        return " ".join(plain.split())
    return "\n".join(line for row in plain.splitlines() if (line := " ".join(row.split())))
