"""Getting in, staying in and being thrown out."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client
from django.utils import timezone

from articles.actions import people
from articles.actions.versions import Refused
from articles.models import Invitation, Session, Token
from articles.models.people import Role, role_of
from tests.factories import make_token, make_user
from tests.security.conftest import PASSWORD, client_of, sign_in, signed_in

pytestmark = pytest.mark.django_db

NEW = "a wholly other phrase"
FORM = {"username": "ann", "password": NEW, "again": NEW}


@pytest.fixture
def admin(db: None) -> User:
    return make_user("chief", "admins")


def invited(admin: User, role: str = "reviewer") -> str:
    """The path of the link that an invitation to Ann shows its inviter."""
    page = client_of(admin).post("/accounts/people/invite/", {"email": "ann@example.org", "role": role})
    found = re.search(r"http://testserver(/accounts/invitation/[^/]+/)", page.content.decode())
    assert found
    return found[1]


def test_invitation_is_mailed_shown_once_and_makes_an_account(admin: User, client: Client):
    link = invited(admin, "senior")
    assert link in mail.outbox[0].body
    assert mail.outbox[0].to == ["ann@example.org"]
    joined = client.post(client.get(link)["Location"], FORM)
    assert joined["Location"] == "/accounts/"
    assert signed_in(client)
    person = User.objects.get(username="ann")
    assert (person.email, role_of(person)) == ("ann@example.org", Role.SENIOR)
    assert Invitation.objects.get().accepted_by == person


def test_key_of_an_invitation_is_kept_as_a_hash_and_out_of_addresses(admin: User, client: Client, caplog: Any):
    link = invited(admin)
    key = link.split("/")[-2]
    client.post(client.get(link)["Location"], {**FORM, "again": "x"})
    assert key not in str(Invitation.objects.values().get())
    assert key not in caplog.text


@pytest.mark.parametrize("end", ["used", "withdrawn", "expired", "replaced"])
def test_invitation_that_ended_opens_nothing(admin: User, client: Client, end: str):
    link = invited(admin)
    (invitation,) = Invitation.objects.all()
    if end == "used":
        people.accept(key=link.split("/")[-2], username="bob", password=NEW)
    elif end == "withdrawn":
        client_of(admin).post(f"/accounts/invitations/{invitation.pk}/withdraw/")
    elif end == "expired":
        Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    else:
        invited(admin)
    client.get(link)
    assert client.get("/accounts/join/").status_code == 404
    assert client.post("/accounts/join/", FORM).status_code == 404
    assert not User.objects.filter(username="ann").exists()


@pytest.mark.parametrize(
    "change",
    [
        {"password": "too short", "again": "too short"},
        {"password": "passwordpassword", "again": "passwordpassword"} | {"username": "passwordpassword"},
        {"password": "password1234567", "again": "other"},
        {"username": "CHIEF"},
        {"username": "<script>"},
        {"username": ""},
    ],
)
def test_name_or_password_that_cannot_be_is_told(admin: User, client: Client, change: dict[str, str]):
    client.get(invited(admin))
    response = client.post("/accounts/join/", FORM | change)
    assert response.status_code == 400
    assert b'class="errorlist"' in response.content
    assert User.objects.count() == 1


def test_common_password_is_refused(admin: User):
    with pytest.raises(Refused, match="common"):
        people.accept(key=invited(admin).split("/")[-2], username="ann", password="1234567890987654321")


def test_who_has_an_account_is_not_invited_again(admin: User, ann: User):
    sent = {"email": "ANN@example.org", "role": "reviewer"}
    assert client_of(admin).post("/accounts/people/invite/", sent).status_code == 400
    assert not mail.outbox


def test_mail_that_cannot_be_sent_leaves_the_link(admin: User, settings: Any):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    page = client_of(admin).post("/accounts/people/invite/", {"email": "ann@example.org", "role": "reviewer"})
    assert b"could not be sent" in page.content
    assert b"/accounts/invitation/" in page.content


def test_session_key_changes_at_login_and_password_change(ann: User, client: Client):
    client.get("/accounts/invitation/planted/")
    planted = client.session.session_key
    sign_in(client)
    first = client.session.session_key
    sent = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}
    other = client_of(ann)
    assert client.post("/accounts/password/", sent)["Location"] == "/accounts/"
    assert len({planted, first, client.session.session_key}) == 3
    assert signed_in(client)
    assert not signed_in(other)


def test_session_cookie_is_guarded(ann: User, client: Client):
    cookie = sign_in(client).cookies["sessionid"]
    assert cookie["httponly"]
    assert (cookie["samesite"], cookie["max-age"]) == ("Lax", 12 * 60 * 60)


@pytest.mark.parametrize("deed", ["logout", "everywhere", "role", "close", "deleted password"])
def test_sessions_die(ann: User, admin: User, deed: str):
    client = client_of(ann)
    copied = Client(headers={"cookie": f"sessionid={client.session.session_key}"})
    assert signed_in(copied)
    if deed == "logout":
        client.post("/accounts/logout/")
    elif deed == "everywhere":
        client.post("/accounts/sign-out-everywhere/")
    elif deed == "role":
        client_of(admin).post(f"/accounts/people/{ann.pk}/role/", {"role": "senior"})
        assert role_of(ann) is Role.SENIOR
    elif deed == "close":
        token = make_token(ann)
        client_of(admin).post(f"/accounts/people/{ann.pk}/close/")
        assert Token.objects.get(pk=token.pk).revoked_at
        assert sign_in(Client()).status_code == 200
    else:
        ann.set_password(NEW)
        ann.save()
    assert not signed_in(copied)


def test_administrator_cannot_lock_the_own_account_or_the_owners(admin: User):
    root = User.objects.create_superuser("root")
    for person in (admin, root):
        assert client_of(admin).post(f"/accounts/people/{person.pk}/close/").status_code == 400
        assert client_of(admin).post(f"/accounts/people/{person.pk}/role/", {"role": "reader"}).status_code == 400


@pytest.mark.parametrize(
    "wanted",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "http:///evil.example"],
)
def test_next_leads_nowhere_else(ann: User, client: Client, wanted: str):
    assert sign_in(client, next=wanted)["Location"] == "/"
    assert b"evil" not in Client().get("/accounts/login/", {"next": wanted}).content
    assert sign_in(Client(), next="/review/")["Location"] == "/review/"


def test_known_and_unknown_addresses_get_the_same_answer(ann: User):
    told = [Client().post("/accounts/forgotten/", {"email": f"{name}@example.org"}) for name in ("ann", "nobody")]
    assert [(each.status_code, each["Location"], each.content) for each in told[:1]] * 2 == [
        (each.status_code, each["Location"], each.content) for each in told
    ]
    assert [message.to for message in mail.outbox] == [["ann@example.org"]]


def test_known_and_unknown_names_get_the_same_answer(ann: User):
    pages = [sign_in(Client(), name, "wrong").content.decode() for name in ("ann", "nobody")]
    plain = [re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page) for page in pages]
    assert plain[0] == plain[1]


def test_forgotten_password_is_mailed_once_a_minute_and_the_answer_is_the_same(
    ann: User, monkeypatch: pytest.MonkeyPatch
):
    # a window that does not end while the test runs
    monkeypatch.setattr("articles.actions.rates.WINDOW_S", 10**10)
    told = [Client().post("/accounts/forgotten/", {"email": "ann@example.org"}) for _ in range(3)]
    assert len({(answer.status_code, answer["Location"]) for answer in told}) == 1
    assert [message.to for message in mail.outbox] == [["ann@example.org"]]


def test_forgotten_password_is_chosen_anew(ann: User, client: Client):
    old = client_of(ann)
    client.post("/accounts/forgotten/", {"email": "ann@example.org"})
    found = re.search(r"http://testserver(/\S+)", str(mail.outbox[0].body))
    assert found
    form = client.get(found[1])["Location"]
    assert client.post(form, {"new_password1": NEW, "new_password2": NEW})["Location"] == "/accounts/forgotten/chosen/"
    assert not signed_in(old)
    assert b"no longer good" in Client().get(found[1]).content
    assert sign_in(client, password=NEW).status_code == 302


def test_key_of_a_program_is_shown_once_and_ended(ann: User):
    client = client_of(ann)
    page = client.post("/accounts/tokens/", {"name": "desk", "scopes": ["submit"], "days": "30"}).content.decode()
    found = re.search(r"ct_[\w-]{30,}", page)
    assert found
    api = Client(headers={"authorization": f"Bearer {found[0]}"})
    assert api.get("/api/v1/claims/").status_code == 200
    assert found[0] not in client.get("/accounts/").content.decode()
    client.post(f"/accounts/tokens/{Token.objects.get().pk}/end/")
    assert api.get("/api/v1/claims/").status_code == 401


def test_rename_takes_no_name_of_others(ann: User, admin: User):
    client = client_of(ann)
    assert client.post("/accounts/name/", {"username": "Chief"}).status_code == 400
    client.post("/accounts/name/", {"username": "ann.veld"})
    ann.refresh_from_db()
    assert ann.username == "ann.veld"


def test_session_of_twelve_hours_ends(ann: User):
    client = client_of(ann)
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert not signed_in(client)
