"""Who may do what, and what a person did."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

from articles.models.people import Role, has_role


def is_reviewer(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Whether a person may review: a reviewer, senior or admin. One query for the signed-in."""
    return has_role(user, Role.REVIEWER)


def is_senior(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Whether a person may also take back what others did: a senior or admin."""
    return has_role(user, Role.SENIOR)
