"""Keeping a copy up to date: what was made, changed or gone since a time."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.http.response import HttpResponseBase
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.utils.urls import replace_query_param

from articles.api.conditions import conditional
from articles.api.cursors import signed, unsigned
from articles.api.parameters import time_of
from articles.api.shared import PAGE_ROWS, chosen, refuse_together
from articles.models import Modification
from articles.selectors.keyset import BadCursor, Key, Order, encoded, values_of
from articles.selectors.modifications import PRIMARY, horizon, modified_page

if TYPE_CHECKING:
    from articles.api.listings import Listing

CHANGED = Order("oldest change first", (Key("modified_at", kind=datetime), Key("row_id")))


def changes_since(view: Listing, request: Request, asked: Mapping[str, str]) -> HttpResponseBase:
    """A page of changes: rows that stand in `results`, the others in `gone`; `synced_to` is what the next round starts from."""
    refuse_together(asked, "modified_since", ("sort", "count", "facets", "as_of", "format"))
    order = f"{view.noun.name} since"
    size, until, since = int(asked.get("page_size", PAGE_ROWS)), horizon(), time_of(asked["modified_since"])
    after = _read(unsigned(asked.get("cursor", ""), order))
    rows = view.filtered(view.every(), asked)
    is_all = not (set(asked) - {"modified_since", "cursor", "page_size", "fields", "expand"})
    table = str(view.noun.model._meta.model_name)
    found = modified_page(table, None if is_all else rows, since=since, after=after, until=until, size=size)
    shown, more = found[:size], len(found) > size
    following = signed(encoded([shown[-1].modified_at, shown[-1].row_id]), order) if more else None
    text = _body(view, shown, asked)
    address = replace_query_param(request.build_absolute_uri(), "cursor", following) if following else None
    head = {"next": address, "synced_to": until.isoformat()} if not more else {"next": address}
    opening = json.dumps(head)[:-1]
    response = conditional(request, f"{opening}, {text}}}".encode())
    if address:
        response["Link"] = f'<{address}>; rel="next"'
    return response


def _body(view: Listing, shown: Sequence[Modification], asked: Mapping[str, str]) -> str:
    ids = [each.row_id for each in shown if not each.is_gone]
    standing = set(view.listed().using(PRIMARY).filter(pk__in=ids).values_list("pk", flat=True))
    fields, expand = chosen(asked)
    results = view.noun.json_of([pk for pk in ids if pk in standing], fields, expand, using=PRIMARY)
    merged = _merged(view, [pk for pk in ids if pk not in standing])
    gone = [_gone(each, merged) for each in shown if each.row_id not in standing]
    return f'"results": {results}, "gone": {json.dumps(gone)}'


def _merged(view: Listing, ids: Sequence[int]) -> dict[int, int | None]:
    rows = view.every().using(PRIMARY).filter(pk__in=ids)
    if any(field.name == "merged_into" for field in view.noun.model._meta.fields):
        return dict(rows.values_list("pk", "merged_into"))
    return dict.fromkeys(rows.values_list("pk", flat=True))


def _gone(each: Modification, merged: Mapping[int, int | None]) -> dict[str, Any]:
    into = merged.get(each.row_id)
    why = "merged" if into else "unlisted" if each.row_id in merged else "deleted"
    return {"id": each.row_id, "modified_at": each.modified_at.isoformat(), "why": why, "merged_into": into}


def _read(cursor: str) -> tuple[datetime, int] | None:
    if not cursor:
        return None
    try:
        at, row_id = values_of(cursor, CHANGED)
    except BadCursor as bad:
        raise NotFound("cursor: this is not a cursor of this list") from bad
    return at, row_id
