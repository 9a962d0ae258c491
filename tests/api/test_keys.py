"""One's own keys: the secret once, no more than the maker has, revoked for good."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from rest_framework.test import APIClient

from articles.actions.access import issue_token
from articles.models import Token

pytestmark = pytest.mark.django_db
KEYS = "/api/v1/tokens/"


@pytest.fixture
def own(reviewer: User) -> APIClient:
    client = APIClient()
    client.force_login(reviewer)
    return client


def keyed(secret: str) -> APIClient:
    return APIClient(headers={"Authorization": f"Bearer {secret}"})


def test_secret_is_told_once_and_works(own: APIClient):
    made = own.post(KEYS, {"name": "desk script", "scopes": ["submit"], "days": 30}).json()
    assert "secret" not in own.get(f"{KEYS}{made['id']}/").json()
    assert keyed(made["secret"]).get(KEYS).status_code == 200
    assert made["secret"] not in str(Token.objects.values())


def test_use_is_noted(own: APIClient):
    made = own.post(KEYS, {"name": "x", "scopes": []}).json()
    keyed(made["secret"]).get(KEYS)
    assert own.get(f"{KEYS}{made['id']}/").json()["used_at"]


def test_revoked_key_is_dead(own: APIClient):
    made = own.post(KEYS, {"name": "x", "scopes": []}).json()
    assert own.delete(f"{KEYS}{made['id']}/").status_code == 204
    assert keyed(made["secret"]).get(KEYS).status_code == 401


def test_key_gives_no_more_than_it_has(reviewer: User):
    _, secret = issue_token(user=reviewer, name="x", scopes=["submit"])
    beyond = keyed(secret).post(KEYS, {"name": "y", "scopes": ["decide"]})
    assert (beyond.status_code, "decide" in beyond.json()["detail"]) == (403, True)
    assert keyed(secret).post(KEYS, {"name": "y", "scopes": ["submit"]}).status_code == 201


def test_keys_of_others_are_not_there(own: APIClient):
    token, _ = issue_token(user=User.objects.create_user("other"), name="x", scopes=[])
    assert own.get(KEYS).json()["results"] == []
    assert own.get(f"{KEYS}{token.pk}/").status_code == 404
    assert own.delete(f"{KEYS}{token.pk}/").status_code == 404


def test_strangers_have_no_keys(anyone: APIClient):
    assert anyone.get(KEYS).status_code == 401


@pytest.mark.parametrize("body", [{}, {"name": "x", "scopes": ["all"]}, {"name": "x", "scopes": [], "sha256": "0"}])
def test_bad_key_is_refused(own: APIClient, body: dict[str, object]):
    assert own.post(KEYS, body).status_code == 400


def test_audit_is_for_reviewers(anyone: APIClient, program: APIClient):
    reader = APIClient()
    reader.force_login(User.objects.create_user("reader"))
    assert [client.get("/api/v1/events/").status_code for client in (anyone, reader, program)] == [401, 403, 200]


def test_audit_tells_who_did_what_and_is_walked(program: APIClient):
    User.objects.get()
    for name in ("x", "y", "z"):
        issue_token(user=User.objects.get(), name=name, scopes=[])
    seen, address = [], "/api/v1/events/?kind=token&page_size=2"
    while address:
        page = program.get(address).json()
        seen += page["results"]
        address = page["next"]
    assert [event["data"]["name"] for event in seen] == ["z", "y", "x", "tests"]
    assert program.get(f"/api/v1/events/{seen[0]['id']}/").json() == seen[0]
    assert program.get("/api/v1/events/token-999/").status_code == 404
