"""Texts of strangers in every field of every page: only our elements, and the words as they were stored."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from selectolax.lexbor import LexborHTMLParser, LexborNode

from articles.models import (
    Article,
    BatchItem,
    Claim,
    FieldCheck,
    Figure,
    Flag,
    Outlet,
    SavedView,
    Series,
    Source,
    Speaker,
)
from tests.desk_factories import make_check, make_ranking
from tests.factories import make_annotation, make_article, make_claim, make_revision, make_verdict
from tests.web.conftest import World
from tests.web.test_pages import OPEN, REVIEWERS

pytestmark = pytest.mark.django_db

HOSTILE = [
    pytest.param("<script>alert(7)</script>", id="script"),
    pytest.param("<img src=nowhere onerror=alert(7)>", id="image"),
    pytest.param('" onmouseover="alert(7)" x="', id="attribute"),
    pytest.param("' autofocus onfocus=alert(7) '", id="single quotes"),
    pytest.param("</mark></p><svg onload=alert(7)>", id="closing our elements"),
    pytest.param("</title></textarea></script><iframe src=//evil.example>", id="closing raw text"),
    pytest.param("<form action=//evil.example><input name=password>", id="form"),
    pytest.param("<base href=//evil.example><meta http-equiv=refresh content=0>", id="base and meta"),
    pytest.param("{{ 7|add:7 }}{% debug %}", id="template"),
    pytest.param("&lt;b&gt;&amp;", id="entities"),
    pytest.param("<!--<object data=x>-->", id="comment"),
]
OURS = {
    *(
        "html",
        "head",
        "meta",
        "title",
        "link",
        "body",
        "header",
        "nav",
        "main",
        "footer",
        "section",
        "article",
        "aside",
        "script",
    ),
    *(
        "h1",
        "h2",
        "h3",
        "p",
        "div",
        "span",
        "b",
        "small",
        "a",
        "img",
        "br",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "blockquote",
        "time",
    ),
    *(
        "mark",
        "del",
        "ins",
        "kbd",
        "code",
        "details",
        "summary",
        "figure",
        "figcaption",
        "svg",
        "line",
        "rect",
        "circle",
        "path",
        "g",
        "text",
    ),
    *("table", "caption", "thead", "tbody", "tr", "th", "td"),
    *("form", "label", "input", "button", "select", "option", "textarea", "fieldset", "legend"),
}


def poison(world: World, text: str) -> None:
    Outlet.objects.filter(pk=world.outlet.pk).update(name=text, domain="")
    Speaker.objects.update(name=text, role=text)
    Source.objects.update(name=text)
    Series.objects.update(definition=text)
    Figure.objects.update(definition=text, unit=text, place=text, period=text)
    Article.objects.update(title=text, byline=text, url=f"javascript:{text}", file_name=text[:300])
    world.dispute.__class__.objects.update(reason=text)
    Claim.objects.update(subject=text, unit=text, place=text, sentence=f"{text} 35", speaker_mention=text)
    make_annotation(world.note.created_by, claim=world.claim, figure=world.figure, body=text, exact=text)
    make_annotation(world.note.created_by, dispute=world.dispute, body=text, evidence_url=f"javascript:{text}")
    verdict = make_verdict(world.note.created_by, world.dispute, text=text)
    make_ranking(world.note.created_by, verdict, claim=world.claim, reason=text)
    FieldCheck.objects.all().delete()
    make_check(world.note.created_by, world.claim, outcome="queried", reason=text)
    make_annotation(world.note.created_by, revision=world.claim.revision, body=text, exact=text, evidence_title=text)
    Flag.objects.update(text=text)
    BatchItem.objects.update(refusal=text, target=text[:60])
    SavedView.objects.update(name=text[:60], query=text)


@pytest.mark.parametrize("text", HOSTILE)
def test_pages_hold_only_our_elements(world: World, reviewer_client: Client, client: Client, text: str):
    poison(world, text)
    with_forms = {name: OPEN[name] for name in ("figure", "claim", "dispute")} | REVIEWERS
    for by, addresses in ((client, OPEN), (reviewer_client, with_forms)):
        for name, address in addresses.items():
            response = by.get(address(world))
            assert response.status_code == 200, name
            check(name, LexborHTMLParser(response.content.decode()))


def check(name: str, page: LexborHTMLParser) -> None:
    assert {node.tag for node in page.css("*")} <= OURS, name
    for node in page.css("*"):
        assert not [
            key for key in node.attributes if key.startswith("on") or key in ("style", "srcdoc", "autofocus")
        ], name
    for link in page.css("[href], [src], [action]"):
        for key in ("href", "src", "action"):
            value = link.attributes.get(key) or ""
            assert value.startswith(("/", "#", "?", "http://", "https://")) or not value, (name, value)
            assert "evil.example" not in value.partition("?")[0], (name, value)
    for node in page.css("script"):
        assert is_data_block(node) or (node.attributes.get("src") or "").startswith("/static/"), (name, node.html)
    assert len(page.css("meta[http-equiv]")) == 0, name


def is_data_block(node: LexborNode) -> bool:
    """Data for programs, which no browser runs: nothing but its type, valid JSON, nothing that could end the element."""
    if node.attributes != {"type": "application/ld+json"}:
        return False
    text = node.text()
    assert isinstance(json.loads(text), dict)
    assert "<" not in text
    return True


@pytest.mark.parametrize("text", HOSTILE)
def test_article_text_is_shown_as_stored_and_marked_in_place(client: Client, db: None, text: str):
    whole = f"{text} Of 35 people {text}.\n\nNext {text} paragraph."
    article = make_article(title=text)
    revision = make_revision(whole, article)
    start = whole.index("35")
    make_claim(
        "35", article=article, revision=revision, start=start, end=start + 2, sentence_start=0, sentence_end=len(whole)
    )
    page = LexborHTMLParser(client.get(f"/articles/{article.pk}/").content.decode())
    check("article", page)
    assert [mark.text() for mark in page.css(".text mark")] == ["35"]
    assert "\n\n".join(paragraph.text() for paragraph in page.css(".text p")) == whole


def test_disguises_of_a_number_are_made_visible(client: Client, db: None):
    article = make_article()
    make_revision("12\u202e%00.99\u202c and 1\u200b2", article)
    page = LexborHTMLParser(client.get(f"/articles/{article.pk}/").content.decode())
    assert page.css_first(".text p").text() == "12%00.99 and 1·2"
