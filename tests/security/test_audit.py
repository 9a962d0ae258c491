"""The audit holds whatever is done, nobody's application can change it, and whoever else does is found."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from random import Random
from typing import Any

import pghistory
import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction
from pghistory.models import Context

from articles.actions.audit import seal_events
from articles.actions.corrections import correct_field
from articles.actions.merging import merge
from articles.management.commands.grants import statements
from articles.models import Membership, Revision, Seal, Speaker
from articles.models.audit import event_models
from articles.selectors.audit import open_tail, tampering
from claimtracker.heads import noted_heads
from tests.factories import make_claim, make_figure, make_membership, make_outlet, make_speaker, make_user
from tests.security.tampering import DEEDS, run

pytestmark = pytest.mark.django_db

KEPT = sorted(model._meta.db_table for model in event_models())


@pytest.fixture(autouse=True)
def heads(settings: Any, tmp_path: Path) -> Path:
    settings.AUDIT_DIR = folder = tmp_path / "audit"
    return folder


def busy(by: User, times: int = 3) -> None:
    """Some of everything that people do, each from a request of its own."""
    for number in range(times):
        with pghistory.context(user=by.pk, url=f"/claims/{number}/correct/"):
            claim = make_claim(str(number + 1), outlet=make_outlet())
            figure = make_figure(claim, make_claim())
            correct_field(claim=claim, field="value", value=str(number + 50), reason="table", by=by, version=None)
            merge(thing=make_speaker(), into=make_speaker(), by=by)
            make_membership(figure, make_claim(), status="confirmed", decided_by=by, decided_at=claim.created_at)


@pytest.fixture
def sealed(reviewer: User, django_capture_on_commit_callbacks: Any) -> None:
    for _ in range(2):
        busy(reviewer)
        with django_capture_on_commit_callbacks(execute=True):
            seal_events(settled_s=-1)


def events_of(name: str) -> Any:
    """The rows of one event table."""
    return next(model for model in event_models() if model.__name__ == name)._default_manager


def found() -> list[str]:
    return [str(finding) for finding in tampering(noted_heads())]


def test_every_event_is_sealed_once(sealed: None):
    assert found() == []
    assert Seal.objects.count() == sum(model._default_manager.count() for model in event_models())
    assert open_tail().count == 0
    assert seal_events(settled_s=-1) == 0


def test_young_events_wait_in_the_open_tail(reviewer: User):
    busy(reviewer, 1)
    assert seal_events() == 0
    tail = open_tail()
    assert tail.count > 5
    assert tail.since is not None


def test_long_backlog_is_sealed_in_parts(reviewer: User):
    busy(reviewer, 3)
    parts = list(iter(lambda: seal_events(settled_s=-1, most=20), 0))
    assert parts[:-1] == [20] * (len(parts) - 1)
    assert found() == []


@pytest.mark.usefixtures("sealed")
@pytest.mark.parametrize("times", [90, pytest.param(1000, marks=pytest.mark.bench)])
def test_random_tampering_is_always_found(times: int):
    random, done = Random(times), 0
    while done < times:
        with transaction.atomic():
            run("SET LOCAL session_replication_role = replica")
            deed = DEEDS[done % len(DEEDS)](random)
            if deed:
                done += 1
                assert any(tampering(noted_heads())), deed
            transaction.set_rollback(True)
    assert found() == []


@pytest.mark.usefixtures("sealed")
def test_finding_says_where():
    seal = Seal.objects.select_related("shape").get(position=7)
    run("SET LOCAL session_replication_role = replica")
    run(f"UPDATE {seal.shape.table} SET pgh_label = 'x' WHERE pgh_id = %s", seal.event_id)
    assert found() == [f"seal 7, {seal.shape.table} {seal.event_id}: the event, or who did it, was changed"]


@pytest.mark.usefixtures("sealed")
def test_chain_written_anew_is_told_by_the_noted_heads():
    run("SET LOCAL session_replication_role = replica")
    run("UPDATE articles_speakerevent SET name = 'Somebody Else'")
    run("DELETE FROM articles_seal")
    run("DELETE FROM articles_sealfloor")
    assert seal_events(settled_s=-1) > 0
    assert list(tampering()) == []
    assert any("written anew" in each for each in found())


@pytest.mark.usefixtures("sealed")
def test_noted_head_of_somebody_else_is_told(heads: Path):
    (file,) = heads.iterdir()
    first, *rest = file.read_text().splitlines()
    file.write_text("\n".join([json.dumps({**json.loads(first), "position": 3}), "rubbish", *rest]))
    assert [each.endswith(": not written by this site") for each in found()] == [True, True]


@pytest.mark.usefixtures("sealed")
def test_command_tells_and_fails(heads: Path):
    told = StringIO()
    call_command("verify_audit", stdout=told)
    assert "2 heads noted outside" in told.getvalue()
    run("SET LOCAL session_replication_role = replica")
    run("DELETE FROM articles_speakerevent")
    with pytest.raises(CommandError, match="not as it was sealed"):
        call_command("verify_audit", stdout=StringIO(), stderr=told)
    assert "the event was deleted" in told.getvalue()


def test_events_cannot_be_changed_even_by_their_owner(reviewer: User):
    busy(reviewer, 1)
    for table in KEPT:
        run(f"ALTER TABLE {table} ENABLE TRIGGER never_emptied")
        verbs = [f"TRUNCATE {table}"]
        if run(f"SELECT FROM {table}"):
            verbs += [f"UPDATE {table} SET pgh_label = 'x'", f"DELETE FROM {table}"]
        for verb in verbs:
            with pytest.raises(DatabaseError, match=r"never emptied|Cannot"), transaction.atomic():
                run(verb)


def test_who_did_it_cannot_be_changed_later(reviewer: User):
    busy(reviewer, 1)
    run("ALTER TABLE pghistory_context DISABLE TRIGGER context_kept")
    Context.objects.update(created_at="2026-01-01T00:00:00Z")
    run("ALTER TABLE pghistory_context ENABLE TRIGGER context_kept")
    Context.objects.update(updated_at="2026-01-01T00:00:00Z")
    for forge in (lambda: Context.objects.update(metadata={"user": 1}), lambda: Context.objects.all().delete()):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            forge()


def test_text_of_a_revision_is_never_overwritten():
    revision = make_claim().revision
    Revision.objects.filter(pk=revision.pk).update(extractor="new")
    with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        Revision.objects.filter(pk=revision.pk).update(text="Nobody died.")


def test_inserts_updates_and_deletes_are_recorded_however_they_are_made(reviewer: User):
    with pghistory.context(user=reviewer.pk, url="/speakers/"):
        speaker = make_speaker("Ana Veld")
        Speaker.objects.filter(pk=speaker.pk).update(name="Ana Feld")
        Speaker.objects.bulk_update([speaker], ["name"])
    run("UPDATE articles_speaker SET role = 'minister' WHERE id = %s", speaker.pk)
    speaker.aliases.all().delete()
    run("DELETE FROM articles_speaker WHERE id = %s", speaker.pk)
    mine = events_of("SpeakerEvent").filter(pgh_obj_id=speaker.pk).order_by("pgh_id")
    assert [event.pgh_label for event in mine] == ["insert", "update", "update", "update", "delete"]
    assert mine[0].pgh_context.metadata == {"user": reviewer.pk, "url": "/speakers/"}


def test_machine_suggestions_leave_no_event_and_decisions_do(reviewer: User):
    claim, other = make_claim(), make_claim()
    figure = make_figure(claim)
    events = events_of("MembershipEvent")
    assert events.count() == 0
    Membership.objects.filter(figure=figure).update(status="rejected", decided_by=reviewer, decided_at=claim.created_at)
    make_membership(figure, other, status="confirmed", decided_by=reviewer, decided_at=claim.created_at)
    assert list(events.order_by("pgh_id").values_list("pgh_label", flat=True)) == ["update", "insert"]


def test_roles_and_accounts_are_recorded_without_their_passwords():
    person = make_user("ann", "seniors")
    person.groups.clear()
    person.is_active = False
    person.save()
    assert list(events_of("PersonRoleEvent").values_list("pgh_label", flat=True)) == ["insert", "delete"]
    assert events_of("PersonEvent").filter(username="ann", is_active=False).count() == 1
    assert "password" not in {field.name for field in events_of("PersonEvent").model._meta.get_fields()}


@pytest.fixture
def application(db: None) -> Iterator[None]:
    """The rest of the test runs as a role with the rights that `manage.py grants` prints."""
    run("CREATE ROLE claims_test_app")
    for statement in statements("claims_test_app"):
        run(statement)
    run("SET LOCAL ROLE claims_test_app")
    yield
    run("RESET ROLE")


def test_least_role_works_and_cannot_change_the_audit(reviewer: User, application: None):
    busy(reviewer, 1)
    assert seal_events(settled_s=-1) > 0
    assert found() == []
    for table in (*KEPT, "articles_seal", "articles_sealshape"):
        key = "pgh_id" if table in KEPT else "position" if table == "articles_seal" else "id"
        for verb in (f"UPDATE {table} SET {key} = {key}", f"DELETE FROM {table}", f"TRUNCATE {table}"):
            with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
                run(verb)
