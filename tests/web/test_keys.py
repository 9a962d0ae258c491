"""The page of one's own keys."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.models import Token
from tests.factories import make_token

pytestmark = pytest.mark.django_db


def test_new_key_is_shown_once(reviewer_client: Client):
    made = reviewer_client.post("/keys/", {"name": "night copy", "scopes": ["submit"], "days": 30})
    token = Token.objects.get()
    assert f"<code>{token.prefix}" in made.content.decode()
    shown = made.content.decode().partition("never again:</strong> <code>")[2].partition("<")[0]
    assert shown.startswith(token.prefix)
    assert shown not in reviewer_client.get("/keys/").content.decode()
    assert (token.scopes, made["Cache-Control"]) == (
        ["submit"],
        "max-age=0, no-cache, no-store, must-revalidate, private",
    )


def test_key_is_revoked_by_its_person_only(reviewer: User, reviewer_client: Client):
    mine, other = make_token(reviewer), make_token(User.objects.create_user("other"))
    assert reviewer_client.post(f"/keys/{mine.pk}/revoke/").status_code == 302
    assert reviewer_client.post(f"/keys/{other.pk}/revoke/").status_code == 404
    assert list(Token.objects.filter(revoked_at=None)) == [other]


def test_bad_key_is_refused(reviewer_client: Client):
    assert reviewer_client.post("/keys/", {"name": "", "days": 3}).status_code == 400


def test_strangers_sign_in_first(client: Client):
    assert client.get("/keys/")["Location"].startswith("/accounts/login/")
