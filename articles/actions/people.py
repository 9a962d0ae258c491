"""Accounts: who is invited, with which role, and when all of somebody's sessions end."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.contrib.auth.models import Group, User
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone

from articles.actions.access import digest_of
from articles.actions.versions import Refused
from articles.models import Invitation, Session, Token
from articles.models.people import GROUPS, Role

INVITED_FOR = timedelta(days=7)
MOST_NAME_CHARS = 150


@transaction.atomic
def invite(*, email: str, role: str, by: User) -> tuple[Invitation, str]:
    """An invitation and its key, shown now and never again; an older one to that address is withdrawn.

    Raises Refused for an address that is none or has an account, and for an unknown role.
    """
    address = email.strip()
    try:
        validate_email(address)
    except ValidationError as error:
        raise Refused("This is not an e-mail address.") from error
    if role not in Role.values:
        raise Refused(f"There is no role “{role}”.")
    if User.objects.filter(email__iexact=address).exists():
        raise Refused("There is an account with this address.")
    for older in Invitation.objects.open().filter(email__iexact=address):
        withdraw(invitation=older, by=by)
    key = secrets.token_urlsafe(32)
    made = Invitation.objects.create(
        email=address, role=role, sha256=digest_of(key), invited_by=by, expires_at=timezone.now() + INVITED_FOR
    )
    return made, key


@transaction.atomic
def withdraw(*, invitation: Invitation, by: User) -> Invitation:
    """Make an invitation useless. Raises Refused when it was used or withdrawn already."""
    changed = Invitation.objects.filter(pk=invitation.pk, accepted_at__isnull=True, withdrawn_at__isnull=True).update(
        withdrawn_at=Now(), withdrawn_by=by
    )
    if not changed:
        raise Refused("This invitation was used or withdrawn already.")
    invitation.refresh_from_db()
    return invitation


def invitation_for(key: str) -> Invitation | None:
    """The open invitation of a key; None for any other text."""
    return Invitation.objects.open().filter(sha256=digest_of(key)).first()


@transaction.atomic
def accept(*, key: str, username: str, password: str) -> User:
    """The account that an invitation gives, once. Raises Refused when it is used up, or for a name or password that cannot be."""
    invitation = Invitation.objects.open().select_for_update().filter(sha256=digest_of(key)).first()
    if invitation is None:
        raise Refused("This invitation was used, withdrawn or is too old; ask for another one.")
    if User.objects.filter(email__iexact=invitation.email).exists():
        raise Refused("There is an account with this address.")
    person = User(username=_free_name(username), email=invitation.email)
    _checked_password(password, person)
    person.set_password(password)
    person.save()
    _give(person, Role(invitation.role))
    Invitation.objects.filter(pk=invitation.pk).update(accepted_at=Now(), accepted_by=person)
    return person


@transaction.atomic
def give_role(*, person: User, role: str, by: User) -> User:
    """Another role for somebody, whose sessions end with it. Raises Refused for oneself, a superuser or an unknown role."""
    if role not in Role.values:
        raise Refused(f"There is no role “{role}”.")
    _not_oneself(person, by)
    _give(person, Role(role))
    sign_out_everywhere(person=person)
    return person


@transaction.atomic
def set_active(*, person: User, is_active: bool, by: User) -> User:
    """Close an account or open it again; closing ends its sessions and keys. Raises Refused for oneself and a superuser."""
    _not_oneself(person, by)
    person.is_active = is_active
    person.save(update_fields=["is_active"])
    if not is_active:
        sign_out_everywhere(person=person)
        Token.objects.filter(user=person, revoked_at__isnull=True).update(revoked_at=Now())
    return person


@transaction.atomic
def rename(*, person: User, username: str) -> User:
    """One's own name on the site. Raises Refused when somebody has it, or it cannot be one."""
    if username.strip() != person.username:
        person.username = _free_name(username)
        person.save(update_fields=["username"])
    return person


def sign_out_everywhere(*, person: User, but: str | None = None) -> int:
    """End every session of a person, ``but`` the one with this key; how many there were."""
    return int(Session.objects.filter(person=person).exclude(session_key=but or "").delete()[0])


def _not_oneself(person: User, by: User) -> None:
    if person.pk == by.pk:
        raise Refused("Another administrator must do this to your own account.")
    if person.is_superuser:
        raise Refused("This account belongs to who runs the site.")


def _give(person: User, role: Role) -> None:
    person.groups.remove(*Group.objects.filter(name__in=GROUPS))
    if role is not Role.READER:
        person.groups.add(Group.objects.get_or_create(name=role.group)[0])


def _free_name(username: str) -> str:
    name = User.normalize_username(username.strip())
    try:
        UnicodeUsernameValidator()(name)
    except ValidationError as error:
        raise Refused("A name has letters, digits and @/./+/-/_ only.") from error
    if len(name) > MOST_NAME_CHARS:
        raise Refused(f"A name has at most {MOST_NAME_CHARS} characters.")
    if User.objects.filter(username__iexact=name).exists():
        raise Refused("Somebody has this name.")
    return name


def _checked_password(password: str, person: User) -> None:
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
