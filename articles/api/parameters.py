"""The parameters of an address: one description of each, by which it is both documented and checked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import django_filters as filters
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from articles.filters.fields import IDS, ChoicesFilter, RowFilter, YesNoFilter, unknown

TEXT = "^[^\\u0000]*$"
DECIMAL = "^-?[0-9]{1,28}([.][0-9]{1,10})?$"
WHOLE = re.compile("0|[1-9][0-9]{0,17}")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter in the query of an address; ``schema`` says what it takes, in the words of OpenAPI."""

    name: str
    schema: Mapping[str, Any]
    description: str

    def fault(self, text: str) -> str:
        """What is wrong with a value: ``""`` for nothing."""
        schema = self.schema
        if "enum" in schema and text not in schema["enum"]:
            return f"choose one of {', '.join(schema['enum'])}"
        if schema["type"] == "integer":
            return _integer_fault(text, schema["minimum"], schema["maximum"])
        if len(text) > schema.get("maxLength", len(text)):
            return f"has at most {schema['maxLength']} characters, this one has {len(text)}"
        if "pattern" in schema and not re.fullmatch(schema["pattern"], text):
            return f"cannot be {text[:60]!r}: {self.description}"
        return _time_fault(text, schema.get("format", ""))

    def as_openapi(self) -> dict[str, Any]:
        """As it stands in the schema."""
        described = {"name": self.name, "in": "query", "required": False, "description": self.description}
        return {**described, "schema": dict(self.schema)}


def _integer_fault(text: str, least: int, most: int) -> str:
    if not WHOLE.fullmatch(text) or not least <= int(text) <= most:
        return f"a whole number from {least} to {most} is needed"
    return ""


def _time_fault(text: str, kind: str) -> str:
    if kind == "date" and _read(date.fromisoformat, text, 10) is None:
        return "a date such as 2026-03-02 is needed"
    if kind == "date-time" and read_time(text) is None:
        return "a time with its zone such as 2026-03-02T10:00:00Z is needed"
    return ""


def _read(read: Any, text: str, length: int) -> Any:
    try:
        return read(text) if len(text) == length else None
    except ValueError:
        return None


def time_of(text: str) -> datetime:
    """A time that :func:`checked` let through."""
    at = read_time(text)
    assert at is not None
    return at


def read_time(text: str) -> datetime | None:
    """An aware time: ``read_time("2026-03-02T10:00:00Z")``; None for anything else. The ends of the calendar are kept."""
    try:
        at = datetime.fromisoformat(text.replace(" ", "+"))
    except ValueError:
        return None
    if at.tzinfo is None or "T" not in text.upper():
        return None
    try:
        return at.astimezone(UTC)
    except OverflowError:
        return datetime(9999, 12, 31, tzinfo=UTC) if at.year > 1 else datetime(1, 1, 2, tzinfo=UTC)


def words(name: str, known: Iterable[str], description: str) -> Parameter:
    """A parameter that takes one or several of some words, with commas between."""
    one = f"({'|'.join(re.escape(word) for word in known)})"
    return Parameter(name, {"type": "string", "pattern": f"^{one}(,{one})*$"}, description)


def filter_parameter(name: str, found: filters.Filter) -> Parameter:
    """A filter of a list as a parameter."""
    return Parameter(name, _schema_of(found), str(found.label or _described(name, found)))


def _described(name: str, found: filters.Filter) -> str:
    kind = " (one, or several with commas)" if isinstance(found, RowFilter | ChoicesFilter) else ""
    return f"{name.replace('_', ' ')}{kind}"


def _schema_of(found: filters.Filter) -> dict[str, Any]:
    extra = found.extra
    if isinstance(found, RowFilter):
        return {"type": "string", "pattern": f"^{IDS.pattern}$"}
    if isinstance(found, ChoicesFilter):
        one = f"({'|'.join(re.escape(str(word)) for word in found.words)})"
        return {"type": "string", "pattern": f"^{one}(,{one})*$"}
    if isinstance(found, YesNoFilter):
        return {"type": "string", "enum": ["true", "false"]}
    if isinstance(found, filters.DateFilter):
        return {"type": "string", "format": "date"}
    if isinstance(found, filters.NumberFilter):
        if "max_digits" in extra:
            return {"type": "string", "pattern": DECIMAL}
        return {"type": "integer", "minimum": extra.get("min_value", 0), "maximum": extra.get("max_value", 10**9)}
    return {"type": "string", "minLength": 1, "maxLength": extra.get("max_length", 200), "pattern": TEXT}


def filter_parameters(kind: type[filters.FilterSet]) -> tuple[Parameter, ...]:
    """All filters of a list."""
    return tuple(filter_parameter(name, found) for name, found in kind.base_filters.items())


def checked(request: Request, known: Mapping[str, Parameter]) -> dict[str, str]:
    """What an address asks for. Raises the 400 that names each parameter that is unknown, empty, given twice or unusable."""
    given: dict[str, str] = {}
    faults: dict[str, Sequence[str]] = {}
    for name, values in request.query_params.lists():
        fault = _fault(name, values, known)
        if fault:
            faults[name[:60]] = [fault]
        given[name] = values[0]
    if faults:
        raise ValidationError(faults)
    return given


def _fault(name: str, values: Sequence[str], known: Mapping[str, Parameter]) -> str:
    if name not in known:
        return unknown(name, known)
    if len(values) > 1:
        return "is given more than once; a set is written with commas"
    if not values[0]:
        return "is empty; leave it out instead"
    return known[name].fault(values[0])
