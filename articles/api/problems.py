"""Every error as application/problem+json (RFC 9457): what, where and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import exception_handler

from articles.actions.versions import Overtaken, Refused, StaleVersion

MEDIA_TYPE = "application/problem+json"


def answer(fault: Exception, context: dict[str, Any]) -> Response | None:
    """The problem document of a fault that is the asker's; None lets ours become a 500."""
    if isinstance(fault, StaleVersion):
        return problem(HTTPStatus.CONFLICT, str(fault), read=fault.read, now=fault.now)
    if isinstance(fault, Overtaken):
        return problem(HTTPStatus.CONFLICT, str(fault))
    if isinstance(fault, Refused):
        return problem(HTTPStatus.UNPROCESSABLE_ENTITY, str(fault))
    response = exception_handler(fault, context)
    if response is None:
        return None
    detail, errors = _detail(fault)
    extra = {"errors": errors} if errors else {}
    made = problem(HTTPStatus(response.status_code), detail, **extra)
    for name in ("WWW-Authenticate", "Retry-After"):
        if name in response:
            made[name] = response[name]
    return made


def problem(status: HTTPStatus, detail: str, **extra: Any) -> Response:
    """One problem document."""
    body = {"type": "about:blank", "title": status.phrase, "status": status.value, "detail": detail, **extra}
    return Response(body, status=status.value, content_type=MEDIA_TYPE)


def _detail(fault: Exception) -> tuple[str, list[dict[str, str]]]:
    if isinstance(fault, exceptions.ValidationError):
        errors = list(_errors(fault.detail, ""))
        return "; ".join(_sentence(error) for error in errors), errors
    if isinstance(fault, Http404):
        return "There is nothing at this address.", []
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
