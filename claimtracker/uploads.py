"""What a request may carry: files are counted as they come in, and bodies without a known length are not read."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.defaults import bad_request

from claimtracker.room import has_room

MOST_FILE_BYTES = 5_000_000
MOST_BODY_BYTES = 30_000_000
WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})
PLAIN = "text/plain; charset=utf-8"
TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


class CountedUpload(FileUploadHandler):
    """Stands before the handlers that keep files: stops reading at 5 MB of one file and notes it on the request."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.size = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """The bytes, for the next handler; StopUpload over the cap."""
        self.size += len(raw_data)
        if self.size > MOST_FILE_BYTES:
            assert self.request is not None
            self.request.too_large = True  # type: ignore[attr-defined]  # read by the page that took the file
            raise StopUpload(connection_reset=True)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The next handler has the file."""


class BodyLimits:
    """Refuses bodies over 30 MB, those that do not say how long they are, and all writes while the disk is nearly full."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method in WRITES and not has_room():
            text = "The disk is nearly full, so nothing is taken in for now; reading goes on. Try again later.\n"
            status = HTTPStatus.SERVICE_UNAVAILABLE
            return HttpResponse(text, content_type=PLAIN, status=status, headers={"Retry-After": "300"})
        length = request.META.get("CONTENT_LENGTH") or ""
        if not length and "chunked" in request.headers.get("Transfer-Encoding", "").lower():
            text = "Say how long the body is: send a Content-Length.\n"
            return HttpResponse(text, content_type=PLAIN, status=HTTPStatus.LENGTH_REQUIRED)
        if length.isdigit() and int(length) > MOST_BODY_BYTES:
            text = f"A request may carry at most {MOST_BODY_BYTES:,} bytes: send fewer or smaller files.\n"
            return HttpResponse(text, content_type=PLAIN, status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        return self.get_response(request)


def refused(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """The page of a bad request, or what was too much in it: 1 MB of fields, 200 of them, 10 files."""
    if isinstance(exception, TOO_LARGE):
        text = "This form carries too much: at most 1 MB of typed text, 200 fields and 10 files.\n"
        return HttpResponse(text, content_type=PLAIN, status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    return bad_request(request, exception)
