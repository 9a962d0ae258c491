"""How intervals and names stand in a document."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from articles.selectors.exports import number

BOUND = {"type": "string", "nullable": True, "example": "35"}
FLAG = {"type": "boolean"}


@extend_schema_field(
    {
        "type": "object",
        "nullable": True,
        "description": "What the words allow: null is an open end, `*_open` leaves the end itself out.",
        "required": ["low", "high", "low_open", "high_open"],
        "properties": {"low": BOUND, "high": BOUND, "low_open": FLAG, "high_open": FLAG},
    }
)
class IntervalField(serializers.Field):  # type: ignore[type-arg]  # generic only in the stubs
    """ "at least 35" is ``{"low": "35", "high": null, "low_open": false, "high_open": false}``."""

    def to_representation(self, span: Any) -> dict[str, Any]:
        return {
            "low": number(span.lower),
            "high": number(span.upper),
            "low_open": span.lower is not None and not span.lower_inc,
            "high_open": span.upper is not None and not span.upper_inc,
        }


class ExactField(serializers.DecimalField):
    """A decimal as text without trailing zeros."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_digits=40, decimal_places=10, **kwargs)

    def to_representation(self, value: Any) -> Any:
        return number(value)


class NamedSerializer(serializers.Serializer[Any]):
    """A row beside another: its id and name."""

    id = serializers.IntegerField(read_only=True)
    name = serializers.CharField(read_only=True)
