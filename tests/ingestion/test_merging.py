"""Figures that started apart become one when a claim shows it; what people decided stays."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.db.models.functions import Now

from articles.actions.claims import approve_claim
from articles.actions.counts import recount
from articles.actions.curate import decide_membership, redefine_figure, split_figure
from articles.actions.notes import Target, annotate
from articles.ingestion.grouping import group_claims
from articles.models import Article, Claim, Dispute, Figure, Membership
from tests.factories import make_claim, make_figure
from tests.ingestion.stories import read

pytestmark = pytest.mark.django_db

TOLL = "{words} were killed when the Ister burst its banks in Marrow Valley on Monday, the governor said.\n"
WIDER = "{words} were left without power in Marrow Valley on Tuesday, the operator of the grid said.\n"


def report(words: str, outlet: str, body: str = TOLL) -> Article:
    return read(f"Flood in Marrow Valley\n\n{body.format(words=words)}", outlet=outlet)


def the_claim(article: Article) -> Claim:
    return Claim.objects.filter(article=article).earliest("pk")


def figure_of(article: Article) -> Figure:
    return Membership.objects.counted().get(claim=the_claim(article)).figure


def put_apart(article: Article) -> Figure:
    """The article's claim in a figure of its own, as if the machine had not seen the likeness."""
    membership = Membership.objects.get(claim=the_claim(article))
    before, alone = membership.figure, make_figure()
    Membership.objects.filter(pk=membership.pk).update(figure=alone)
    recount([before.pk, alone.pk])
    return alone


@pytest.fixture
def apart() -> tuple[Article, Article]:
    """Two reports of one toll, in two figures."""
    first, second = report("35 people", "Herald"), report("At least 35 people", "Courier")
    put_apart(second)
    assert figure_of(first) != figure_of(second)
    return first, second


def test_figures_that_started_apart_become_one(apart: tuple[Article, Article]) -> None:
    before = {figure_of(article).pk for article in apart}
    third = report("Thirty-five people", "Post")
    assert len({figure_of(article) for article in (*apart, third)}) == 1
    kept = figure_of(third)
    assert (kept.claim_count, kept.outlet_count) == (3, 3)
    gone = Figure.objects.get(pk__in=before - {kept.pk})
    assert (gone.merged_into, gone.claim_count) == (kept, 0)


def test_addresses_of_figures_merged_before_lead_to_the_last(apart: tuple[Article, Article]) -> None:
    older = make_figure(merged_into=figure_of(apart[1]))
    kept = figure_of(report("Thirty-five people", "Post"))
    older.refresh_from_db()
    assert older.merged_into == kept


def test_larger_figure_keeps_its_number(apart: tuple[Article, Article]) -> None:
    first, second = apart
    larger = figure_of(second)
    claims = [make_claim("35", words=("A second count found ", " dead."), outlet=None) for _ in range(3)]
    Membership.objects.bulk_create(Membership(figure=larger, claim=claim, score=1, method="test") for claim in claims)
    recount([larger.pk])
    report("Thirty-five people", "Post")
    assert figure_of(first) == larger


def test_figure_that_a_person_split_off_is_never_merged_back(reviewer: User) -> None:
    first, second = report("35 people", "Herald"), report("At least 35 people", "Courier")
    whole = figure_of(first)
    made = split_figure(figure=whole, claims=[the_claim(second)], definition="killed, by the second count", by=reviewer)
    report("Thirty-five people", "Post")
    assert (figure_of(first), figure_of(second)) == (whole, made)
    assert not Figure.objects.filter(merged_into__isnull=False).exists()


@pytest.mark.parametrize("decision", ["named", "confirmed", "disputed", "claim approved", "claim noted"])
def test_figure_that_a_person_decided_on_is_the_one_that_stays(
    apart: tuple[Article, Article], reviewer: User, decision: str
) -> None:
    touched = figure_of(apart[1])
    if decision == "named":
        redefine_figure(figure=touched, definition="people killed by the flood", by=reviewer)
    elif decision == "confirmed":
        decide_membership(membership=Membership.objects.get(figure=touched), status="confirmed", by=reviewer)
    elif decision == "claim approved":
        approve_claim(claim=the_claim(apart[1]), by=reviewer)
    elif decision == "claim noted":
        annotate(by=reviewer, body="Whose count is this?", target=Target(claim=the_claim(apart[1])))
    else:
        Dispute.objects.create(figure=touched, kind="scope", reason="who is counted?", opened_by=reviewer)
    report("Thirty-five people", "Post")
    touched.refresh_from_db()
    assert touched.merged_into is None
    assert figure_of(apart[0]) == touched


def test_rejected_claim_does_not_come_back_in_company(reviewer: User) -> None:
    first, second = report("35 people", "Herald"), report("At least 35 people", "Courier")
    whole, refused = figure_of(first), the_claim(second)
    Membership.objects.filter(claim=refused).update(status="rejected", decided_at=Now(), decided_by=reviewer)
    group_claims([refused])
    report("Thirty-five people", "Post")
    assert figure_of(second) != whole
    assert Membership.objects.get(claim=refused, figure=whole).status == "rejected"


def partition(order: list[tuple[str, str, str]]) -> set[frozenset[str]]:
    for words, outlet, body in order:
        report(words, outlet, body)
    figures = Figure.objects.standing().prefetch_related("claims__outlet")
    return {frozenset(str(claim.outlet) for claim in figure.claims.all()) for figure in figures}


REPORTS = [
    ("35 people", "Herald", TOLL),
    ("4,000 homes", "Courier", WIDER),
    ("At least 35 people", "Post", TOLL),
    ("Thirty-five people", "Star", TOLL),
    ("About 4,000 homes", "Echo", WIDER),
    ("Some 4,000 homes", "Times", WIDER),
]


@pytest.mark.parametrize("order", [REPORTS, REPORTS[::-1], REPORTS[1::2] + REPORTS[::2]], ids=["told", "back", "mixed"])
def test_order_of_arrival_does_not_matter(order: list[tuple[str, str, str]]) -> None:
    assert partition(order) == {frozenset({"Herald", "Post", "Star"}), frozenset({"Courier", "Echo", "Times"})}


def test_one_other_value_is_seen_among_many_equal_ones() -> None:
    words = ("The flood killed ", " people in Marrow Valley.")
    other = make_claim("52", words=words)
    alike = [make_claim("35", words=words, days=n + 1) for n in range(70)]
    figure = make_figure(other, *alike)
    recount([figure.pk])
    figure.refresh_from_db()
    assert figure.agreement in (Figure.Agreement.CONFLICT, Figure.Agreement.UPDATE)
    assert other.pk in Dispute.objects.values_list("claim_a", "claim_b").get(figure=figure)


def test_confirmed_claims_clash_whatever_their_words(reviewer: User) -> None:
    ferry = make_claim("35", words=("The ferry carried ", " cars."), unit="cars", measure="count", subject="cars")
    quay = make_claim("52", words=("Along the quay stood ", " lamps."), unit="lamps", measure="count", subject="lamps")
    figure = make_figure(ferry, quay)
    recount([figure.pk])
    assert not Dispute.objects.exists()
    Membership.objects.update(status="confirmed", decided_at=Now(), decided_by=reviewer)
    recount([figure.pk])
    assert Dispute.objects.filter(figure=figure).exists()
