"""Blind coding, agreement, decisions and exports."""

from __future__ import annotations

import csv
import io
import json

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.actions.coding import adjudicate, close_project, code_item, start_project
from articles.actions.versions import Overtaken, Refused, StaleVersion
from articles.models import CodingProject
from articles.selectors.coding import agreement_of, differences_of, left_for
from tests.factories import make_claim, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def ines(db: None) -> User:
    return make_user("ines", "reviewers")


@pytest.fixture
def project(reviewer: User, ines: User) -> CodingProject:
    claims = [make_claim(value) for value in ("35", "40", "52")]
    return start_project(
        name="Floods", target="claims", fields=["value", "speaker"], coders=[reviewer, ines],
        ids=[claim.pk for claim in claims], by=reviewer,
    )  # fmt: skip


def code_all(project: CodingProject, coder: User, *entries: tuple[str, str]) -> None:
    for item, (value, speaker) in zip(project.items.order_by("pk"), entries, strict=True):
        code_item(item=item, coder=coder, entries={"value": value, "speaker": speaker, "unit": "no field of it"})


def test_agreement_counts_what_both_coded(project: CodingProject, reviewer: User, ines: User):
    code_all(project, reviewer, ("35", "Ana Veld"), ("4,000", "Jon Brask"), ("52", ""))
    code_all(project, ines, ("35", "ana veld"), ("4000", "Ana Veld"), ("50", "Jon Brask"))
    value, speaker = agreement_of(project)
    assert (value.metric, value.found.units, value.found.values) == ("ratio", 3, 6)
    assert value.found.alpha is not None
    assert value.found.alpha > 0.99
    assert (speaker.metric, speaker.found.units) == ("nominal", 2)
    assert [(str(each.item.claim).split()[0], each.field) for each in differences_of(project)] == [
        ("40", "speaker"), ("52", "value"), ("52", "speaker"),
    ]  # fmt: skip


def test_nobody_codes_twice_or_uninvited(project: CodingProject, reviewer: User):
    item = project.items.earliest("pk")
    code_item(item=item, coder=reviewer, entries={"value": "35"})
    with pytest.raises(Overtaken):
        code_item(item=item, coder=reviewer, entries={"value": "36"})
    with pytest.raises(Refused, match="coders"):
        code_item(item=item, coder=make_user(), entries={"value": "36"})
    assert left_for(project, reviewer).count() == 2
    close_project(project=project, by=reviewer)
    with pytest.raises(Refused, match="closed"):
        code_item(item=project.items.latest("pk"), coder=reviewer, entries={})


def test_decision_is_changed_with_its_version_only(project: CodingProject, reviewer: User):
    item = project.items.earliest("pk")
    adjudicate(item=item, field="value", value="36", reason="the table", by=reviewer)
    item.refresh_from_db()
    again = adjudicate(item=item, field="value", value="35", reason="the text", by=reviewer, version=1)
    assert (again.value, again.version) == ("35", 2)
    with pytest.raises(StaleVersion):
        adjudicate(item=item, field="value", value="34", reason="no", by=reviewer, version=1)
    with pytest.raises(Refused):
        adjudicate(item=item, field="unit", value="x", reason="no", by=reviewer)


@pytest.mark.parametrize(
    "wrong", [{"coders": 1}, {"fields": ["luck"]}, {"fields": []}, {"target": "stars"}, {"ids": [999999]}, {"ids": []}]
)
def test_project_refuses(reviewer: User, ines: User, wrong: dict[str, object]):
    facts: dict[str, object] = {
        "target": "claims", "fields": ["value"], "coders": [reviewer, ines], "ids": [make_claim().pk], **wrong,
    }  # fmt: skip
    if wrong.get("coders"):
        facts["coders"] = [reviewer]
    with pytest.raises(Refused):
        start_project(name="x", by=reviewer, **facts)  # type: ignore[arg-type]  # wrong on purpose


def test_coder_sees_results_only_when_done(project: CodingProject, reviewer: User, ines: User, reviewer_client: Client):
    code_all(project, ines, ("35", "Ana Veld"), ("40", "=1+1"), ("51", ""))
    address = f"/coding/{project.pk}/"
    assert b"Ana Veld" not in reviewer_client.get(address).content
    assert reviewer_client.get(f"{address}export/").status_code == 400
    assert b"Ana Veld" not in reviewer_client.get(f"{address}code/").content
    for item in project.items.order_by("pk"):
        reviewer_client.post(f"{address}code/", {"item": item.pk, "value": "35", "speaker": "Ana Veld"})
    assert "51" in reviewer_client.get(address).content.decode()
    text = reviewer_client.get(f"{address}export/").getvalue().decode()
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == 12
    assert "'=1+1" in {row["value"] for row in rows}
    written = reviewer_client.get(f"{address}export/?format=json").getvalue()
    assert len(json.loads(written)) == 12
    sent = {"item": project.items.latest("pk").pk, "field": "value", "value": "52", "reason": "as printed"}
    assert reviewer_client.post(f"{address}decide/", sent).status_code == 302
    assert "as printed" in reviewer_client.get(address).content.decode()
