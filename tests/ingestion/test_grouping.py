"""Claims into figures, counts and machine disputes through the database."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import User
from django.db.models.functions import Now

from articles.actions.counts import recount
from articles.ingestion import work
from articles.ingestion.grouping import group_claims
from articles.models import Article, Claim, Dispute, Figure, Membership
from articles.models.statements import statement_of_claim, statements_by_id
from tests.ingestion.stories import hand_in, read

pytestmark = pytest.mark.django_db

BODY = "{words} were killed when the Ister burst its banks in Marrow Valley on Monday, the governor said.\n"


def report(words: str, outlet: str, **more: str) -> Article:
    return read(f"Flood in Marrow Valley\n\n{BODY.format(words=words)}", outlet=outlet, **more)


def killed() -> Figure:
    claim = Claim.objects.filter(sentence__contains="killed").earliest("pk")
    return Figure.objects.get(claims=claim)


def test_outlets_that_agree_are_one_figure():
    report("At least 35 people", "Herald")
    report("Thirty-five people", "Courier")
    figure = killed()
    assert (figure.claim_count, figure.outlet_count, figure.agreement) == (2, 2, Figure.Agreement.AGREE)
    assert (figure.span.lower, figure.span.upper) == (35, 35)
    assert not Dispute.objects.exists()


def test_outlets_that_clash_open_a_dispute_with_its_pair():
    report("35 people", "Herald", published="2026-03-02")
    report("52 people", "Courier", published="2026-03-02")
    dispute = Dispute.objects.get(figure=killed())
    assert dispute.opened_by is None
    assert {dispute.claim_a and dispute.claim_a.surface, dispute.claim_b and dispute.claim_b.surface} == {"35", "52"}
    assert (dispute.kind, "governor" in dispute.reason) == ("attribution", True)


def test_equal_number_of_another_thing_stays_apart():
    report("35 people", "Herald")
    read("Budget vote\n\nThe council spent $35 on stamps for the library.\n", outlet="Courier")
    assert Figure.objects.filter(claim_count__gt=1).count() == 0


def test_dispute_closes_itself_when_the_clash_goes():
    report("35 people", "Herald", url="https://herald.example/f", published="2026-03-02")
    report("52 people", "Courier", url="https://courier.example/f", published="2026-03-02")
    receipt = hand_in(f"Flood in Marrow Valley\n\n{BODY.format(words='35 people')}", url="https://courier.example/f")
    work.extract_article(receipt.article_id or 0)
    dispute = Dispute.objects.get()
    assert dispute.state == Dispute.State.RESOLVED
    assert "clash" in dispute.closing_reason


def test_machine_never_closes_what_a_person_opened(reviewer: User):
    report("35 people", "Herald")
    figure = killed()
    mine = Dispute.objects.create(figure=figure, kind="scope", reason="who is counted?", opened_by=reviewer)
    recount([figure.pk])
    mine.refresh_from_db()
    assert mine.state == Dispute.State.OPEN


def test_answered_pair_is_not_disputed_again(reviewer: User):
    report("35 people", "Herald", published="2026-03-02")
    report("52 people", "Courier", published="2026-03-02")
    Dispute.objects.update(
        state="dismissed", closed_at=Now() - timedelta(minutes=1), closed_by=reviewer, closing_reason="two hours apart"
    )
    recount([killed().pk])
    assert not Dispute.objects.filter(state="open").exists()


def test_rejected_membership_is_never_proposed_again(reviewer: User):
    report("35 people", "Herald")
    article = report("36 people", "Courier")
    claim = Claim.objects.filter(article=article, sentence__contains="killed").earliest("pk")
    figure = killed()
    Membership.objects.filter(claim=claim, figure=figure).update(
        status="rejected", decided_at=Now(), decided_by=reviewer
    )
    group_claims([claim])
    assert Membership.objects.exclude(status="rejected").get(claim=claim).figure != figure


def test_copies_are_one_origin():
    wire = BODY.format(words="35 people") + " ".join(
        f"Crews searched street {n} of the old town while neighbours carried sandbags to the bridge."
        for n in ("one", "two", "three", "four")
    )
    for outlet in ("Herald", "Courier", "Post"):
        read(f"Flood in Marrow Valley, {outlet} reports\n\n{wire}", outlet=outlet)
    figure = killed()
    assert (figure.article_count, figure.outlet_count, figure.origin_count) == (3, 3, 1)


def test_part_of_a_total_is_a_component_of_its_figure() -> None:
    article = read("Flood in Marrow Valley\n\nThe flood killed 35 people in Marrow Valley, including 12 children.\n")
    total, part = Claim.objects.filter(article=article).order_by("start")
    figure = Membership.objects.counted().get(claim=total).figure
    (component,) = Membership.objects.filter(figure=figure).components()
    assert component.claim == part
    assert "12 is less than 35" in component.reasons
    assert figure.claim_count == 1
    assert Membership.objects.counted().get(claim=part).figure != figure


def test_day_of_an_article_without_a_date_is_not_known() -> None:
    undated, dated = report("35 people", "Herald"), report("52 people", "Courier", published="2020-01-09")
    for article, day in ((undated, None), (dated, date(2020, 1, 9))):
        claim = Claim.objects.for_list().filter(article=article).earliest("pk")
        assert statement_of_claim(claim).published == day
        assert statements_by_id([claim.pk])[claim.pk].published == day
