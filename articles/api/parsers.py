"""Bodies: JSON of a bounded size, read strictly, and forms with files."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import IO, Any

from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import BaseParser, DataAndFiles, MultiPartParser

MOST_BYTES = 6_000_000
LONE_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")


class TooLarge(APIException):
    status_code = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    default_detail = f"A body has at most {MOST_BYTES:,} bytes; send long lists in parts."


class BoundedJson(BaseParser):
    """``application/json`` of at most six million bytes; no NaN, no half characters, no bottomless nesting."""

    media_type = "application/json"

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        raw = stream.read(MOST_BYTES + 1)
        if len(raw) > MOST_BYTES:
            raise TooLarge
        if parser_context is not None:
            parser_context["request"]._request.received = raw
        try:
            found = json.loads(raw.decode("utf-8"), parse_constant=_refuse)
            if LONE_SURROGATE.search(raw):
                json.dumps(found, ensure_ascii=False).encode()
        except (ValueError, RecursionError) as fault:
            raise ParseError(f"The body is no JSON that can be used: {fault}"[:200]) from fault
        return found


class Files(MultiPartParser):
    """``multipart/form-data``; the handlers of uploads stop at 5 MB of one file, and then nothing is taken in."""

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> DataAndFiles[Any, Any]:
        found: DataAndFiles[Any, Any] = super().parse(stream, media_type, parser_context)
        if parser_context is not None and getattr(parser_context["request"]._request, "too_large", False):
            raise TooLarge("A file may have at most 5 MB. Nothing was taken in: send the others again without it.")
        return found


def _refuse(word: str) -> None:
    raise ValueError(f"{word} is no number of JSON")
