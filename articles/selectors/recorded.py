"""What the audit recorded of a row, for readers: names for numbers of rows, days for stamps, numbers as people write them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import User
from django.db.backends.postgresql.psycopg_any import NumericRange
from django.db.models import ForeignKey, Model
from django.urls import reverse

from articles.models import Article, Claim, Figure, Outlet, Series, Source, Speaker
from articles.models.fields import plain
from articles.selectors.review import with_deeds
from articles.selectors.wording import bounds

# by what a row is named, and the route of its page where its number leads to one
NAMED: Mapping[type[Model], tuple[str, str]] = {
    Speaker: ("name", "speaker"),
    Outlet: ("name", "outlet"),
    Source: ("name", "source"),
    Figure: ("definition", "figure"),
    Series: ("definition", "series"),
    Claim: ("surface", "claim"),
    Article: ("title", "article"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A value as readers meet it: ``Shown("Ana Veld", "/speakers/3/")``; ``at`` instead of a text for a time or day."""

    text: str
    link: str = ""
    at: date | None = None


Names = Mapping[tuple[type[Model], int], Shown]


def shown(event: Any, field: Any, names: Names) -> Shown | None:
    """A field of a row as it was recorded, None where it held nothing. A row that is gone stays a number: "speaker 3"."""
    value = getattr(event, field.attname)
    if value is None or value == "":
        return None
    if isinstance(field, ForeignKey):
        model: Any = field.related_model
        return names.get((model, value)) or Shown(f"{model._meta.verbose_name} {value}")
    if isinstance(value, date):
        return Shown("", at=value)
    if isinstance(value, Decimal):
        return Shown(plain(value))
    if isinstance(value, NumericRange):
        return Shown(bounds(value) or str(value))
    return Shown(str(value))


def names_in(events: Sequence[Any], fields: Sequence[Any]) -> Names:
    """The rows that events name, and the people who made them, where they still exist: one query for each kind of row."""
    wanted: dict[type[Model], set[int]] = defaultdict(set)
    wanted[User] = {pk for event in events if event.pgh_context and (pk := event.pgh_context.metadata.get("user"))}
    for field in fields:
        if isinstance(field, ForeignKey):
            model: Any = field.related_model
            wanted[model] |= {pk for event in events if (pk := getattr(event, field.attname)) is not None}
    names: dict[tuple[type[Model], int], Shown] = {(User, pk): each for pk, each in _people(wanted.pop(User)).items()}
    for model, pks in wanted.items():
        if pks and model in NAMED:
            said, route = NAMED[model]
            rows = model._default_manager.filter(pk__in=pks).values_list("pk", said)
            names |= {(model, pk): Shown(name or f"{route} {pk}", reverse(route, args=[pk])) for pk, name in rows}
    return names


def _people(pks: set[int]) -> Mapping[int, Shown]:
    """Who did nothing that readers see has no page."""
    people: Iterable[Any] = with_deeds(User.objects.filter(pk__in=pks))
    return {
        each.pk: Shown(each.username, reverse("person", args=[each.username]) if each.has_deeds else "")
        for each in people
    }
