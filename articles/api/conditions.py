"""What lets programs not fetch what they have and not overwrite what they have not seen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.http import http_date
from rest_framework.exceptions import APIException
from rest_framework.request import Request

from articles.selectors.modifications import last_modified

# times in HTTP are whole seconds: a change in the second of the answer would not show
SETTLED_AFTER = timedelta(seconds=2)
VERSIONED = re.compile(r'(?:W/)?"(?P<version>[0-9]{1,9})(?:\.[0-9a-f]+)?"')


class PreconditionRequired(APIException):
    status_code = HTTPStatus.PRECONDITION_REQUIRED
    default_detail = "Send If-Match with the ETag of the row as you read it, so that nobody's change is overwritten."


class PreconditionFailed(APIException):
    status_code = HTTPStatus.PRECONDITION_FAILED
    default_detail = "The row is no longer the one that If-Match names: read it again."


def version_of(request: Request) -> int | None:
    """The version that If-Match names; None for ``*``, which is whatever stands. Raises 428 without, 412 for no ETag of ours."""
    stated = request.headers.get("If-Match", "").strip()
    if not stated:
        raise PreconditionRequired
    if stated == "*":
        return None
    found = VERSIONED.fullmatch(stated)
    if found is None:
        raise PreconditionFailed
    return int(found["version"])


def version_if_stated(request: Request) -> int | None:
    """As :func:`version_of` for a write that was once made without If-Match: not checked where it is not sent."""
    return version_of(request) if request.headers.get("If-Match", "").strip() else None


def conditional(
    request: Request, body: bytes, *, nouns: Sequence[str] = (), version: int | None = None
) -> HttpResponseBase:
    """A JSON answer with its ETag and Last-Modified, or 304 for who has it. The ETag of a row that is written starts with its version."""
    digest = blake2b(body, digest_size=12).hexdigest()
    etag = f'"{digest}"' if version is None else f'"{version}.{digest}"'
    response = HttpResponse(body, content_type="application/json")
    response["ETag"] = etag
    modified = _settled(last_modified(nouns)) if nouns else None
    if modified is not None:
        response["Last-Modified"] = http_date(modified)
    _caching(request, response)
    found: Any = get_conditional_response(request._request, etag, modified, response)
    return found if isinstance(found, HttpResponseBase) else response


def _caching(request: Request, response: HttpResponse) -> None:
    patch_vary_headers(response, ("Accept", "Authorization", "Cookie"))
    if request.user.is_authenticated:
        patch_cache_control(response, private=True, no_store=True)
    else:
        patch_cache_control(response, public=True, no_cache=True)


def _settled(at: datetime | None) -> int | None:
    if at is None or at > datetime.now(UTC) - SETTLED_AFTER:
        return None
    return int(at.timestamp())
