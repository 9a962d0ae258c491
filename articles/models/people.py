"""What a person may do: four roles, kept as membership of a group."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

import pghistory
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, User
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now


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


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Questions about invitations."""

    def open(self) -> InvitationQuerySet:
        """Neither used, nor withdrawn, nor expired."""
        return self.filter(accepted_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=Now())


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    exclude=["sha256"],
    model_name="InvitationEvent",
    append_only=True,
)
class Invitation(models.Model):
    """One way to an account: for one address, with one role, used once. Only the sha256 of its key is kept."""

    email = models.EmailField()
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.REVIEWER)
    sha256 = models.CharField(max_length=64, unique=True, editable=False)
    invited_at = models.DateTimeField(db_default=Now(), editable=False)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="invitations")
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="invitation"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects: ClassVar[models.Manager[Invitation]] = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True, accepted_by__isnull=True)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
                name="%(app_label)s_%(class)s_accepted_pair",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="%(app_label)s_%(class)s_withdrawn_pair",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(withdrawn_at__isnull=True),
                name="%(app_label)s_%(class)s_one_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.email}"


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
