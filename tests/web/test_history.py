"""The history page of any row: every step with who, when, from which request, and what it changed."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client

from articles.actions.audit import seal_events
from articles.actions.review import close_dispute
from articles.models import Dispute, Speaker
from tests.factories import make_annotation, make_speaker, make_token, make_user
from tests.security.conftest import client_of
from tests.web.conftest import Read, World, text_of

pytestmark = pytest.mark.django_db


def test_correction_is_told_with_its_request(world: World, reviewer_client: Client, read: Read):
    for value in ("41", "42"):
        world.claim.refresh_from_db()
        sent = {"field": "value", "value": value, "reason": "table 2", "version": world.claim.version}
        reviewer_client.post(f"/claims/{world.claim.pk}/correct/", sent)
    page = read(f"/history/claim/{world.claim.pk}/")
    latest = text_of(page, ".log li")
    assert "reviewer · changed" in latest
    assert f"at /claims/{world.claim.pk}/correct/, request" in latest
    assert "value 41 → 42" in latest


def test_names_stand_for_numbers_and_plain_sql_for_the_machine(world: World, read: Read):
    other = make_speaker("Ana Feld")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE articles_speaker SET merged_into_id = %s WHERE id = %s", [other.pk, world.speaker.pk])
    page = read(f"/history/speaker/{world.speaker.pk}/")
    latest = text_of(page, ".log li")
    assert "machine · changed" in latest
    assert "merged into Ana Feld" in latest
    assert page.css_first(".log li ins a").attributes["href"] == f"/speakers/{other.pk}/"


def test_rows_that_a_step_names_are_linked_and_times_are_told_as_elsewhere(world: World, reviewer: User, read: Read):
    close_dispute(dispute=world.dispute, state="resolved", reason="counted", by=reviewer)
    page = read(f"/history/dispute/{world.dispute.pk}/")
    links = {node.attributes["href"]: node.text() for node in page.css(".log dl a")}
    assert links == {
        f"/figures/{world.figure.pk}/": world.figure.definition, f"/claims/{world.claim.pk}/": world.claim.surface,
        f"/claims/{world.later.pk}/": world.later.surface, "/people/reviewer/": "reviewer",
    }  # fmt: skip
    world.dispute.refresh_from_db()
    assert f"closed at {world.dispute.closed_at:%-d %B %Y, %H:%M} UTC" in text_of(page, ".log")
    assert all(read(address) for address in links)


def test_row_that_is_gone_stays_a_number_and_who_did_nothing_public_has_no_link(world: World, read: Read):
    gone, idle = make_speaker("Ana Feld"), make_user("idle")
    number = gone.pk
    Speaker.objects.filter(pk=world.speaker.pk).update(merged_into=gone)
    Speaker.objects.filter(pk=world.speaker.pk).update(merged_into=None)
    gone.aliases.all().delete()
    gone.delete()
    Dispute.objects.filter(pk=world.dispute.pk).update(assigned_to=idle)
    assert f"merged into speaker {number} → nothing" in text_of(
        read(f"/history/speaker/{world.speaker.pk}/"), ".log li"
    )
    step = read(f"/history/dispute/{world.dispute.pk}/").css_first(".log li")
    assert "assigned to idle" in " ".join(step.text().split())
    assert step.css_first("ins a") is None


def test_step_names_its_seal(world: World, read: Read):
    address = f"/history/speaker/{world.speaker.pk}/"
    assert "not sealed yet" in text_of(read(address))
    seal_events(settled_s=-1)
    assert "not sealed yet" not in text_of(read(address))


def test_deleted_row_keeps_its_history(read: Read):
    speaker = make_speaker("Ana Veld")
    pk = speaker.pk
    speaker.aliases.all().delete()
    speaker.delete()
    assert "machine · deleted" in text_of(read(f"/history/speaker/{pk}/"), ".log li")


def test_long_history_is_paged(read: Read):
    speaker = make_speaker("Ana Veld")
    for number in range(55):
        Speaker.objects.filter(pk=speaker.pk).update(role=f"role {number}")
    first = read(f"/history/speaker/{speaker.pk}/")
    link = first.css_first("a[rel=next]").attributes["href"]
    second = read(f"/history/speaker/{speaker.pk}/{link}")
    assert [len(page.css(".log > li")) for page in (first, second)] == [50, 6]
    assert "created" in second.css(".log > li")[-1].text()


def test_every_object_page_leads_to_its_history(world: World, read: Read):
    for kind, pk in (
        ("claim", world.claim.pk), ("figure", world.figure.pk), ("speaker", world.speaker.pk), ("outlet", world.outlet.pk),
        ("source", world.claim.source_id), ("article", world.article.pk), ("dispute", world.dispute.pk),
        ("series", world.series.pk),
    ):  # fmt: skip
        address = f"/series/{pk}/" if kind == "series" else f"/{kind}s/{pk}/"
        assert read(address).css_first(f'a[href="/history/{kind}/{pk}/"]') is not None, kind
        assert read(f"/history/{kind}/{pk}/")


def test_what_is_not_public_is_for_those_who_may(world: World, reviewer: User, client: Client, reviewer_client: Client):
    note, token = make_annotation(reviewer, claim=world.claim), make_token(reviewer)
    chief = client_of(make_user("chief", "admins"))
    for kind, pk, statuses in (("annotation", note.pk, (302, 200, 200)), ("token", token.pk, (302, 403, 200))):
        found = [by.get(f"/history/{kind}/{pk}/").status_code for by in (client, reviewer_client, chief)]
        assert tuple(found) == statuses, kind


@pytest.mark.parametrize(
    ("address", "status"),
    [("nothing/1/", 404), ("seal/1/", 404), ("claim/1/?before=x", 400), ("claim/999999999999999999999/", 404)],
)
def test_what_has_no_history_says_so(client: Client, address: str, status: int):
    assert client.get(f"/history/{address}").status_code == status
