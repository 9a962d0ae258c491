"""The second factor: an authenticator's six digits, and recovery codes for the day it is lost."""

from __future__ import annotations

import secrets

from django.contrib.auth.models import User
from django.db import transaction
from django_otp import devices_for_user, match_token
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from articles.actions.versions import Refused

RECOVERY_CODES = 8
NAME = "authenticator"


def has_second_factor(user: User) -> bool:
    """Whether signing in needs a code."""
    return bool(TOTPDevice.objects.filter(user=user, confirmed=True).exists())


@transaction.atomic
def begin(*, user: User) -> TOTPDevice:
    """The device that an authenticator is to learn; it counts only once a code of it was confirmed.

    Asked again, it is the same one. Raises Refused where there is a second factor already.
    """
    if has_second_factor(user):
        raise Refused("Your account has a second factor; take it off first.")
    device, _ = TOTPDevice.objects.get_or_create(user=user, confirmed=False, defaults={"name": NAME})
    return device


@transaction.atomic
def confirm(*, user: User, code: str) -> list[str]:
    """Switch the second factor on by a first code; the recovery codes, shown now and never again. Raises Refused for a wrong code."""
    device = begin(user=user)
    if not device.verify_token(_plain(code)):
        raise Refused("That is not the code that your authenticator shows now.")
    device.confirmed = True
    device.save(update_fields=["confirmed"])
    return new_recovery_codes(user=user)


@transaction.atomic
def new_recovery_codes(*, user: User) -> list[str]:
    """Eight codes, each good once; older ones are void."""
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="recovery codes")
    codes = [secrets.token_hex(5) for _ in range(RECOVERY_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=code) for code in codes)
    return codes


@transaction.atomic
def remove(*, user: User) -> None:
    """Take the second factor off, its recovery codes with it."""
    for device in devices_for_user(user, confirmed=None):
        device.delete()


def is_right_code(*, user: User, code: str) -> bool:
    """Whether a code is the authenticator's of now, or a recovery code that is used up by this. Wrong ones slow the next down."""
    return match_token(user, _plain(code)) is not None


def _plain(code: str) -> str:
    return "".join(code.split()).replace("-", "").lower()
