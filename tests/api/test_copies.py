"""Keeping a copy: what changed since, what is gone; and the past: what was known then."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.db.backends.postgresql.psycopg_any import NumericRange
from django.db.models.functions import Now
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from articles.actions.corrections import correct_field
from articles.actions.counts import recount
from articles.actions.merging import merge
from articles.models import Claim, Membership, Speaker
from tests.factories import (
    make_article,
    make_claim,
    make_figure,
    make_membership,
    make_outlet,
    make_source,
    make_speaker,
)

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
    make_membership(figure, make_claim("52", outlet=make_outlet()))
    type(figure).objects.filter(pk=figure.pk).update(claim_count=2)


ADDED_UP = (
    "agreement", "span", "claim_count", "article_count", "outlet_count", "origin_count", "speaker_count", "first_reported_at",
    "last_reported_at",
)  # fmt: skip


def added_up(row: dict[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in ADDED_UP}


@pytest.mark.django_db(transaction=True)
def test_past_figure_is_told_as_it_was_told_then(anyone: APIClient, reviewer: User):
    """At each step what is read is kept; afterwards each time gives exactly what was read then."""
    first, second = (make_claim(value, outlet=make_outlet(), speaker=make_speaker()) for value in ("40", "40"))
    copy = make_claim("40", article=make_article(copy_of=first.article), hedge="about")
    open_end = make_claim(None, hedge="at_least", interval=NumericRange(Decimal(35), None, "[)"), surface="35")
    figure = make_figure(first, copy)
    recount([figure.pk])

    def join(claim: Claim) -> None:
        make_membership(figure, claim)

    def correct(value: str, version: int) -> None:
        correct_field(claim=second, field="value", value=value, reason="misprint", by=reviewer, version=version)

    def confirm() -> None:
        Membership.objects.update(status="confirmed", decided_at=Now(), decided_by=reviewer)

    def reject() -> None:
        Membership.objects.filter(claim=second).update(status="rejected", decided_at=Now(), decided_by=reviewer)

    def supersede() -> None:
        Claim.objects.filter(pk=first.pk).update(is_current=False)

    read = []
    steps: list[Callable[[], object]] = [
        lambda: None, lambda: join(open_end), lambda: join(second), lambda: correct("900", 1), confirm,
        lambda: correct("41.5", 2), reject, supersede,
    ]  # fmt: skip
    for step in steps:
        step()
        recount([figure.pk])
        read.append((now(), added_up(anyone.get(f"/api/v1/figures/{figure.pk}/?fields={','.join(ADDED_UP)}").json())))
    assert {row["agreement"] for _, row in read} >= {"single", "agree", "conflict"}
    for number, (at, row) in enumerate(read):
        assert added_up(then(anyone, f"figures/{figure.pk}/", at)) == row, number
        assert added_up(then(anyone, "figures/", at)["results"][0]) == row, number


@pytest.mark.django_db(transaction=True)
def test_past_figure_without_claims_has_no_agreement(anyone: APIClient):
    figure = make_figure()
    at = now()
    make_figure_grow(figure)
    assert added_up(then(anyone, f"figures/{figure.pk}/", at)) == {
        **dict.fromkeys(ADDED_UP), **dict.fromkeys((name for name in ADDED_UP if name.endswith("_count")), 0),
    }  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_past_of_many_figures_takes_no_more_queries(anyone: APIClient, reviewer: User):
    at = ""

    def cost() -> int:
        nonlocal at
        for _ in range(4):
            claims = [make_claim(value, outlet=make_outlet()) for value in ("40", "900")]
            make_figure(*claims)
            at = now()
            correct_field(claim=claims[0], field="value", value="41", reason="misprint", by=reviewer, version=1)
        with CaptureQueriesContext(connection) as asked:
            rows = anyone.get(f"/api/v1/figures/?{urlencode({'as_of': at})}").json()["results"]
        assert {row["agreement"] for row in rows} == {"conflict"}
        return len(asked)

    first = cost()
    assert cost() == first <= 12


@pytest.mark.django_db
def test_past_without_what_is_added_up_adds_nothing_up(anyone: APIClient):
    make_figure(make_claim())
    at = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    with CaptureQueriesContext(connection) as asked:
        anyone.get(f"/api/v1/figures/?{urlencode({'as_of': at, 'fields': 'definition'})}")
    assert not [query for query in asked if "json_object_agg" in query["sql"]]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "noun", ["articles", "revisions", "claims", "figures", "series", "speakers", "aliases", "outlets", "sources",
             "disputes", "annotations", "verdicts"],
)  # fmt: skip
def test_every_list_knows_its_past(anyone: APIClient, noun: str):
    later = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    assert isinstance(then(anyone, f"{noun}/", later)["results"], list)
