"""What people did to the grouping, newest first, and what of it a reader may take back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, User
from django.db.models import Model, QuerySet

from articles.models import Act
from articles.selectors.keyset import Key, Order
from articles.selectors.people import is_senior

MOST_ACTS = 8
ACT_ORDERS: Mapping[str, Order] = {
    "newest": Order("newest first", (Key("id", is_descending=True),)),
    "oldest": Order("oldest first", (Key("id"),)),
}


@dataclass(frozen=True, slots=True)
class Deed:
    """One act as a reader sees it; ``can_undo`` when this reader may take it back (later acts may still stand in the way)."""

    act: Act
    can_undo: bool


def listed_acts() -> QuerySet[Act]:
    """What the list of acts shows."""
    return Act.objects.select_related("done_by", "undone_by")


def deeds_about(thing: Model, user: AbstractBaseUser | AnonymousUser) -> list[Deed]:
    """The latest eight acts that name a row, in one query, and one more for the signed-in. Empty when nobody did anything."""
    acts = Act.objects.all().about(thing).select_related("done_by", "undone_by")
    return deeds_for(list(acts.newest()[:MOST_ACTS]), user)


def deeds_for(acts: list[Act], user: AbstractBaseUser | AnonymousUser) -> list[Deed]:
    """Acts with whether this person may undo them."""
    if not acts or not isinstance(user, User):
        return [Deed(act, False) for act in acts]
    is_above = is_senior(user)
    return [Deed(act, act.undone_at is None and (is_above or act.done_by_id == user.pk)) for act in acts]


def last_act_of(user: User) -> Act | None:
    """What a person did last; None for nothing."""
    return Act.objects.filter(done_by=user).newest().first()
