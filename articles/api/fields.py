"""How intervals, names and neighbours stand in a document."""

from __future__ import annotations

from typing import Any

from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

BOUND = {"type": ["string", "null"], "examples": ["35"]}
FLAG = {"type": "boolean"}
INTERVAL = {
    "type": "object",
    "description": "What the words allow: null is an open end, `*_open` leaves the end itself out.",
    "required": ["low", "high", "low_open", "high_open"],
    "properties": {"low": BOUND, "high": BOUND, "low_open": FLAG, "high_open": FLAG},
}


class Shown(serializers.Field):  # type: ignore[type-arg]  # generic only in the stubs
    """A member of a document; the database writes it, so that only its type is told here."""

    def to_representation(self, value: Any) -> Any:
        return value


@extend_schema_field(INTERVAL)
class IntervalField(Shown):
    """ "at least 35" is ``{"low": "35", "high": null, "low_open": false, "high_open": false}``."""


@extend_schema_field({"type": "string", "description": "an exact decimal", "examples": ["40500"]})
class ExactField(Shown):
    """A decimal as text without trailing zeros."""


@extend_schema_field({"type": "array", "items": {"type": "string"}})
class WordsField(Shown):
    """A few words or sentences."""


class AddressType(OpenApiSerializerFieldExtension):  # type: ignore[no-untyped-call]  # registers itself by being defined
    """An address stands as it was given, which need not be as strict as a URI."""

    target_class = "rest_framework.fields.URLField"

    def map_serializer_field(self, auto_schema: AutoSchema, direction: str) -> dict[str, Any]:
        return {"type": "string", "maxLength": self.target.max_length}


class NamedSerializer(serializers.Serializer[Any]):
    """A row beside another: its id and name; all of it where it is expanded."""

    id = serializers.IntegerField(read_only=True)
    name = serializers.CharField(read_only=True)


class Neighbour(Shown):
    """A row beside another by its id; all of it where it is expanded."""

    def __init__(self, row: type[serializers.Serializer[Any]], *, is_optional: bool = False) -> None:
        self.row, self.is_optional = row, is_optional
        super().__init__(read_only=True)


class NeighbourType(OpenApiSerializerFieldExtension):  # type: ignore[no-untyped-call]  # registers itself by being defined
    target_class = "articles.api.fields.Neighbour"

    def map_serializer_field(self, auto_schema: AutoSchema, direction: Any) -> dict[str, Any]:
        row = auto_schema.resolve_serializer(self.target.row, direction).ref
        kinds = [{"type": "integer"}, row, *([{"type": "null"}] if self.target.is_optional else [])]
        return {"oneOf": kinds}
