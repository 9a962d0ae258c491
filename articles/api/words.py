"""Members that hold words: a number is not taken for one, and no NUL is, which PostgreSQL cannot keep."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

ANY = r"^[^\u0000]*$"
SOME = r"^[^\u0000]*[^\s\u0000][^\u0000]*$"
WEB = r"^https?://[A-Za-z0-9-]+([.][A-Za-z0-9-]+)*(:[1-9][0-9]{0,3})?(/[!-~]*)?$"
WEB_OR_NOTHING = f"^({WEB[1:-1]})?$"
LONGEST_TEXT = 20_000
LONGEST_ADDRESS = 1300


class Words(serializers.RegexField):
    """Text of a pattern, any text without one: ``12`` is refused where ``"12"`` is taken."""

    def __init__(self, pattern: str = ANY, **more: Any) -> None:
        super().__init__(pattern, **more)

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        # before the pattern, which would look for it from every character on
        if "\0" in data:
            raise serializers.ValidationError("Null characters are not allowed.")
        return super().to_internal_value(data)


def some_words(most: int = LONGEST_TEXT, **more: Any) -> Words:
    """At least one character that is no white space."""
    told: dict[str, Any] = {"invalid": "there are no words in it"}
    return Words(SOME, error_messages=told, validators=[_at_most(most)], **more)


def web_address(pattern: str = WEB, **more: Any) -> Words:
    """An address that may be fetched; with ``WEB_OR_NOTHING`` a form's empty field says nothing."""
    told: dict[str, Any] = {"invalid": "an address that begins with http:// or https:// is needed"}
    return Words(pattern, required=False, error_messages=told, validators=[_at_most(LONGEST_ADDRESS)], **more)


def _at_most(most: int) -> Any:
    def check(text: str) -> None:
        if len(text) > most:
            raise serializers.ValidationError(f"has at most {most:,} characters, this one has {len(text):,}")

    return check
