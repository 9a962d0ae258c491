"""What every list and row shares: filters, cursor pages, chosen fields, conditional answers, downloads of exactly the list."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, TypeVar

from django.db.models import QuerySet
from django.http import Http404, HttpResponse, QueryDict, StreamingHttpResponse
from django.http.response import HttpResponseBase
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.request import Request
from rest_framework.utils.urls import remove_query_param, replace_query_param
from rest_framework.viewsets import GenericViewSet

from articles.actions.versions import Refused
from articles.api.conditions import conditional
from articles.api.cursors import NO_CURSOR, signed, unsigned
from articles.api.negotiation import JsonUnlessDownload
from articles.api.parameters import Parameter, checked, filter_parameters, time_of
from articles.api.permissions import ReadOrScope
from articles.api.problems import Clashing
from articles.api.shared import PAGE_ROWS, chosen, controls, id_filter, refuse_together, row_controls
from articles.api.syncing import changes_since
from articles.api.throttles import Measured
from articles.filters import Searching, StrictFilterSet
from articles.selectors.exports import FORMS, at_level, exported
from articles.selectors.json_rows import Noun
from articles.selectors.keyset import BadCursor, Key, Order, ordered
from articles.selectors.nearby import Near
from articles.selectors.pages import estimate, facets_of, ids_page
from articles.selectors.past import known_at, past_json
from articles.selectors.patience import TooSlow, Unreadable, within
from claimtracker.unchanged import unchanged

Found = TypeVar("Found")
# ids, the cursor after them, and what stands before the rows
Page = tuple[list[int], str, dict[str, Any]]
BY_ID: Mapping[str, Order] = {
    "newest": Order("newest first", (Key("id", is_descending=True),)),
    "oldest": Order("oldest first", (Key("id"),)),
}


class Listing(Measured, GenericViewSet[Any]):
    """One kind of row: the list and the row. A parameter nobody knows is a 400 that names it."""

    permission_classes = [ReadOrScope]
    content_negotiation_class = JsonUnlessDownload
    is_public: ClassVar[bool] = True
    noun: ClassVar[Noun]
    row_noun: ClassVar[Noun]
    # the tables whose changes change what is shown
    shown_from: ClassVar[Sequence[str]]
    orders: ClassVar[Mapping[str, Order]] = BY_ID
    facets: ClassVar[Mapping[str, Sequence[str]]] = {}
    filters: ClassVar[type[StrictFilterSet]]
    export: ClassVar[str] = ""
    has_past: ClassVar[bool] = True
    lookup_value_regex = r"[1-9][0-9]{0,17}"

    def listed(self) -> QuerySet[Any]:
        """The rows that the list shows."""
        return self.every()

    def every(self) -> QuerySet[Any]:
        """All rows that have an address."""
        return self.noun.model._default_manager.all()

    @classmethod
    def parameters(cls) -> dict[str, Parameter]:
        """What the list's address takes."""
        known = [id_filter(), *filter_parameters(cls.filters), *controls(cls)]
        return {each.name: each for each in known}

    @classmethod
    def row_parameters(cls) -> dict[str, Parameter]:
        """What a row's address takes."""
        return {each.name: each for each in row_controls(cls)}

    def list(self, request: Request) -> HttpResponseBase:
        asked = checked(request, _known(type(self)))
        if "format" in asked or "level" in asked:
            return self._download(asked)
        if "modified_since" in asked:
            return changes_since(self, request, asked)
        return self._kept(request, lambda: self._page(request, asked))

    def retrieve(self, request: Request, pk: str) -> HttpResponseBase:
        asked = checked(request, self.row_parameters())
        return self._kept(request, lambda: self._row(request, int(pk), asked))

    def _kept(self, request: Request, make: Callable[[], HttpResponseBase]) -> HttpResponseBase:
        """What everybody may read is the same for all, but for what caches are told of it."""
        known = "person" if request.user.is_authenticated else "stranger"
        return unchanged(request._request, known, make) if self.is_public else make()

    def _row(self, request: Request, pk: int, asked: Mapping[str, str]) -> HttpResponseBase:
        text = self.row_json(pk, asked)
        row = json.loads(text)
        if row.get("merged_into"):
            address = request.build_absolute_uri(f"../{row['merged_into']}/")
            return HttpResponse(text, status=301, content_type="application/json", headers={"Location": address})
        return conditional(request, text.encode(), nouns=self.shown_from, version=row.get("version"))

    def row_json(self, pk: int, asked: Mapping[str, str]) -> str:
        """One row as JSON. Raises Http404."""
        fields, expand = chosen(asked)
        if "as_of" in asked:
            at = time_of(asked["as_of"])
            rows = known_at(self.noun, self.every().filter(pk=pk), at)
            text = past_json(self.noun, list(rows.values_list("pk", flat=True)), at, fields, expand)
        else:
            found = [pk] if self.every().filter(pk=pk).exists() else []
            text = self.row_noun.json_of(found, fields, expand)
        if text == "[]":
            raise Http404
        return text[1:-1]

    def filtered(self, rows: QuerySet[Any], asked: Mapping[str, str]) -> QuerySet[Any]:
        """Those that the address's filters let through. Raises the 400 that names what cannot be used."""
        if "id" in asked:
            rows = rows.filter(pk__in=[int(part) for part in asked["id"].split(",")])
        given = QueryDict(mutable=True)
        given.update({name: value for name, value in asked.items() if name in self.filters.base_filters})
        if not given:
            return rows
        filters = self.filters(given, rows)
        if not filters.is_valid():
            raise ValidationError(filters.errors)
        found: QuerySet[Any] = filters.qs
        return found

    def _page(self, request: Request, asked: Mapping[str, str]) -> HttpResponseBase:
        rows = self.filtered(self.listed() if "as_of" not in asked else self.every(), asked)
        sort = asked.get("sort") or next(iter(self.orders))
        order, at = self.orders[sort], None
        if "as_of" in asked:
            at = time_of(asked["as_of"])
            rows = known_at(self.noun, rows, at)
        cursor, size = (
            unsigned(asked.get("cursor", ""), f"{self.noun.name} {sort}"),
            int(asked.get("page_size", PAGE_ROWS)),
        )
        near = self._near(asked) if "as_of" not in asked else None
        read = self._reader(rows, order, cursor, size, asked, near)
        is_plain = not (set(asked) - {"cursor", "page_size", "fields", "expand"})
        ids, following, head = patient(read) if not is_plain else patient(read, bounded=False)
        fields, expand = chosen(asked)
        text = past_json(self.noun, ids, at, fields, expand) if at else self.noun.json_of(ids, fields, expand)
        return paged(request, f"{self.noun.name} {sort}", following, head, text, self.shown_from)

    def _near(self, asked: Mapping[str, str]) -> Near[Any] | None:
        if "q" not in asked or not issubclass(self.filters, Searching):
            return None
        others = {name: value for name, value in asked.items() if name != "q"}
        rows: Any = self.filtered(self.listed(), others)
        return Near(self.listed(), rows, asked["q"])

    def _reader(
        self,
        rows: QuerySet[Any],
        order: Order,
        cursor: str,
        size: int,
        asked: Mapping[str, str],
        near: Near[Any] | None,
    ) -> Callable[[], Page]:
        wanted = asked["facets"].split(",") if "facets" in asked else []

        def read() -> Page:
            head: dict[str, Any] = {}
            if "count" in asked:
                head["count"] = rows.count() if asked["count"] == "exact" else estimate(rows)
            if wanted:
                head["facets"] = facets_of(rows, {name: self.facets[name] for name in wanted})
            return *ids_page(rows, order, cursor, size, near), head

        return read

    def _download(self, asked: Mapping[str, str]) -> HttpResponseBase:
        refuse_together(asked, "format", ("cursor", "count", "facets", "as_of", "modified_since", "fields", "expand"))
        if "format" not in asked:
            raise Clashing("level is of files: name a format as well.")
        form = FORMS[asked["format"]]
        sort = asked.get("sort") or next(iter(self.orders))
        rows = ordered(self.filtered(self.listed(), asked), self.orders[sort])
        rows, kind = at_level(rows, self.export, asked.get("level", ""))
        lines = patient(lambda: exported(rows, kind, asked["format"]), bounded=False)
        answer = StreamingHttpResponse(lines, content_type=form.media_type)
        answer["Content-Disposition"] = f'attachment; filename="{kind}.{form.extension}"'
        return answer


