"""Signing in with an authenticator's code, or with a recovery code when it is lost."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from tests.security.conftest import PASSWORD, client_of, sign_in, signed_in

pytestmark = pytest.mark.django_db


def code_of(device: TOTPDevice, ahead: int = 0) -> str:
    return f"{totp(device.bin_key, device.step, device.t0, device.digits, device.drift + ahead):06d}"


@pytest.fixture
def codes(ann: User) -> list[str]:
    """Ann has a second factor; her recovery codes."""
    client = client_of(ann)
    assert client.get("/accounts/second-factor/").status_code == 200
    page = client.post("/accounts/second-factor/").content.decode()
    assert "<path d=" in page
    assert client.post("/accounts/second-factor/", {"code": "000000"}).status_code == 400
    TOTPDevice.objects.update(throttling_failure_count=0, throttling_failure_timestamp=None)
    shown = client.post("/accounts/second-factor/", {"code": code_of(TOTPDevice.objects.get())}).content.decode()
    return re.findall(r"<li><code>(\w+)</code>", shown)


def test_second_factor_is_asked_for_and_its_code_works_once(ann: User, codes: list[str], client: Client):
    TOTPDevice.objects.update(last_t=-1)
    assert sign_in(client, next="/review/")["Location"] == "/accounts/login/code/"
    assert not signed_in(client)
    code = code_of(TOTPDevice.objects.get())
    assert client.post("/accounts/login/code/", {"code": code})["Location"] == "/review/"
    assert signed_in(client)
    again = Client()
    sign_in(again)
    assert again.post("/accounts/login/code/", {"code": code}).status_code == 400
    assert not signed_in(again)


def test_wrong_codes_slow_the_next_one_down(ann: User, codes: list[str], client: Client):
    TOTPDevice.objects.update(last_t=-1)
    sign_in(client)
    assert client.post("/accounts/login/code/", {"code": "000000"}).status_code == 400
    assert client.post("/accounts/login/code/", {"code": code_of(TOTPDevice.objects.get())}).status_code == 400


def test_recovery_code_works_once(ann: User, codes: list[str]):
    assert len(codes) == 8
    for client, status in ((Client(), 302), (Client(), 400)):
        sign_in(client)
        assert client.post("/accounts/login/code/", {"code": codes[0]}).status_code == status


def test_second_step_without_the_first_leads_back(codes: list[str], client: Client):
    assert client.post("/accounts/login/code/", {"code": codes[0]})["Location"] == "/accounts/login/"


def test_staff_screens_have_no_door_of_their_own(ann: User, codes: list[str], client: Client):
    response = client.post("/admin/login/?next=/admin/", {"username": "ann", "password": PASSWORD})
    assert response["Location"] == "/accounts/login/?next=/admin/"


def test_taking_the_second_factor_off_needs_the_password(ann: User, codes: list[str]):
    client = client_of(ann)
    assert client.post("/accounts/second-factor/off/", {"password": "wrong"}).status_code == 400
    assert client.post("/accounts/second-factor/codes/", {"password": PASSWORD}).status_code == 200
    client.post("/accounts/second-factor/off/", {"password": PASSWORD})
    assert not TOTPDevice.objects.exists()
    assert sign_in(Client())["Location"] == "/"
