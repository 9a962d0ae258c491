"""The words and types that all operations of the OpenAPI document share."""

from __future__ import annotations

from typing import Any

from articles.selectors.exports import MEDIA_TYPES


def _header(description: str, **more: Any) -> dict[str, Any]:
    return {"description": description, "schema": {"type": "string"}, **more}


HEADERS: dict[str, dict[str, Any]] = {
    "ETag": _header("send it back in If-None-Match, or in If-Match to write"),
    "Last-Modified": _header("the last change of any row that is shown here"),
    "Link": _header("the first and the next page"),
    "Location": _header("the address of the row"),
}
RETRY: dict[str, dict[str, Any]] = {
    "RateLimit-Limit": _header("requests a minute of this scope"),
    "RateLimit-Remaining": _header("how many are left of them, as counted at most a second ago"),
    "RateLimit-Reset": _header("seconds until the minute ends"),
    "Retry-After": _header("with 429: seconds to wait"),
}
PROBLEMS: dict[str, str] = {
    "400": "a parameter or member is unknown or cannot be used; each is named",
    "401": "no key, or one that is unknown, expired or revoked",
    "403": "the key or person may not do this",
    "404": "there is no such row, or the cursor is of another list",
    "406": "only JSON is spoken here",
    "409": "parameters that exclude each other, or the same write is under way",
    "412": "the row is no longer the one that If-Match names",
    "413": "the body is too large",
    "415": "the body is of another media type than is read here",
    "422": "well formed, but the rules of the house refuse it; or too costly to look for",
    "428": "If-Match is missing",
    "429": "too many requests this minute",
    "500": "something failed on our side",
}
# what `format` turns a list into, besides JSON
FILE_TYPES = tuple(sorted({kind.partition(";")[0] for kind in MEDIA_TYPES.values()} - {"application/json"}))
DOWNLOADED = {
    "type": "array",
    "items": {"type": "object"},
    "description": "with format=json: all rows, as in the codebook",
}
FACET = {
    "type": "object",
    "required": ["value", "label", "count"],
    "properties": {"value": {"type": "string"}, "label": {"type": "string"}, "count": {"type": "integer"}},
}
ENVELOPE: dict[str, Any] = {
    "next": {"type": ["string", "null"], "description": "the address of the next page"},
    "count": {"type": "integer", "description": "only with count"},
    "facets": {
        "type": "object",
        "description": "only with facets: the most frequent values of each",
        "additionalProperties": {"type": "array", "items": FACET},
    },
}
GONE: dict[str, Any] = {
    "synced_to": {
        "type": "string",
        "format": "date-time",
        "description": "on the last page of modified_since: start from here next time",
    },
    "gone": {
        "type": "array",
        "description": "only with modified_since: rows that were deleted, merged into another, or left the list",
        "items": {
            "type": "object",
            "required": ["id", "modified_at", "why", "merged_into"],
            "properties": {
                "id": {"type": "integer"},
                "modified_at": {"type": "string", "format": "date-time"},
                "why": {"type": "string", "enum": ["deleted", "merged", "unlisted"]},
                "merged_into": {"type": ["integer", "null"]},
            },
        },
    },
}
