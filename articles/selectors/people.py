"""Who may do what, and what a person did."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, User

REVIEWING = ("reviewers", "seniors")


def is_reviewer(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Whether a person may review: a member of `reviewers` or `seniors`, or a superuser. One query for the signed-in."""
    if not isinstance(user, User) or not user.is_active:
        return False
    return user.is_superuser or user.groups.filter(name__in=REVIEWING).exists()
