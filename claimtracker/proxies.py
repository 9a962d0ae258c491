"""Whose request it is, behind as many proxies as the operator trusts."""

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The address that the outermost trusted proxy saw; what a client writes into the header itself is ignored.

    With TRUSTED_PROXY_COUNT 1 and `X-Forwarded-For: 6.6.6.6, 203.0.113.9` -> `203.0.113.9`; with 0 the peer's address.
    """
    peer = str(request.META.get("REMOTE_ADDR", ""))
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
    count = int(settings.TRUSTED_PROXY_COUNT)
    return hops[-count] if 0 < count <= len(hops) else peer
