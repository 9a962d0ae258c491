"""Where a reader is in the queue, which two ordered lists are merged into."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from articles.selectors.keyset import BadCursor

LARGEST = 2**62


@dataclass(frozen=True, slots=True)
class Position:
    """The last dispute (worth, id) and the last membership (worth, figure, id) that were shown; None before the first."""

    dispute: tuple[int, int] | None = None
    member: tuple[int, int, int] | None = None

    def of_disputes(self, rows: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
        """The disputes after this position."""
        if self.dispute is None:
            return rows
        worth, pk = self.dispute
        # the second condition says nothing new, but an index can start there
        return rows.filter(Q(worth__lt=worth) | Q(worth=worth, pk__lt=pk), worth__lte=worth)

    def of_members(self, rows: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
        """The memberships after this position."""
        if self.member is None:
            return rows
        worth, figure, pk = self.member
        same = Q(figure__worth=worth)
        further = Q(figure__worth__lt=worth) | same & (Q(figure_id__lt=figure) | Q(figure_id=figure, pk__gt=pk))
        # says nothing new, but an index can start there
        return rows.filter(further, figure__worth__lte=worth)

    def beyond(self, page: Sequence[Any]) -> Position:
        """The position after the rows of a page."""
        disputes = [(row.dispute.worth, row.dispute.pk) for row in page if row.dispute]
        members = [(m.figure.worth, m.figure_id, m.pk) for m in (row.membership for row in page) if m]
        return Position(disputes[-1] if disputes else self.dispute, members[-1] if members else self.member)

    def encoded(self) -> str:
        """As an address carries it."""
        packed = json.dumps([self.dispute, self.member], separators=(",", ":"))
        return base64.urlsafe_b64encode(packed.encode()).decode().rstrip("=")

    @classmethod
    def decoded(cls, cursor: str) -> Position:
        """The position that an address carries. Raises BadCursor for anything else."""
        try:
            dispute, member = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
            return cls(_numbers(dispute, 2), _numbers(member, 3))  # type: ignore[arg-type]  # of that many
        except (ValueError, TypeError, binascii.Error, RecursionError) as error:
            raise BadCursor(cursor) from error


def _numbers(given: Any, count: int) -> tuple[int, ...] | None:
    if given is None:
        return None
    if len(given) != count or any(type(each) is not int or abs(each) > LARGEST for each in given):
        raise ValueError(given)
    return tuple(given)
