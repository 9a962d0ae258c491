"""Many reviewers at once: nothing is lost, nothing is done twice, every limit holds exactly."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.models import User
from django.db import connection

from articles.actions.claims import Decision, review_claim
from articles.actions.corrections import correct_field
from articles.actions.desk import in_bulk
from articles.actions.flags import MOST_AN_HOUR, TooMany, flag_claim
from articles.actions.versions import StaleVersion
from articles.models import Annotation, BatchItem, Claim, Flag, Review
from articles.selectors.desk import counts_for
from tests.factories import make_claim, make_figure

pytestmark = pytest.mark.django_db(transaction=True)
THREADS, EDITS = 8, 100


def at_once(work: Callable[[int], object], threads: int = THREADS) -> None:
    def run(number: int) -> None:
        try:
            work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(run, range(threads)))


def test_eight_people_save_a_hundred_edits_each_and_none_is_lost(reviewer: User):
    claim = make_claim()

    def work(number: int) -> None:
        for edit in range(EDITS):
            while True:
                version = Claim.objects.values_list("version", flat=True).get(pk=claim.pk)
                try:
                    correct_field(
                        claim=claim, field="subject", value=f"{number} {edit}", reason="x", by=reviewer, version=version
                    )
                except StaleVersion:
                    continue
                break

    at_once(work)
    claim.refresh_from_db()
    notes = Annotation.objects.filter(claim=claim).order_by("pk")
    said = [str(note.corrected_value) for note in notes]
    assert claim.version == 1 + THREADS * EDITS
    assert sorted(said) == sorted(f"{number} {edit}" for number in range(THREADS) for edit in range(EDITS))
    # each saw the one before it: no edit was written over unseen
    assert [str(note.machine_value) for note in notes][1:] == said[:-1]


def test_only_one_of_eight_saves_of_one_version_is_kept(reviewer: User):
    claim = make_claim()
    stale = []

    def work(number: int) -> None:
        try:
            review_claim(claim=claim, decisions=[Decision("unit", "accepted")], by=reviewer, version=1)
        except StaleVersion:
            stale.append(number)

    at_once(work)
    assert len(stale) == THREADS - 1


def test_bulk_by_eight_people_does_each_row_once_and_counts_stay_right(reviewer: User):
    claims = [make_claim(str(number)) for number in range(1, 31)]
    make_figure(*claims)
    targets = [f"claim:{claim.pk}" for claim in claims]
    at_once(lambda number: in_bulk(verb="approve", targets=targets, by=reviewer))
    assert BatchItem.objects.filter(refusal="").count() == len(claims)
    assert BatchItem.objects.count() == THREADS * len(claims)
    assert Review.objects.filter(state="approved").count() == len(claims)
    assert counts_for(reviewer).claims == 0


def test_flags_that_arrive_at_once_stop_at_the_limit(db: None):
    claims = [make_claim(str(number)) for number in range(1, 2 * MOST_AN_HOUR + 1)]
    refused = []

    def work(number: int) -> None:
        for claim in claims[number::THREADS]:
            try:
                flag_claim(claim=claim, kind="number", text="no", address="203.0.113.7")
            except TooMany:
                refused.append(claim.pk)

    at_once(work)
    assert (Flag.objects.count(), len(refused)) == (MOST_AN_HOUR, MOST_AN_HOUR)
