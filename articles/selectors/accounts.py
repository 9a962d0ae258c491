"""What a person sees of the own account, and an administrator of everybody's."""

from __future__ import annotations

from dataclasses import dataclass

import segno
from django.contrib.auth.models import User
from django.db.models import Prefetch
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from articles.models import Invitation, Session, Token
from articles.models.people import Role, highest

MOST_PEOPLE = 500
BORDER = 4


@dataclass(frozen=True, slots=True)
class AccountView:
    """One person's account: role, keys, sessions, and the state of the second factor."""

    person: User
    role: Role
    tokens: list[Token]
    sessions: int
    has_second_factor: bool
    recovery_codes: int


def account_view(person: User) -> AccountView:
    """The own account in five queries."""
    return AccountView(
        person=person,
        role=_role(person),
        tokens=list(Token.objects.filter(user=person).order_by("revoked_at", "-created_at")),
        sessions=Session.objects.filter(person=person).count(),
        has_second_factor=TOTPDevice.objects.filter(user=person, confirmed=True).exists(),
        recovery_codes=StaticToken.objects.filter(device__user=person).count(),
    )


@dataclass(frozen=True, slots=True)
class Listed:
    """One account as administrators see it."""

    person: User
    role: Role


@dataclass(frozen=True, slots=True)
class PeopleView:
    """Everybody with an account, and the invitations that wait."""

    people: list[Listed]
    invitations: list[Invitation]


def people_view() -> PeopleView:
    """Accounts by name and open invitations, in three queries."""
    people = User.objects.prefetch_related(Prefetch("groups")).order_by("-is_active", "username")[:MOST_PEOPLE]
    invitations = Invitation.objects.open().select_related("invited_by").order_by("-invited_at")
    return PeopleView([Listed(person, _role(person)) for person in people], list(invitations))


def _role(person: User) -> Role:
    return Role.ADMIN if person.is_superuser else highest(group.name for group in person.groups.all())


@dataclass(frozen=True, slots=True)
class Square:
    """A QR code as one path of an SVG, which needs no style: dark modules as ``M4,4h7v1h-7z``."""

    size: int
    path: str


def square_of(text: str) -> Square:
    """The QR code of a text, for an authenticator to photograph."""
    rows = [bytes(row) for row in segno.make(text, error="m", micro=False).matrix]
    path = "".join(
        f"M{x + BORDER},{y + BORDER}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark
    )
    return Square(len(rows) + 2 * BORDER, path)
