"""Every error as application/problem+json (RFC 9457): what, where and what to do."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import Http404, HttpRequest, JsonResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.http.response import HttpResponseBase
from django.views.csrf import csrf_failure
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import exception_handler

from articles.actions.versions import Overtaken, Refused, StaleVersion

MEDIA_TYPE = "application/problem+json"
NOTHING_HERE = "There is nothing at this address."
OURS = "Something failed on our side; it was noted. Nothing was written."
KEPT_HEADERS = ("WWW-Authenticate", "Retry-After")
# the first that fits: what is overtaken is refused, too
STATUSES: dict[type[Exception], HTTPStatus] = {
    StaleVersion: HTTPStatus.PRECONDITION_FAILED,
    Overtaken: HTTPStatus.CONFLICT,
    Refused: HTTPStatus.UNPROCESSABLE_ENTITY,
    RequestDataTooBig: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    TooManyFieldsSent: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    TooManyFilesSent: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    # a browser's form is read before the view asks for it, by the check that it is not forged
    MultiPartParserError: HTTPStatus.BAD_REQUEST,
    UnreadablePostError: HTTPStatus.BAD_REQUEST,
}
logger = logging.getLogger("django.request")


class Clashing(exceptions.APIException):
    """Each parameter can be used, all of them together cannot; or a write is under way already."""

    status_code = HTTPStatus.CONFLICT


class Unusable(exceptions.APIException):
    """What was sent has its form, and nothing of it can be used; its detail says why of each part."""

    status_code = HTTPStatus.UNPROCESSABLE_ENTITY


def answer(fault: Exception, context: dict[str, Any]) -> Response:
    """The problem document of a fault; one of ours is logged and told as such."""
    for kind, status in STATUSES.items():
        if isinstance(fault, kind):
            return problem(status, str(fault) or status.description, **_versions(fault))
    response = exception_handler(fault, context)
    if response is None:
        return _ours(fault, context["request"])
    detail, errors = _detail(fault)
    made = problem(HTTPStatus(response.status_code), detail, **({"errors": errors} if errors else {}))
    for name in KEPT_HEADERS:
        if name in response:
            made[name] = response[name]
    return made


def _versions(fault: Exception) -> dict[str, int]:
    return {"read": fault.read, "now": fault.now} if isinstance(fault, StaleVersion) else {}


def _ours(fault: Exception, request: Any) -> Response:
    logger.error("%s %s failed", request.method, request.path, exc_info=fault, extra={"status_code": 500})
    return problem(HTTPStatus.INTERNAL_SERVER_ERROR, OURS)


def document(status: HTTPStatus, detail: str, **extra: Any) -> dict[str, Any]:
    """The members of a problem document."""
    return {"type": "about:blank", "title": status.phrase, "status": status.value, "detail": detail, **extra}


def problem(status: HTTPStatus, detail: str, **extra: Any) -> Response:
    """One problem document."""
    return Response(document(status, detail, **extra), status=status.value, content_type=MEDIA_TYPE)


def nothing_here(request: HttpRequest, **parts: str) -> JsonResponse:
    """Any address under the API that is none."""
    return JsonResponse(document(HTTPStatus.NOT_FOUND, NOTHING_HERE), status=404, content_type=MEDIA_TYPE)


def forged(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    """A browser's write without its token: a problem document under the API, the site's page elsewhere."""
    if not request.path.startswith("/api/"):
        return csrf_failure(request, reason=reason)
    told = document(
        HTTPStatus.FORBIDDEN, "A signed-in browser sends X-CSRFToken with its writes; a program sends a key."
    )
    return JsonResponse(told, status=403, content_type=MEDIA_TYPE)


def _detail(fault: Exception) -> tuple[str, list[dict[str, str]]]:
    if isinstance(getattr(fault, "detail", None), dict | list):
        errors = list(_errors(fault.detail, ""))  # type: ignore[attr-defined]  # asked for above
        return "; ".join(_sentence(error) for error in errors), errors
    if isinstance(fault, Http404):
        return NOTHING_HERE, []
    if isinstance(fault, PermissionDenied):
        return "You may not do this.", []
    return str(getattr(fault, "detail", fault)), []


def _errors(detail: Any, where: str) -> Iterator[dict[str, str]]:
    if isinstance(detail, dict):
        for name, inner in detail.items():
            at = "" if name in {"__all__", "non_field_errors"} else str(name)
            yield from _errors(inner, ".".join(part for part in (where, at) if part))
    elif isinstance(detail, list):
        for inner in detail:
            yield from _errors(inner, where)
    else:
        yield {"where": where, "what": str(detail)} if where else {"what": str(detail)}


def _sentence(error: dict[str, str]) -> str:
    return f"{error['where']}: {error['what']}" if "where" in error else error["what"]
