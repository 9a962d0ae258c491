"""Cursors as programs see them: opaque, signed, good only for the list and order that gave them."""

from __future__ import annotations

from django.core.signing import BadSignature, Signer
from rest_framework.exceptions import NotFound

NO_CURSOR = "cursor: this is not a cursor of this list in this order"


def signed(cursor: str, order: str) -> str:
    """What is put into `next`."""
    return _signer(order).sign(cursor)


def unsigned(text: str, order: str) -> str:
    """The cursor inside; ``""`` for none. Raises the 404 of a cursor that this list did not give."""
    if not text:
        return ""
    try:
        return _signer(order).unsign(text)
    except BadSignature as bad:
        raise NotFound(NO_CURSOR) from bad


def _signer(order: str) -> Signer:
    return Signer(salt=f"cursor of {order}", sep=".")
