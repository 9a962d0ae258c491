"""What people type, as it may be kept."""

from __future__ import annotations

from articles.actions.versions import Refused


def words(text: str, what: str) -> str:
    """The text without blanks around it and without NUL. Raises Refused ("Say a reason.") when nothing is left."""
    if not (said := text.replace("\0", "").strip()):
        raise Refused(f"Say {what}.")
    return said


def web_address(address: str) -> str:
    """The address, or nothing. Raises Refused for one that no browser may follow."""
    if address and not address.lower().startswith(("http://", "https://")):
        raise Refused("Evidence is linked by an http or https address.")
    return address
