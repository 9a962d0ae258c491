"""One speaker, source or outlet that was two, two that were one, and back again."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from articles.actions.acts import undo
from articles.actions.merging import merge, split, variants
from articles.actions.versions import Refused
from articles.ingestion.resolve import outlet_for
from articles.models import Act, Alias, Article, Claim, Outlet, Source, Speaker
from tests.factories import (
    make_article,
    make_claim,
    make_dispute,
    make_feed,
    make_figure,
    make_outlet,
    make_source,
    make_speaker,
)

pytestmark = pytest.mark.django_db

MAKERS: dict[str, Any] = {"speaker": make_speaker, "source": make_source, "outlet": make_outlet}
ADDRESSES = {"speaker": "speakers", "source": "sources", "outlet": "outlets"}


def pair(kind: str) -> tuple[Any, Any, Claim]:
    """Two of a kind, and a claim of the first in a disputed figure."""
    made = MAKERS[kind]
    one, other = made("A. Veld"), made("Ana Veld")
    claim = make_claim("35", **{kind: one})
    make_dispute(make_figure(claim, make_claim("52")))
    return one, other, claim


def held(claim: Claim, kind: str) -> Any:
    return getattr(Claim.objects.get(pk=claim.pk), kind)


@pytest.mark.parametrize("kind", ADDRESSES)
def test_merged_ones_claims_move_and_come_back(reviewer: User, client: Client, kind: str):
    one, other, claim = pair(kind)
    merge(thing=one, into=other, by=reviewer, reason="the same person")
    assert held(claim, kind) == other
    old = client.get(f"/{ADDRESSES[kind]}/{one.pk}/")
    assert (old.status_code, old["Location"]) == (301, f"/{ADDRESSES[kind]}/{other.pk}/")
    assert client.get(f"/api/v1/{ADDRESSES[kind]}/{one.pk}/").json()["merged_into"] == other.pk
    assert client.get(f"/api/v1/claims/?{kind}={one.pk}").json()["results"][0]["id"] == claim.pk
    act = undo(act=Act.objects.get(), by=reviewer)
    assert act.undone_by == reviewer
    assert held(claim, kind) == one
    assert client.get(f"/{ADDRESSES[kind]}/{one.pk}/").status_code == 200


@pytest.mark.parametrize("kind", ADDRESSES)
def test_merge_is_refused_for_itself_and_for_one_that_is_gone(reviewer: User, kind: str):
    one, other, _ = pair(kind)
    with pytest.raises(Refused, match="into itself"):
        merge(thing=one, into=one, by=reviewer)
    merge(thing=one, into=other, by=reviewer)
    with pytest.raises(Refused, match="already"):
        merge(thing=one, into=other, by=reviewer)


def test_outlet_takes_articles_feeds_and_new_pieces_of_its_host_along(reviewer: User):
    one, other = make_outlet("The Marrow Herald", domain="herald.example"), make_outlet("Marrow Herald")
    article, feed = make_article(outlet=one), make_feed(outlet=one)
    merge(thing=one, into=other, by=reviewer)
    article.refresh_from_db()
    feed.refresh_from_db()
    assert article.outlet == feed.outlet == other
    assert outlet_for("", "https://herald.example/a") == other
    assert outlet_for("The Marrow Herald", "") == other


def test_two_speakers_behind_one_name_are_told_apart_by_what_they_are_called(reviewer: User):
    veld = make_speaker("Veld")
    Alias.objects.create(speaker=veld, name="Jon Veld", key="jon veld")
    ana, jon = (make_claim(speaker=veld, speaker_mention=name) for name in ("Ana Veld", "Jon Veld"))
    assert variants(veld) == [("Ana Veld", 1), ("Jon Veld", 1)]
    made = split(thing=veld, called=["Jon Veld"], name="Jon Veld", by=reviewer)
    assert (held(jon, "speaker"), held(ana, "speaker")) == (made, veld)
    assert Alias.objects.get(key="jon veld").speaker == made
    undo(act=Act.objects.get(), by=reviewer)
    assert held(jon, "speaker") == veld
    assert Alias.objects.get(key="jon veld").speaker == veld
    assert Speaker.objects.get(pk=made.pk).merged_into == veld


def test_two_outlets_behind_one_name_are_told_apart_by_their_hosts(reviewer: User):
    post = make_outlet("Post")
    north, south = (
        make_claim(article=make_article(outlet=post, url=f"https://{host}/a"))
        for host in ("north.example", "south.example")
    )
    made = split(thing=post, called=["south.example"], name="South Post", by=reviewer)
    assert (held(south, "outlet"), held(north, "outlet")) == (made, post)
    assert isinstance(made, Outlet)
    assert set(Article.objects.filter(outlet=made)) == {south.article}


def test_two_sources_behind_one_name_are_told_apart(reviewer: User):
    report = make_source("Report")
    one, other = (make_claim(source=report, source_mention=name) for name in ("Flood Report", "Fire Report"))
    made = split(thing=report, called=["Fire Report"], name="Fire Report", by=reviewer)
    assert (held(other, "source"), held(one, "source")) == (made, report)
    assert isinstance(made, Source)
    assert made.key == "fire report"


@pytest.mark.parametrize(
    ("called", "name"), [([], "New"), (["a", "b"], "New"), (["a"], ""), (["a"], "Taken"), (["a"], "x" * 201)]
)
@pytest.mark.parametrize("kind", ADDRESSES)
def test_split_that_cannot_be_says_why_and_changes_nothing(reviewer: User, kind: str, called: list[str], name: str):
    thing, _ = MAKERS[kind]("Both"), MAKERS[kind]("Taken")
    for each in ("a", "b"):
        article = make_article(url=f"https://{each}/x", outlet=thing if kind == "outlet" else None)
        named: dict[str, Any] = {} if kind == "outlet" else {kind: thing, f"{kind}_mention": each}
        make_claim(article=article, **named)
    with pytest.raises(Refused):
        split(thing=thing, called=called, name=name, by=reviewer)
    assert not Act.objects.exists()
    assert type(thing)._default_manager.count() == 2


@pytest.mark.parametrize("kind", ADDRESSES)
def test_page_tells_what_a_merge_would_move_before_it_does(reviewer_client: Client, kind: str):
    one, other, claim = pair(kind)
    address = f"/{ADDRESSES[kind]}/{one.pk}/curate/"
    assert b"Ana Veld" in reviewer_client.get(address).content
    sent = {"verb": "merge", "near": other.pk, "reason": "same"}
    foreseen = reviewer_client.post(address, sent | {"preview": "yes"}).content.decode()
    assert "1 claim in 1 figure, 1 open dispute" in foreseen
    assert held(claim, kind) == one
    done = reviewer_client.post(address, sent)
    assert done["Location"] == f"/{ADDRESSES[kind]}/{other.pk}/"
    page = reviewer_client.get(done["Location"]).content.decode()
    assert "Merged “A. Veld” into “Ana Veld”." in page
    assert f"/acts/{Act.objects.get().pk}/undo/" in page


@pytest.mark.parametrize("kind", ADDRESSES)
def test_page_tells_what_a_split_would_move_before_it_does(reviewer_client: Client, kind: str):
    thing = MAKERS[kind]("Both")
    for each in ("a", "b", "b"):
        article = make_article(url=f"https://{each}/{uuid4()}", outlet=thing if kind == "outlet" else None)
        named: dict[str, Any] = {} if kind == "outlet" else {kind: thing, f"{kind}_mention": each}
        claim = make_claim(article=article, **named)
        make_figure(claim)
    address = f"/{ADDRESSES[kind]}/{thing.pk}/curate/"
    sent = {"verb": "split", "called": ["b"], "name": "Beta", "reason": "two"}
    page = LexborHTMLParser(reviewer_client.post(address, sent | {"preview": "yes"}).text)
    told = [" ".join(each.text().split()) for each in page.css(".parties dt, .parties dd:nth-of-type(odd)")]
    extra = [", 3 articles", ", 1 article", ", 2 articles"] if kind == "outlet" else ["", "", ""]
    assert told == [
        f"Both ({kind} {thing.pk}) now", f"3 claims in 3 figures, 0 open disputes{extra[0]}",
        f"Both ({kind} {thing.pk}) then", f"1 claim in 1 figure, 0 open disputes{extra[1]}",
        f"Beta (a new {kind})", f"2 claims in 2 figures, 0 open disputes{extra[2]}",
    ]  # fmt: skip
    assert type(thing)._default_manager.get() == thing
    assert not Act.objects.exists()
    form = {node.attributes["name"]: node.attributes["value"] for node in page.css("main form input")}
    done = reviewer_client.post(address, form)
    assert done.status_code == 302
    claim.refresh_from_db()
    assert getattr(claim, kind).name == "Beta"
    assert Act.objects.get().reason == "two"


def test_outlet_names_are_unique_whatever_their_case(reviewer: User):
    outlet = make_outlet("Post")
    for host in ("a", "b"):
        make_claim(article=make_article(outlet=outlet, url=f"https://{host}/x"))
    with pytest.raises(Refused, match="has this name"):
        split(thing=outlet, called=["a"], name="POST", by=reviewer)
    assert Outlet.objects.count() == 1
