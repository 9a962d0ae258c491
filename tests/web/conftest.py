"""A small collection of rows that every page has something of, and how a page is read back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from django.contrib.auth.models import User
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from articles.models import (
    Act,
    Annotation,
    Article,
    Claim,
    CodingProject,
    Dispute,
    Feed,
    Figure,
    Notice,
    Outlet,
    SavedView,
    Series,
    Speaker,
)
from tests.desk_factories import (
    make_batch_item,
    make_coding,
    make_flag,
    make_item,
    make_notice,
    make_project,
    make_review,
    make_saved_view,
)
from tests.factories import (
    DAY,
    make_act,
    make_annotation,
    make_article,
    make_change,
    make_claim,
    make_dispute,
    make_feed,
    make_figure,
    make_membership,
    make_outlet,
    make_revision,
    make_series,
    make_source,
    make_speaker,
    make_verdict,
)

Read = Callable[..., LexborHTMLParser]


@dataclass(frozen=True, slots=True)
class World:
    """One figure of two outlets that clash, with a speaker, a series, a dispute, a note and a verdict."""

    outlet: Outlet
    other: Outlet
    speaker: Speaker
    claim: Claim
    later: Claim
    article: Article
    figure: Figure
    series: Series
    dispute: Dispute
    note: Annotation
    act: Act
    edited: Annotation
    view: SavedView
    notice: Notice
    batch: UUID
    feed: Feed
    project: CodingProject
    coded: CodingProject


def make_world(reviewer: User) -> World:
    outlet, other = make_outlet("Marrow Herald"), make_outlet("Ister Courier")
    speaker, source = make_speaker("Ana Veld"), make_source("Flood Report")
    claim = make_claim("35", hedge="at_least", outlet=outlet, speaker=speaker, source=source)
    later = make_claim("52", outlet=other, speaker=speaker, days=2)
    series = make_series("people killed by floods")
    figure = make_figure(claim, later, series=series, agreement="conflict")
    make_figure(make_claim("9", outlet=outlet, days=-300), series=series)
    dispute = make_dispute(figure, claim_a=claim, claim_b=later)
    note = make_annotation(reviewer, dispute=dispute, claim=claim)
    make_verdict(reviewer, dispute)
    make_change(claim, later, article=claim.article)
    act = make_act(reviewer, figure)
    edited = make_annotation(reviewer, figure=figure, edited_at=DAY)
    make_review(claim, reviewer)
    make_flag(claim)
    make_item(project := make_project(reviewer, reviewer), claim=claim)
    coders = [User.objects.create_user(name) for name in ("coder one", "coder two")]
    item = make_item(coded := make_project(reviewer, *coders), claim=claim)
    for coder, value in zip(coders, ("35", "36"), strict=True):
        make_coding(item, coder, value=value)
    return World(
        outlet, other, speaker, claim, later, claim.article, figure, series, dispute, note, act, edited,
        view=make_saved_view(reviewer), notice=make_notice(reviewer, reviewer, annotation=edited),
        feed=make_feed(outlet=outlet), batch=make_batch_item(reviewer, target=f"claim:{later.pk}", refusal="queried").batch,
        project=project, coded=coded,
    )  # fmt: skip


@pytest.fixture
def world(reviewer: User) -> World:
    return make_world(reviewer)


@pytest.fixture
def plain_user(db: None) -> User:
    return User.objects.create_user("reader", password="correct horse battery")


@pytest.fixture
def plain_client(plain_user: User) -> Client:
    client = Client()
    client.force_login(plain_user)
    return client


@pytest.fixture
def read(client: Client) -> Read:
    """Fetches a page and gives it back parsed; the status is checked."""

    def fetch(address: str, status: int = 200, by: Client = client) -> LexborHTMLParser:
        response = by.get(address)
        assert response.status_code == status, response.content[:400]
        return LexborHTMLParser(response.content.decode())

    return fetch


def text_of(page: LexborHTMLParser, selector: str = "main") -> str:
    """The words of a part of a page, spaces run together."""
    found = page.css_first(selector)
    return " ".join(found.text().split()) if found else ""


def grown(world: World, times: int) -> None:
    """More of everything that a list or page of the world shows."""
    text = world.claim.revision
    letters = [at for at, letter in enumerate(text.text) if letter != " "]
    for number in range(times):
        speaker = make_speaker()
        claim = make_claim(str(60 + number), outlet=make_outlet(), speaker=speaker, source=make_source(), days=number)
        figure = make_figure(claim, series=world.series)
        make_membership(world.figure, claim)
        dispute = make_dispute(figure, claim_a=claim)
        make_annotation(world.note.created_by, dispute=dispute, claim=world.claim)
        make_annotation(world.note.created_by, figure=world.figure)
        make_act(world.note.created_by, world.figure)
        place: dict[str, Any] = {
            "start": (at := letters[number] if number < len(letters) else 100 + number),
            "end": at + 1,
            "sentence_end": 200,
            "extractor": f"test {claim.pk}",
        }
        make_claim(str(number), revision=text, article=world.article, speaker=world.speaker, **place)
        make_change(world.claim, claim)
        make_feed(outlet=claim.outlet, failure_count=number)
        make_article(state="quarantined", reason=f"its worker died {number} times")
        make_revision(f"At least {number} died.", make_article(outlet=world.outlet, copy_of=world.article))
