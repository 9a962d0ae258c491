"""Kinds of filters, and the strict form under every list: a parameter nobody knows is an error that names it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any, ClassVar

import django_filters as filters
from django import forms
from django.db.models import QuerySet

LONGEST_SEARCH = 200
MOST_IDS = 100
IDS = re.compile("[1-9][0-9]{0,17}(,[1-9][0-9]{0,17})*")


class StrictForm(forms.Form):
    """Refuses parameters that are neither filters nor controls of the list."""

    controls: ClassVar[frozenset[str]] = frozenset(
        {
            "sort",
            "cursor",
            "page_size",
            "format",
            "level",
            "fields",
            "expand",
            "facets",
            "as_of",
            "modified_since",
            "count",
        }
    )

    def clean(self) -> dict[str, Any]:
        for name in sorted(set(self.data) - set(self.fields) - self.controls):
            self.add_error(None, forms.ValidationError(unknown(name, self.fields), code="unknown"))
        return super().clean() or self.cleaned_data


def unknown(name: str, known: Any) -> str:
    """What to say of a parameter that nobody knows: ``unknown("speker", ["speaker"])`` names the nearest known one."""
    near = get_close_matches(name, list(known), n=1)
    hint = f" Did you mean “{near[0]}”?" if near else ""
    return f"There is no filter “{name[:60]}”.{hint}"


class StrictFilterSet(filters.FilterSet):
    """The base of every list's filters."""

    class Meta:
        form = StrictForm

    def problems(self) -> list[str]:
        """What is wrong with the parameters, each naming its parameter; empty when all can be used."""
        if self.is_valid():
            return []
        said = [(name, str(text)) for name, texts in self.form.errors.items() for text in texts]
        return [text if name == "__all__" else f"{name}: {text}" for name, text in said]

    def chosen(self) -> list[tuple[str, str]]:
        """The filters in use, as they were given: ``[("hedge", "about")]``."""
        return [(name, self.data[name]) for name in self.form.fields if self.data.get(name)]


def words_filter(label: str) -> filters.CharFilter:
    """A full-text search in a search engine's syntax, at most 200 characters."""
    return filters.CharFilter(method="search", label=label, max_length=LONGEST_SEARCH)


class YesNoFilter(filters.TypedChoiceFilter):
    """``true`` or ``false``; anything else is an error, not silently no filter."""

    def __init__(self, **kwargs: Any) -> None:
        choices = [("", "any"), ("true", "yes"), ("false", "no")]
        super().__init__(choices=choices, coerce=lambda value: value == "true", empty_value=None, **kwargs)


class Rows(list[int]):
    """The ids that a filter was given; as text the names of their rows, for a reader."""

    def __init__(self, ids: Iterable[int], rows: QuerySet[Any] | None = None) -> None:
        # a query makes a list of the same kind, of the ids alone
        super().__init__(ids)
        self._rows = rows
        self._told = ""

    def __str__(self) -> str:
        if not self._told:
            found = [] if self._rows is None else list(self._rows.filter(pk__in=list(self)))
            self._told = ", ".join(str(row) for row in found) or ",".join(map(str, list(self)))
        return self._told


class RowsField(forms.CharField):
    """``3`` or ``3,7``: ids with commas between them, at most a hundred."""

    def __init__(self, *, queryset: QuerySet[Any], **kwargs: Any) -> None:
        self.queryset = queryset
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Rows | None:
        if not (given := super().clean(value)):
            return None
        if not IDS.fullmatch(given) or given.count(",") >= MOST_IDS:
            raise forms.ValidationError(f"an id, or at most {MOST_IDS} of them with commas between, is needed")
        return Rows(self._standing([int(part) for part in given.split(",")]), self.queryset)

    def _standing(self, ids: list[int]) -> list[int]:
        """The ids with those that were merged into another replaced by the other's."""
        model = self.queryset.model
        if not hasattr(model, "merged_into"):
            return ids
        gone = model._default_manager.filter(pk__in=ids, merged_into__isnull=False)
        into = dict(gone.values_list("pk", "merged_into"))
        return [into.get(pk, pk) for pk in ids]


class RowFilter(filters.Filter):
    """The id of a row, or several: ``3,7``. No row of that id is no fault: nothing is found then."""

    field_class = RowsField

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"lookup_expr": "in", **kwargs})


class ChoicesField(forms.ChoiceField):
    """One choice, or several: ``about,at_least``."""

    def clean(self, value: Any) -> list[str] | None:
        given = self.to_python(value)
        for part in given.split(",") if given else ():
            super().clean(part)
        return given.split(",") if given else None


class ChoicesFilter(filters.Filter):
    """One of a few words, or several of them with commas between."""

    field_class = ChoicesField

    def __init__(self, *, choices: Any, empty_label: str = "any", **kwargs: Any) -> None:
        self.words = [value for value, _ in choices if value]
        super().__init__(lookup_expr="in", choices=[("", empty_label), *(c for c in choices if c[0])], **kwargs)
