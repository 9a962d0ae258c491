"""Who may do what, and what a person did."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, User
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from articles.models import Notice
from articles.models.people import Role, has_role, highest


def is_reviewer(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Whether a person may review: a reviewer, senior or admin. One query for the signed-in."""
    return has_role(user, Role.REVIEWER)


def is_senior(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Whether a person may also take back what others did: a senior or admin."""
    return has_role(user, Role.SENIOR)


def role_and_unread(user: AbstractBaseUser | AnonymousUser) -> tuple[Role | None, int]:
    """The role of whoever asks and how many notices they have not read, in one query; None and 0 for strangers."""
    if not isinstance(user, User) or not user.is_active:
        return None, 0
    told = Notice.objects.unread().filter(person=OuterRef("pk")).order_by().values("person").annotate(n=Count("pk"))
    unread = Coalesce(Subquery(told.values("n")), 0)
    rows = list(User.objects.filter(pk=user.pk).values_list("groups__name", unread))
    role = Role.ADMIN if user.is_superuser else highest(name for name, _ in rows if name)
    return role, rows[0][1] if rows else 0
