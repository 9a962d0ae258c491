"""Rows of the review desk, one plain function a model."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib.auth.models import User
from django.db.models.functions import Now

from articles.models import (
    Adjudication,
    BatchItem,
    Claim,
    Coding,
    CodingItem,
    CodingProject,
    FieldCheck,
    Flag,
    Notice,
    Ranking,
    Review,
    SavedView,
    Verdict,
)
from tests.factories import NUMBER, digest, make_annotation, make_claim, make_verdict


def make_review(claim: Claim | None = None, by: User | None = None, **more: Any) -> Review:
    """A claim's review; approved where ``by`` says by whom."""
    facts = {"state": "approved", "approved_by": by, "approved_at": Now()} if by else {}
    return Review.objects.create(claim=claim or make_claim(), **{**facts, **more})


def make_check(by: User, claim: Claim | None = None, **more: Any) -> FieldCheck:
    return FieldCheck.objects.create(
        claim=claim or make_claim(), by=by, **{"field": "value", "outcome": "accepted", **more}
    )


def make_batch_item(by: User, **more: Any) -> BatchItem:
    return BatchItem.objects.create(by=by, **{"batch": uuid4(), "verb": "approve", "target": "claim:1", **more})


def make_saved_view(owner: User, **more: Any) -> SavedView:
    return SavedView.objects.create(owner=owner, **{"name": f"view {next(NUMBER)}", "query": "what=claims", **more})


def make_flag(claim: Claim | None = None, **more: Any) -> Flag:
    facts = {"kind": "number", "text": "The article says 36.", "sender": digest(str(next(NUMBER))), **more}
    return Flag.objects.create(claim=claim or make_claim(), **facts)


def make_notice(person: User, by: User, **more: Any) -> Notice:
    if not {"annotation", "dispute"} & more.keys():
        more["annotation"] = make_annotation(by)
    return Notice.objects.create(person=person, by=by, **{"kind": "mention", **more})


def make_ranking(by: User, verdict: Verdict | None = None, **more: Any) -> Ranking:
    facts = {"rank": "deprecated", "reason": "superseded", "claim_version": 1, **more}
    return Ranking.objects.create(
        verdict=verdict or make_verdict(by), claim=facts.pop("claim", None) or make_claim(), **facts
    )


def make_project(by: User, *coders: User, **more: Any) -> CodingProject:
    facts = {"name": f"project {next(NUMBER)}", "target": "claims", "fields": ["value", "speaker"], **more}
    project = CodingProject.objects.create(created_by=by, **facts)
    project.coders.set(coders)
    return project


def make_item(project: CodingProject, **more: Any) -> CodingItem:
    if not {"claim", "figure"} & more.keys():
        more["claim"] = make_claim()
    return CodingItem.objects.create(project=project, **more)


def make_coding(item: CodingItem, coder: User, **entries: str) -> Coding:
    return Coding.objects.create(item=item, coder=coder, entries=entries)


def make_adjudication(item: CodingItem, by: User, **more: Any) -> Adjudication:
    return Adjudication.objects.create(
        item=item, by=by, **{"field": "value", "value": "35", "reason": "as read", **more}
    )
