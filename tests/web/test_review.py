"""What reviewers send from the pages, and what comes of it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.backends.postgresql.psycopg_any import NumericRange
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from articles.actions.counts import recount
from articles.actions.review import close_dispute
from articles.actions.verdicts import give_verdict
from articles.models import Annotation, Article, Dispute, Figure, Speaker, Verdict
from tests.factories import make_annotation, make_claim, make_dispute, make_figure, make_speaker, make_user
from tests.web.conftest import Read, World, text_of

pytestmark = pytest.mark.django_db


def test_dispute_of_a_figure_is_read_by_everybody(world: World, reviewer_client: Client, read: Read):
    sent = {"kind": "scope", "reason": "City or province?"}
    response = reviewer_client.post(f"/figures/{world.figure.pk}/dispute/", sent)
    dispute = Dispute.objects.latest("pk")
    assert response["Location"] == f"/disputes/{dispute.pk}/"
    assert "City or province?" in text_of(read(f"/figures/{world.figure.pk}/"))


def test_dispute_without_a_reason_shows_its_form_again(world: World, reviewer_client: Client):
    response = reviewer_client.post(f"/claims/{world.claim.pk}/dispute/", {"kind": "scope", "reason": ""})
    assert response.status_code == 400
    assert b"This field is required" in response.content


def test_note_and_reply_are_threaded(world: World, reviewer_client: Client, read: Read):
    address = f"/figures/{world.figure.pk}/annotate/"
    reviewer_client.post(address, {"kind": "question", "body": "Which table?"})
    note = Annotation.objects.latest("pk")
    reviewer_client.post(address, {"kind": "note", "body": "Table two.", "parent": note.pk})
    page = read(f"/figures/{world.figure.pk}/")
    assert "Table two." in text_of(page, f"#note-{note.pk} ul")


def test_note_with_a_script_address_is_refused(world: World, reviewer_client: Client):
    sent = {"kind": "evidence", "body": "x", "evidence_url": "javascript:alert(1)"}
    response = reviewer_client.post(f"/claims/{world.claim.pk}/annotate/", sent)
    assert response.status_code == 400
    assert b"evidence_url" in response.content


def test_deleted_note_leaves_the_page(world: World, reviewer_client: Client, read: Read):
    assert reviewer_client.post(f"/notes/{world.note.pk}/delete/").status_code == 302
    assert world.note.body not in text_of(read(f"/claims/{world.claim.pk}/"), "#notes")
    assert Annotation.objects.filter(pk=world.note.pk, deleted_at__isnull=False).exists()


def test_note_of_somebody_else_stays(world: World, reviewer_client: Client):
    note = make_annotation(make_user(), claim=world.claim)
    assert reviewer_client.post(f"/notes/{note.pk}/delete/").status_code == 400
    note.refresh_from_db()
    assert note.deleted_at is None


def test_take_then_give_back(world: World, reviewer_client: Client, reviewer: User):
    address = f"/disputes/{world.dispute.pk}/take/"
    reviewer_client.post(address, {"version": 1})
    world.dispute.refresh_from_db()
    assert world.dispute.assigned_to == reviewer
    reviewer_client.post(address, {"version": 2})
    world.dispute.refresh_from_db()
    assert world.dispute.assigned_to is None


def test_old_version_gets_409_and_changes_nothing(world: World, reviewer_client: Client):
    Dispute.objects.filter(pk=world.dispute.pk).update(version=5)
    sent = {"version": 1, "state": "resolved", "reason": "done"}
    response = reviewer_client.post(f"/disputes/{world.dispute.pk}/close/", sent)
    assert response.status_code == 409
    assert "version 5 stands" in response.content.decode()
    world.dispute.refresh_from_db()
    assert world.dispute.state == "open"


def test_closing_leads_to_the_next_dispute(world: World, reviewer_client: Client):
    following = Dispute.objects.create(
        figure=make_figure(make_claim()), kind="scope", reason="?", opened_by=make_user()
    )
    reviewer_client.get("/review/?what=disputes")
    sent = {"version": 1, "state": "dismissed", "reason": "no clash"}
    response = reviewer_client.post(f"/disputes/{world.dispute.pk}/close/", sent)
    assert response["Location"] == f"/disputes/{following.pk}/"
    reopened = reviewer_client.post(f"/disputes/{world.dispute.pk}/reopen/", {"version": 2})
    assert reopened["Location"] == f"/disputes/{world.dispute.pk}/"


def test_verdict_prefers_a_claim_of_the_dispute_only(world: World, reviewer_client: Client, read: Read):
    address = f"/disputes/{world.dispute.pk}/verdict/"
    sent = {"rule": "prioritise", "text": "The ministry counted.", "preferred_claim": make_claim().pk, "version": 1}
    assert reviewer_client.post(address, sent).status_code == 400
    reviewer_client.post(address, {**sent, "preferred_claim": world.later.pk})
    assert Verdict.objects.latest("pk").preferred_claim == world.later
    assert "The ministry counted." in text_of(read(f"/disputes/{world.dispute.pk}/"))


def test_ruling_anew_meets_the_one_that_came_meanwhile(world: World, reviewer_client: Client):
    address = f"/disputes/{world.dispute.pk}/"
    close_dispute(dispute=world.dispute, state="resolved", reason="counted", by=make_user())
    form = LexborHTMLParser(reviewer_client.get(address).text).css_first("form#resolve")
    assert form.attributes["action"] == f"{address}verdict/"
    read_version = form.css_first("[name=version]").attributes["value"]
    sent = {"rule": "defer", "kind": "scope", "text": "Wait for the census.", "version": read_version}
    give_verdict(dispute=world.dispute, rule="ask", text="The ministry was asked.", by=make_user("ines"))

    met = reviewer_client.post(f"{address}verdict/", sent)
    assert met.status_code == 409
    page = LexborHTMLParser(met.text)
    said = text_of(page)
    assert "The ministry was asked." in said
    assert "by ines" in said
    assert "Wait for the census." in said
    assert page.css_first(".pages a").attributes["href"] == address
    assert not Verdict.objects.filter(text="Wait for the census.").exists()

    again = {node.attributes["name"]: node.attributes["value"] for node in page.css("form.block input[type=hidden]")}
    assert reviewer_client.post(f"{address}verdict/", again).status_code == 302
    assert Verdict.objects.latest("pk").text == "Wait for the census."


@pytest.mark.parametrize(
    ("intervals", "proposed", "told"),
    [
        ([("100000", "100000"), ("100000", None)], ("100000", ""), "at least 100,000"),
        ([("35", None), ("41", "41")], ("35", "41"), "35 to 41"),
        ([(None, "50"), ("60", "60")], ("", "60"), "at most 60"),
        ([(None, "50"), ("50", None)], ("50", "50"), "50"),
    ],
)
def test_open_end_of_what_is_reported_stays_open_in_a_ruling(
    reviewer_client: Client, intervals: list[tuple[str | None, str | None]], proposed: tuple[str, str], told: str
):
    claims = [
        make_claim(low or high, interval=NumericRange(low and Decimal(low), high and Decimal(high), "[]"))
        for low, high in intervals
    ]
    figure = make_figure(*claims)
    recount([figure.pk])
    dispute = make_dispute(figure, opened_by=make_user())
    form = LexborHTMLParser(reviewer_client.get(f"/disputes/{dispute.pk}/").text).css_first("form#resolve")
    sent: dict[str, Any] = {
        name: form.css_first(f"[name={name}]").attributes.get("value") or "" for name in ("low", "high", "version")
    }
    assert (sent["low"], sent["high"]) == proposed
    sent |= {
        "rule": form.css_first("[name=rule] option[selected]").attributes["value"],
        "kind": "rounding",
        "text": "so",
    }
    reviewer_client.post(f"/disputes/{dispute.pk}/resolve/", sent)
    answer = LexborHTMLParser(reviewer_client.get(f"/disputes/{dispute.pk}/").text)
    assert text_of(answer, ".verdict .number") == told


def test_correction_shows_both_values(world: World, reviewer_client: Client, read: Read):
    sent = {"field": "value", "value": "41", "reason": "table 2", "version": 1}
    reviewer_client.post(f"/claims/{world.claim.pk}/correct/", sent)
    page = read(f"/claims/{world.claim.pk}/")
    assert "at least 41" in text_of(page, "h1")
    assert "value: 35 → 41" in text_of(page)


@pytest.mark.parametrize(
    ("change", "status"),
    [({"value": "many"}, 400), ({"reason": ""}, 400), ({"field": "version"}, 400), ({"version": 9}, 409)],
)
def test_correction_that_cannot_be_saved_says_why(
    world: World, reviewer_client: Client, change: dict[str, str], status: int
):
    sent = {"field": "value", "value": "41", "reason": "table 2", "version": 1} | change
    response = reviewer_client.post(f"/claims/{world.claim.pk}/correct/", sent)
    assert response.status_code == status
    world.claim.refresh_from_db()
    assert world.claim.value == 35


def test_taken_out_claim_leaves_the_figure(world: World, reviewer_client: Client, read: Read):
    member = world.figure.memberships.get(claim=world.later)
    reviewer_client.post(f"/memberships/{member.pk}/decide/", {"status": "rejected"})
    page = read(f"/figures/{world.figure.pk}/")
    assert page.css_first(f"tr#claim-{world.later.pk}") is None
    assert "taken out by reviewer" in text_of(page)


def test_split_merge_and_redefine(world: World, reviewer_client: Client, read: Read):
    address = f"/figures/{world.figure.pk}/curate/"
    reviewer_client.post(address, {"verb": "split", "claims": [world.later.pk], "definition": "killed in the city"})
    made = Figure.objects.latest("pk")
    assert "killed in the city" in text_of(read(f"/figures/{made.pk}/")).lower()
    reviewer_client.post(address, {"verb": "redefine", "definition": "killed in the province"})
    world.figure.refresh_from_db()
    assert world.figure.definition == "killed in the province"
    reviewer_client.post(f"/figures/{made.pk}/curate/", {"verb": "merge", "into": world.figure.pk})
    assert reviewer_client.get(f"/figures/{made.pk}/")["Location"] == f"/figures/{world.figure.pk}/"
    assert reviewer_client.post(address, {"verb": "burn"}).status_code == 400


def test_merged_speaker_leads_to_the_one_who_stays(world: World, reviewer_client: Client):
    other = make_speaker("A. Veld")
    reviewer_client.post(f"/speakers/{other.pk}/curate/", {"verb": "merge", "into": world.speaker.pk})
    assert reviewer_client.get(f"/speakers/{other.pk}/")["Location"] == f"/speakers/{world.speaker.pk}/"
    assert Speaker.objects.get(pk=other.pk).merged_into == world.speaker


def test_history_names_who_did_it(world: World, reviewer_client: Client, read: Read):
    sent = {"field": "unit", "value": "men", "reason": "so it says", "version": 1}
    reviewer_client.post(f"/claims/{world.claim.pk}/correct/", sent)
    assert f"reviewer · claim {world.claim.pk} changed" in text_of(read(f"/claims/{world.claim.pk}/"))


def test_people_who_did_nothing_have_no_page(plain_user: User, read: Read):
    read(f"/people/{plain_user.username}/", status=404)
    read("/people/nobody/", status=404)


def test_pasted_text_becomes_an_article(plain_client: Client, django_capture_on_commit_callbacks):
    sent = {
        "text": "At least 35 people died in Marrow, Ana Veld said.",
        "outlet": "Marrow Herald",
        "published": "2026-03-02",
    }
    with django_capture_on_commit_callbacks(execute=True):
        response = plain_client.post("/upload/", sent)
    article = Article.objects.get()
    assert response["Location"] == f"/articles/{article.pk}/"
    page = plain_client.get(f"/articles/{article.pk}/").content.decode()
    assert "Marrow Herald" in page
    assert "2 March 2026" in page


def test_several_files_are_listed_with_their_outcome(plain_client: Client):
    files = [SimpleUploadedFile(f"{n}.txt", f"Flood\n\n{n} people died in Marrow.".encode()) for n in (35, 52)]
    response = plain_client.post("/upload/", {"documents": files})
    assert response.status_code == 200
    assert response.content.decode().count("accepted") == 2


@pytest.mark.parametrize(
    "sent", [{}, {"text": "  "}, {"text": "x", "url": "javascript:alert(1)"}, {"text": "x", "published": "soon"}]
)
def test_upload_that_holds_nothing_usable_is_400(plain_client: Client, sent: dict[str, str]):
    assert plain_client.post("/upload/", sent).status_code == 400
    assert not Article.objects.exists()


def test_waiting_article_looks_again_by_itself(db: None, read: Read):
    article = Article.objects.create(identity="x", via="page", state="queued", title="Flood")
    page = read(f"/articles/{article.pk}/")
    assert page.css_first("meta[http-equiv=refresh]") is not None
    Article.objects.filter(pk=article.pk).update(state="rejected", reason="no text in it")
    page = read(f"/articles/{article.pk}/")
    assert page.css_first("meta[http-equiv=refresh]") is None
    assert "no text in it" in text_of(page)


def test_sign_in_and_out(client: Client, reviewer: User):
    assert client.post("/accounts/login/", {"username": "reviewer", "password": "wrong"}).status_code == 200
    sent = {"username": "reviewer", "password": "correct horse battery", "next": "/review/"}
    assert client.post("/accounts/login/", sent)["Location"] == "/review/"
    assert client.post("/accounts/logout/")["Location"] == "/"
    assert client.get("/upload/").status_code == 302
