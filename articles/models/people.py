"""What a person may do: four roles, kept as membership of a group."""

from __future__ import annotations

from collections.abc import Iterable

import pghistory
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, User
from django.db import models


class Role(models.TextChoices):
    """From least to most; each may what those before it may."""

    READER = "reader"
    REVIEWER = "reviewer"
    SENIOR = "senior", "senior reviewer"
    ADMIN = "admin", "administrator"

    @property
    def group(self) -> str:
        """The group whose members have the role: ``reviewers``; a reader is in none of them."""
        return f"{self.value}s"

    @property
    def rank(self) -> int:
        """0 for a reader."""
        return list(Role).index(self)


GROUPS: dict[str, Role] = {role.group: role for role in Role if role is not Role.READER}


def highest(groups: Iterable[str]) -> Role:
    """``["reviewers", "seniors"]`` is a senior; no known group is a reader."""
    return max((GROUPS[name] for name in groups if name in GROUPS), key=lambda role: role.rank, default=Role.READER)


def role_of(user: AbstractBaseUser | AnonymousUser) -> Role | None:
    """The role of somebody signed in, in one query; None for strangers and for closed accounts. A superuser is an admin."""
    if not isinstance(user, User) or not user.is_active:
        return None
    return Role.ADMIN if user.is_superuser else highest(user.groups.values_list("name", flat=True))


def has_role(user: AbstractBaseUser | AnonymousUser, least: Role) -> bool:
    """Whether somebody has this role or one above it."""
    role = role_of(user)
    return role is not None and role.rank >= least.rank


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    fields=["id", "username", "is_active", "is_staff", "is_superuser"],
    obj_field=None,
    model_name="PersonEvent",
    append_only=True,
)
class Person(User):
    """An account, for the audit: opened, closed, given and denied everything. Passwords and addresses are not kept there."""

    class Meta:
        proxy = True


@pghistory.track(
    pghistory.InsertEvent(), pghistory.DeleteEvent(), obj_field=None, model_name="PersonRoleEvent", append_only=True
)
class PersonRole(User.groups.through):  # type: ignore[name-defined]  # Django makes this class
    """Who is in which group, for the audit."""

    class Meta:
        proxy = True
