"""Keeping a copy: what changed since, what is gone; and the past: what was known then."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import User
from django.db import connection
from rest_framework.test import APIClient

from articles.actions.corrections import correct_field
from articles.actions.merging import merge
from articles.models import Claim, Speaker
from tests.factories import make_claim, make_figure, make_outlet, make_source, make_speaker

LONG_AGO = "2000-01-01T00:00:00Z"


def now() -> str:
    """The database's own clock, which a test's single transaction does not stop."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        at: datetime = cursor.fetchone()[0]
    return at.astimezone(UTC).isoformat()


def since(client: APIClient, noun: str, at: str, **more: str) -> dict[str, Any]:
    answer = client.get(f"/api/v1/{noun}/?{urlencode({'modified_since': at, **more})}")
    assert answer.status_code == 200, answer.content
    found: dict[str, Any] = answer.json()
    return found


@pytest.mark.django_db
def test_only_what_changed_is_told(anyone: APIClient):
    make_outlet("Old")
    later = now()
    new = make_outlet("New")
    assert [row["id"] for row in since(anyone, "outlets", later)["results"]] == [new.pk]


@pytest.mark.django_db
def test_deleted_row_leaves_a_tombstone(anyone: APIClient):
    source = make_source()
    pk, later = source.pk, now()
    source.delete()
    page = since(anyone, "sources", later)
    assert (page["results"], [(row["id"], row["why"]) for row in page["gone"]]) == ([], [(pk, "deleted")])


@pytest.mark.django_db
def test_merged_row_is_gone_and_says_where_to(anyone: APIClient, reviewer: User):
    old, new = make_speaker(), make_speaker()
    later = now()
    merge(thing=old, into=new, by=reviewer)
    gone = since(anyone, "speakers", later)["gone"]
    assert [(row["id"], row["why"], row["merged_into"]) for row in gone] == [(old.pk, "merged", new.pk)]


@pytest.mark.django_db
def test_superseded_claim_leaves_the_list(anyone: APIClient):
    claim = make_claim()
    later = now()
    Claim.objects.filter(pk=claim.pk).update(is_current=False)
    assert [row["why"] for row in since(anyone, "claims", later)["gone"]] == ["unlisted"]


@pytest.mark.django_db
def test_changes_are_walked_once_by_cursor(anyone: APIClient):
    made = [make_outlet().pk for _ in range(7)]
    seen, address = [], f"/api/v1/outlets/?{urlencode({'modified_since': LONG_AGO, 'page_size': 3})}"
    while address:
        page = anyone.get(address).json()
        seen += [row["id"] for row in page["results"]]
        address = page["next"]
    assert [pk for pk in seen if pk in made] == made
    assert page["synced_to"]


@pytest.mark.django_db
def test_filters_bound_the_changes(anyone: APIClient):
    speaker = make_speaker()
    mine, _ = make_claim(speaker=speaker), make_claim()
    found = since(anyone, "claims", LONG_AGO, speaker=str(speaker.pk))
    assert [row["id"] for row in found["results"]] == [mine.pk]


@pytest.mark.django_db
def test_unchanged_update_is_no_change(anyone: APIClient):
    outlet = make_outlet()
    later = now()
    type(outlet).objects.filter(pk=outlet.pk).update(name=outlet.name)
    assert since(anyone, "outlets", later)["results"] == []


@pytest.mark.django_db
@pytest.mark.parametrize("other", ["sort=name", "count=exact", f"as_of={LONG_AGO}", "format=csv"])
def test_changes_go_with_nothing_that_reorders_them(anyone: APIClient, other: str):
    assert anyone.get(f"/api/v1/outlets/?modified_since={LONG_AGO}&{other}").status_code == 409


@pytest.mark.django_db(transaction=True)
def test_open_transaction_holds_the_horizon_back(anyone: APIClient):
    """A row that is written but not committed must not be passed over by who reads meanwhile."""
    before = now()
    with connection.copy().cursor() as other:  # a second connection
        other.execute("BEGIN")
        other.execute("INSERT INTO articles_outlet (name, domain, country, is_agency) VALUES ('Slow', '', '', false)")
        make_outlet("Quick")
        meanwhile = since(anyone, "outlets", before)
        other.execute("COMMIT")
        other.connection.close()
    after = since(anyone, "outlets", meanwhile["synced_to"])
    assert meanwhile["results"] == []
    assert [row["name"] for row in after["results"]] == ["Slow", "Quick"]


def then(client: APIClient, address: str, at: str) -> Any:
    answer = client.get(f"/api/v1/{address}?{urlencode({'as_of': at})}")
    return answer.json() if answer.status_code == 200 else answer.status_code


@pytest.mark.django_db(transaction=True)
def test_past_shows_the_value_before_its_correction(anyone: APIClient, reviewer: User):
    claim = make_claim("35")
    at = now()
    correct_field(claim=claim, field="value", value="41", reason="misprint", by=reviewer, version=1)
    correct_field(claim=claim, field="value", value="42", reason="misprint", by=reviewer, version=2)
    assert anyone.get(f"/api/v1/claims/{claim.pk}/").json()["value"] == "42"
    assert then(anyone, f"claims/{claim.pk}/", at)["value"] == "35"
    assert then(anyone, "claims/", at)["results"][0]["value"] == "35"


@pytest.mark.django_db(transaction=True)
def test_past_knows_what_was_superseded_since(anyone: APIClient):
    claim = make_claim()
    at = now()
    Claim.objects.filter(pk=claim.pk).update(is_current=False)
    make_claim("9")
    assert [row["id"] for row in then(anyone, "claims/", at)["results"]] == [claim.pk]
    assert then(anyone, f"claims/{claim.pk}/", LONG_AGO) == 404


@pytest.mark.django_db(transaction=True)
def test_past_knows_names_and_merges(anyone: APIClient, reviewer: User):
    old, new = make_speaker("Ana V."), make_speaker("Ana Veld")
    at = now()
    merge(thing=old, into=new, by=reviewer)
    Speaker.objects.filter(pk=new.pk).update(name="Ana Veld-Orr")
    assert {row["name"] for row in then(anyone, "speakers/", at)["results"]} == {"Ana V.", "Ana Veld"}


@pytest.mark.django_db(transaction=True)
def test_past_figure_counts_the_claims_of_then(anyone: APIClient):
    figure = make_figure(make_claim(outlet=make_outlet()))
    at = now()
    make_figure_grow(figure)
    assert then(anyone, f"figures/{figure.pk}/", at)["claim_count"] == 1


def make_figure_grow(figure: Any) -> None:
    from tests.factories import make_membership

    make_membership(figure, make_claim("52", outlet=make_outlet()))
    type(figure).objects.filter(pk=figure.pk).update(claim_count=2)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "noun", ["articles", "revisions", "claims", "figures", "series", "speakers", "aliases", "outlets", "sources",
             "disputes", "annotations", "verdicts"],
)  # fmt: skip
def test_every_list_knows_its_past(anyone: APIClient, noun: str):
    later = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    assert isinstance(then(anyone, f"{noun}/", later)["results"], list)