def patient(read: Callable[[], Found], *, bounded: bool = True) -> Found:
    """A read of the database; too costly a one, or a cursor that does not fit, is the asker's 400."""
    try:
        return within(read) if bounded else read()
    except TooSlow as error:
        raise Refused("This takes too long: use fewer or plainer filters, or leave count and facets out.") from error
    except Unreadable as error:
        raise Refused("These words cannot be searched for.") from error
    except BadCursor as bad:
        raise NotFound(NO_CURSOR) from bad


def paged(
    request: Request, order: str, following: str, head: Mapping[str, Any], text: str, nouns: Sequence[str]
) -> HttpResponseBase:
    """A page in its envelope, with the addresses of the first and the next one."""
    here = request.build_absolute_uri()
    address = replace_query_param(here, "cursor", signed(following, order)) if following else None
    opening = json.dumps({"next": address, **head}, ensure_ascii=False)
    response = conditional(request, f'{opening[:-1]}, "results": {text}}}'.encode(), nouns=nouns)
    links = [f'<{remove_query_param(here, "cursor")}>; rel="first"'] + ([f'<{address}>; rel="next"'] if address else [])
    response["Link"] = ", ".join(links)
    return response


_PARAMETERS: dict[type[Listing], dict[str, Parameter]] = {}


def _known(kind: type[Listing]) -> dict[str, Parameter]:
    if kind not in _PARAMETERS:
        _PARAMETERS[kind] = kind.parameters()
    return _PARAMETERS[kind]
