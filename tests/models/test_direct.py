"""Rows written and read in SQL that is put together once are those that Django writes and reads."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError
from django.db.backends.postgresql.psycopg_any import NumericRange

from articles.actions.counts import count_first, recount
from articles.models import Claim, Figure, Membership, direct
from tests.factories import make_claim, make_figure

pytestmark = pytest.mark.django_db


def plain(row: Claim) -> dict[str, object]:
    return {field.attname: getattr(row, field.attname) for field in Claim._meta.concrete_fields}


def test_inserted_row_is_what_it_was():
    before = make_claim(
        status=["injured"], subject_parts={"head": "people"}, interval=NumericRange(Decimal(20), None, "[)")
    )
    after = Claim.objects.get(pk=before.pk)
    after.pk, after.start, after.created_at = None, before.start + 1, Claim(pk=1).created_at
    direct.insert([after])
    one, other = plain(Claim.objects.get(pk=before.pk)), plain(Claim.objects.get(pk=after.pk))
    assert {name for name in one if one[name] != other[name]} <= {"id", "start", "created_at"}


def test_rows_keep_their_order_and_get_their_keys():
    figures = [Figure(definition=f"number {n}", measure="count") for n in range(5)]
    direct.insert(figures)
    assert [Figure.objects.get(pk=figure.pk).definition for figure in figures] == [f"number {n}" for n in range(5)]
    direct.insert([])


def test_same_row_twice_is_refused():
    claim = make_claim()
    with pytest.raises(IntegrityError):
        direct.insert([Membership(figure=make_figure(), claim=claim, score=1), Membership(claim=claim, score=1)])


def test_read_rows_are_those_that_django_reads():
    claim = make_claim(subject_parts={"head": "people"}, status=["injured"])
    (found,) = direct.rows_of(Claim, "WHERE id = %s", [claim.pk], without=("sentence",))
    assert plain(found) == plain(Claim.objects.get(pk=claim.pk))
    assert direct.rows_of(Claim, "WHERE id = %s", [0]) == []


def test_updated_rows_are_each_their_own():
    one, other = make_figure(), make_figure()
    one.claim_count, one.span, one.agreement = 3, NumericRange(Decimal(1), Decimal(2), "[]"), Figure.Agreement.AGREE
    direct.update([one, other], ["claim_count", "span", "agreement", "first_reported_at"])
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.claim_count, one.span.upper, one.agreement) == (3, 2, "agree")
    assert other.claim_count == 0


@pytest.mark.parametrize(
    "said",
    [
        {"value": Decimal("12.5"), "interval": NumericRange(Decimal(12), Decimal(13), "[)")},
        {"value": Decimal("-0.0000000001"), "interval": NumericRange(None, Decimal(50), "(]")},
        {"value": None, "interval": NumericRange(Decimal(35), None, "()")},
        {"value": None, "interval": None, "subject": 'a "quoted" \\ naïve 😀 {subject}'},
    ],
)
def test_inserted_values_stand_as_they_were(said: dict[str, Any]):
    row = Claim.objects.get(pk=make_claim().pk)
    row.pk, row.start, row.created_at = None, row.start + 1, Claim(pk=1).created_at
    for name, value in said.items():
        setattr(row, name, value)
    direct.insert([row])
    kept = Claim.objects.get(pk=row.pk)
    assert {name: getattr(kept, name) for name in said} == said


def test_question_sees_the_values_of_each_time():
    found = [
        direct.ask("SELECT 1 + %s", [n], is_prepared=is_prepared) for n in range(7) for is_prepared in (True, False)
    ]
    assert found == [[(1 + n,)] for n in range(7) for _ in range(2)]


@pytest.mark.parametrize(
    "said",
    [
        {"value": "12.5"},
        {"value": None, "interval": NumericRange(Decimal(35), None, "[)")},
        {"value": None, "interval": None},
    ],
)
def test_figure_of_one_claim_is_counted_as_from_its_rows(said: dict[str, Any]):
    claim = make_claim(**said)
    figure = make_figure(claim)
    first = Figure(definition="alone", measure="count")
    assert count_first(first, claim)
    recount([figure.pk])
    figure.refresh_from_db()
    names = ["claim_count", "article_count", "outlet_count", "origin_count", "speaker_count", "span", "agreement"]
    names += ["first_reported_at", "last_reported_at", "flag_count"]
    assert [getattr(first, name) for name in names] == [getattr(figure, name) for name in names]


def test_two_ends_are_left_to_the_stored_rows():
    claim = make_claim(value=None, interval=NumericRange(Decimal(20), Decimal(25), "[]"))
    assert not count_first(Figure(definition="alone", measure="count"), claim)
