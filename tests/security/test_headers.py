"""What every answer carries, and what none repeats: policy, caches, hosts, secrets, fields that nobody may set."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db.models import Q
from django.test import Client

from articles.models import Annotation, Dispute, Invitation
from articles.web import claims
from tests.factories import make_token, make_user
from tests.security.conftest import PASSWORD, SUPERUSER, Cast, client_of, sign_in
from tests.security.routes import listed
from tests.security.rows import filled
from tests.web.conftest import World

pytestmark = pytest.mark.django_db

READ = [route for route in listed() if "GET" in route.statuses]


def policy_of(response: Any) -> str:
    return str(response.headers.get("Content-Security-Policy", ""))


def test_every_answer_has_the_policy(world: World, cast: Cast):
    for route in READ:
        response = cast[SUPERUSER].get(filled(route.address, world))
        assert "default-src 'none'" in policy_of(response), route.address
        assert response.headers["X-Content-Type-Options"] == "nosniff", route.address
    for address in ("/nothing/", "/api/v1/nothing/", "/admin/", "/claims/?rubbish=1"):
        assert "default-src 'none'" in policy_of(cast[SUPERUSER].get(address)), address


def test_fault_has_the_policy_and_tells_nothing(monkeypatch: pytest.MonkeyPatch):
    def fail(*_: object) -> None:
        raise RuntimeError("the inner workings")

    monkeypatch.setattr(claims, "claim_view", fail)
    monkeypatch.setattr("articles.web.claims.get_object_or_404", fail)
    response = Client(raise_request_exception=False).get("/claims/1/")
    assert response.status_code == 500
    assert "default-src 'none'" in policy_of(response)
    assert b"inner workings" not in response.content


def test_signed_in_pages_are_kept_by_no_cache(world: World, cast: Cast):
    kept = []
    # a card is embedded in other sites, and the same for everybody
    for route in (route for route in READ if not route.is_api and not route.address.endswith("/card/")):
        response = cast[SUPERUSER].get(filled(route.address, world))
        is_page = response.status_code == 200 and response.headers.get("Content-Type", "").startswith("text/html")
        if is_page and "no-store" not in response.headers.get("Cache-Control", ""):
            kept.append(route.address)
    assert kept == []


def test_open_pages_set_no_cookie(world: World, client: Client):
    # but where a form is for everybody: its token needs one
    for route in (route for route in READ if route.who == "open" and "POST" not in route.statuses):
        if route.address.startswith("/accounts/invitation/"):
            continue
        assert not client.get(filled(route.address, world)).cookies, route.address


@pytest.mark.parametrize(
    "address", ["/api/v1/claims/a.css", "/claims/a.css", "/accounts/a.css", "/accounts/people/a.css"]
)
def test_address_with_an_extension_is_no_other_page(cast: Cast, address: str):
    assert cast[SUPERUSER].get(address).status_code == 404


def test_hosts_and_forwarded_hosts_are_not_repeated(client: Client):
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400
    page = client.get("/?utm_source=evil", headers={"x-forwarded-host": "evil.example"})
    assert b"evil" not in page.content


def test_fields_that_nobody_may_set_are_not_set(world: World, reviewer: User):
    other = make_user()
    api = client_of(reviewer)
    extra = {"id": 7, "created_by": other.pk, "opened_by": other.pk, "version": 99, "state": "resolved", "closed_by": other.pk,
             "deleted_at": "2020-01-01T00:00:00Z", "created_at": "2020-01-01T00:00:00Z"}  # fmt: skip
    media = "application/json"
    disputed = {"figure": world.figure.pk, "kind": "scope", "reason": "?", **extra}
    noted = {"claim": world.claim.pk, "body": "x", **extra}
    for address, body in (("/api/v1/disputes/", disputed), ("/api/v1/annotations/", noted)):
        response = api.post(address, body, content_type=media)
        assert response.status_code in (201, 400), response.content
    unwanted = Q(opened_by=other) | Q(closed_by=other) | Q(version=99) | Q(state="resolved")
    assert not Dispute.objects.filter(unwanted).exists()
    assert not Annotation.objects.filter(Q(created_by=other) | Q(version=99) | Q(deleted_at__isnull=False)).exists()
    rights = {"is_superuser": "1", "is_staff": "1", "role": "admin", "groups": "3", "email": "x@example.org"}
    api.post("/accounts/name/", {"username": "renamed", **rights})
    reviewer.refresh_from_db()
    assert (reviewer.username, reviewer.is_superuser, reviewer.is_staff) == ("renamed", False, False)
    assert (reviewer.email, list(reviewer.groups.values_list("name", flat=True))) == (
        "reviewer@example.org",
        ["reviewers"],
    )


def test_invitation_decides_the_role_not_who_accepts_it(client: Client):
    link = client_of(make_user("chief", "admins")).post(
        "/accounts/people/invite/", {"email": "a@b.org", "role": "reader"}
    )
    client.get(link.content.decode().partition("http://testserver")[2].partition("<")[0])
    sent = {"username": "ann", "password": "a wholly other phrase", "again": "a wholly other phrase", "role": "admin"}
    client.post("/accounts/join/", {**sent, "is_superuser": "1", "email": "c@d.org"})
    ann = User.objects.get(username="ann")
    assert (ann.email, ann.is_superuser, ann.groups.count()) == ("a@b.org", False, 0)
    assert Invitation.objects.get().accepted_by == ann


def test_secrets_stay_out_of_the_log(world: World, caplog: Any):
    caplog.set_level(logging.DEBUG)
    owner = world.note.created_by
    client = Client()
    sign_in(client, owner.username, "wrong secret phrase")
    sign_in(client, owner.username)
    cookie = client.cookies["sessionid"].value
    client.get("/nothing\r\nforged/")
    client.post(
        "/accounts/password/", {"old_password": PASSWORD, "new_password1": "short phrase", "new_password2": "x"}
    )
    client.get("/api/v1/claims/", headers={"authorization": "Bearer ct_very_secret_key"})
    client.get(f"/claims/{10**20}/", headers={"authorization": f"Bearer {make_token(owner).sha256}"})
    told = "\n".join(record.getMessage() for record in caplog.records)
    for secret in ("wrong secret phrase", PASSWORD, "short phrase", cookie, "ct_very_secret_key"):
        assert secret not in told
    assert "\r" not in told


@pytest.fixture
def guarded(settings: Any) -> None:
    settings.AXES_ENABLED = True


def guess(address: str, password: str = "wrong", **headers: str) -> int:
    """The status of one try to sign in as Ann from an address."""
    sent = {"username": "ann", "password": password}
    response = Client(REMOTE_ADDR=address, headers=headers).post("/accounts/login/", sent)
    return response.status_code


@pytest.mark.usefixtures("guarded")
def test_guessing_ends_for_the_guesser_and_not_for_the_owner(ann: User):
    assert [guess("203.0.113.9") for _ in range(12)].count(200) <= 10
    assert guess("203.0.113.9", PASSWORD) == 429
    assert guess("198.51.100.7", PASSWORD) == 302


@pytest.mark.usefixtures("guarded")
def test_guesser_cannot_invent_addresses(ann: User, settings: Any):
    for number in range(11):
        guess("203.0.113.9", **{"x-forwarded-for": f"192.0.2.{number}"})
    assert guess("203.0.113.9", PASSWORD, **{"x-forwarded-for": "192.0.2.99"}) == 429
    settings.TRUSTED_PROXY_COUNT = 1
    assert guess("203.0.113.9", PASSWORD, **{"x-forwarded-for": "203.0.113.9, 192.0.2.200"}) == 302


@pytest.mark.usefixtures("guarded")
def test_many_addresses_get_ten_tries_each_and_lock_nobody_out(ann: User):
    through = 0
    for number in range(5):
        through += [guess(f"203.0.113.{number}") for _ in range(15)].count(200)
    assert through <= 50
    assert guess("198.51.100.7", PASSWORD) == 302
