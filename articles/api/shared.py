"""The parameters that every list and row takes besides its filters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar, Protocol

from articles.api.parameters import Parameter, words
from articles.api.problems import Clashing
from articles.filters.fields import IDS
from articles.selectors.exports import FORMS, LEVELS
from articles.selectors.json_rows import Noun
from articles.selectors.keyset import MOST_ROWS, Order

PAGE_ROWS = 50
CURSOR_LENGTH = 600
FIELDS = "only these members, with commas between; `id` is always among them"
EXPAND = "show these neighbours whole instead of by id, with commas between"
AS_OF = "rows as they were known then; see the page on reading the past"
SINCE = "rows made, changed or gone since then, oldest change first; see the page on keeping a copy"
SINCE_TOLD = "what one was told since then, oldest first; start again from `synced_to`"


class Listed(Protocol):
    """What a list says of itself."""

    noun: ClassVar[Noun]
    row_noun: ClassVar[Noun]
    orders: ClassVar[Mapping[str, Order]]
    facets: ClassVar[Mapping[str, Sequence[str]]]
    export: ClassVar[str]
    has_past: ClassVar[bool]


def id_filter() -> Parameter:
    """`id=3,7`, which every list takes."""
    return Parameter("id", {"type": "string", "pattern": f"^{IDS.pattern}$"}, "rows by id, with commas between")


def controls(kind: type[Listed]) -> list[Parameter]:
    """Order, page, counts and shape of a list."""
    orders = list(kind.orders)
    size = {"type": "integer", "minimum": 1, "maximum": MOST_ROWS, "default": PAGE_ROWS}
    found = [
        Parameter("sort", {"type": "string", "enum": orders, "default": orders[0]}, "order of the rows"),
        Parameter(
            "cursor", {"type": "string", "minLength": 1, "maxLength": CURSOR_LENGTH}, "from `next` of the page before"
        ),
        Parameter("page_size", size, "rows a page"),
        Parameter("count", {"type": "string", "enum": ["exact", "estimate"]}, "adds the number of all rows"),
        words("fields", kind.noun.fields, FIELDS),
    ]
    if kind.noun.expands:
        found.append(words("expand", kind.noun.expands, EXPAND))
    if kind.facets:
        found.append(words("facets", kind.facets, "adds the most frequent values of these, with counts"))
    if kind.has_past:
        found.append(Parameter("modified_since", {"type": "string", "format": "date-time"}, SINCE))
        found.append(Parameter("as_of", {"type": "string", "format": "date-time"}, AS_OF))
    return found + _download(kind)


def _download(kind: type[Listed]) -> list[Parameter]:
    if not kind.export:
        return []
    return [
        Parameter("format", {"type": "string", "enum": list(FORMS)}, "all rows as a file instead of a page"),
        Parameter("level", {"type": "string", "enum": list(LEVELS)}, "with format: figures, or the claims of figures"),
    ]


def row_controls(kind: type[Listed]) -> list[Parameter]:
    """The shape of one row."""
    found = [words("fields", kind.row_noun.fields, FIELDS)]
    if kind.row_noun.expands:
        found.append(words("expand", kind.row_noun.expands, EXPAND))
    if kind.has_past:
        found.append(Parameter("as_of", {"type": "string", "format": "date-time"}, AS_OF))
    return found


def chosen(asked: Mapping[str, str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The fields and the expanded neighbours that an address names."""
    fields, expand = (
        tuple(sorted(set(asked[name].split(",")))) if name in asked else () for name in ("fields", "expand")
    )
    return fields, expand


def refuse_together(asked: Mapping[str, str], name: str, others: Sequence[str]) -> None:
    """Raises the 409 of parameters that do not go together."""
    if clashing := [other for other in others if other in asked]:
        raise Clashing(f"{name} does not go together with {', '.join(clashing)}: leave one of them out.")
