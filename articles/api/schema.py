"""What the OpenAPI document cannot read off the code: parameters, envelopes, problems, headers, examples."""

from __future__ import annotations

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

from articles.api.descriptions import DOWNLOADED, ENVELOPE, FILE_TYPES, GONE, HEADERS, PROBLEMS, RETRY
from articles.api.examples import answer_example, body_example, row_example
from articles.api.problems import MEDIA_TYPE


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # registers itself by being defined
    target_class = "articles.api.authentication.TokenAuthentication"
    name = "key"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer", "description": "A key, made at /keys/ or by `manage.py token`."}


class ProblemSerializer(serializers.Serializer[Any]):
    """What was wrong, where, and what to do (RFC 9457)."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    errors = serializers.ListField(  # type: ignore[assignment]  # the document's own member
        child=serializers.DictField(child=serializers.CharField()), required=False
    )


class NoFields:
    """Stands for the Meta of a type that has none."""

    fields: tuple[str, ...] = ()


class Schema(AutoSchema):
    """Operations of our views as they are."""

    @property
    def is_list(self) -> bool:
        """Whether the operation gives pages."""
        return getattr(self.view, "action", "") == "list"

    @property
    def is_row(self) -> bool:
        """Whether the operation gives one row."""
        return getattr(self.view, "action", "") == "retrieve"

    def get_tags(self) -> list[str]:
        return [self.path.removeprefix("/api/v1/").partition("/")[0]]

    def _noun(self) -> str:
        """What the rows are called: of a list within another, not what the address begins with."""
        noun = getattr(self.view, "noun", None)
        return noun.name if noun else self.get_tags()[0]

    def get_summary(self) -> str | None:
        noun = self._noun()
        if self.is_list:
            return f"List {noun}"
        return f"One of the {noun}" if self.is_row else super().get_summary()

    def get_auth(self) -> list[dict[str, Any]]:
        """Reading is open where the view says so."""
        keys: list[dict[str, Any]] = [{"key": []}]
        return [{}, *keys] if self.method == "GET" and getattr(self.view, "is_public", False) else keys

    def get_response_serializers(self) -> Any:
        """A row's own address shows more than the list does."""
        whole = getattr(self.view, "row_serializer", None) if self.is_row else None
        return whole or super().get_response_serializers()

    def _get_parameters(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = super()._get_parameters()
        kind: Any = type(self.view)
        known = kind.parameters() if self.is_list else kind.row_parameters() if self.is_row else {}
        for parameter in found:
            if parameter["in"] == "path":
                parameter["schema"] = _id_type(self.view)
        return found + [parameter.as_openapi() for parameter in known.values()]

    def _get_request_body(self, direction: Any = "request") -> Any:
        body = super()._get_request_body(direction)  # type: ignore[no-untyped-call]  # not of its public side
        example = body_example(self.get_operation_id())
        if body and example is not None:
            body["required"] = True
            for content in body["content"].values():
                content["examples"] = {"one": {"value": example}}
        return body

    def _get_response_bodies(self, direction: Any = "response") -> dict[str, Any]:
        bodies: dict[str, Any] = super()._get_response_bodies(direction)
        for status, body in bodies.items():
            self._describe(status, body)
        if (
            self.is_row
            and "merged_into" in getattr(getattr(self.view, "serializer_class", None), "Meta", NoFields).fields
        ):
            bodies["301"] = {
                "description": "merged into another row, at Location",
                "headers": {"Location": HEADERS["Location"]},
            }
        if self.method == "GET":
            bodies["304"] = {"description": "unchanged since the ETag or time that was sent"}
        return bodies | {status: self._problem(status, text) for status, text in self._problems().items()}

    def _describe(self, status: str, body: dict[str, Any]) -> None:
        content = body.get("content", {}).get("application/json")
        noun, operation = self._noun(), self.get_operation_id()
        is_read = self.is_list or self.is_row
        row = row_example(noun, is_whole=self.is_row) if is_read else answer_example(operation)
        if content and self.is_list:
            content["schema"] = self._page(content["schema"])
            if getattr(self.view, "export", ""):
                content["schema"] = {"anyOf": [content["schema"], DOWNLOADED]}
                body["content"].update({media_type: {} for media_type in FILE_TYPES})
            content["examples"] = {"page": {"value": {"next": None, "results": [row]}}} if row else {}
        elif content and row is not None:
            content["examples"] = {"row": {"value": row}}
        names = ["ETag", "Last-Modified", "Link"] if self.is_list else ["ETag", "Last-Modified"] if self.is_row else []
        names += ["Location"] if status in ("201", "202") else []
        body["headers"] = {**{name: HEADERS[name] for name in names}, **RETRY}

    def _page(self, listed: dict[str, Any]) -> dict[str, Any]:
        """The envelope of a page; with ``modified_since`` what is gone stands beside the rows."""
        rows = listed if listed.get("type") == "array" else {"type": "array", "items": listed}
        kind: Any = type(self.view)
        extra = dict(GONE) if getattr(kind, "has_past", False) else {}
        if not extra and "modified_since" in kind.parameters():
            extra = {"synced_to": GONE["synced_to"]}
        return {"type": "object", "required": ["next", "results"], "properties": {**ENVELOPE, **extra, "results": rows}}

    def _problems(self) -> dict[str, str]:
        if self.is_list or self.is_row:
            names = ["400", "401", "404", "406", "409", "422", "429", "500"]
            return {
                name: PROBLEMS[name] for name in (names if getattr(self.view, "is_public", False) else [*names, "403"])
            }
        names = ["400", "401", "403", "404", "406", "409", "413", "415", "422", "429", "500"]
        for each in self.get_override_parameters():
            if isinstance(each, OpenApiParameter) and each.name == "If-Match":
                names += ["412", "428"] if each.required else ["412"]
        return {name: PROBLEMS[name] for name in names}

    def _problem(self, status: str, text: str) -> dict[str, Any]:
        component = self.resolve_serializer(ProblemSerializer, "response")
        example = {"type": "about:blank", "title": text, "status": int(status), "detail": text}
        content = {MEDIA_TYPE: {"schema": component.ref, "examples": {"problem": {"value": example}}}}
        return {"description": text, "content": content, "headers": dict(RETRY)}


def _id_type(view: Any) -> dict[str, Any]:
    pattern = view.lookup_value_regex
    if pattern.startswith("[a-z]"):
        return {"type": "string", "pattern": f"^{pattern}$"}
    return {"type": "integer", "minimum": 1, "maximum": 10**18 - 1}


def exact(result: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Rows may be cut to some fields, so only their ids are sure; bodies take nothing that is not named."""
    for name, component in result["components"]["schemas"].items():
        if name.endswith("Body"):
            _strict(name, component)
        elif "id" in component.get("properties", {}):
            component["required"] = ["id"]
        for member in component.get("properties", {}).values():
            # an empty text is an address in JSON Schema too: both may hold
            if any(kind.get("maxLength") == 0 for kind in member.get("oneOf", ())):
                member["anyOf"] = member.pop("oneOf")
    return result


ONE_OF = {
    "DisputeBody": ("figure", "claim"),
    "FollowBody": ("figure", "speaker", "outlet", "query"),
    "AnnotationBody": ("claim", "figure", "dispute", "parent", "revision"),
}


def _strict(name: str, component: dict[str, Any]) -> None:
    component["additionalProperties"] = False
    if name in ("SubmissionBody", "FilesBody"):
        component["properties"]["published"]["anyOf"] = [{"format": "date"}, {"format": "date-time"}]
    if name == "SubmissionBody":
        component["anyOf"] = [{"required": [member]} for member in ("text", "html", "url")]
        component["not"] = {"required": ["text", "html"]}
    if name in ONE_OF:
        component["oneOf"] = [{"required": [member]} for member in ONE_OF[name]]
