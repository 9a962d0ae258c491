"""Articles: read, and handed in."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from articles.api import nouns
from articles.api.bodies import FilesBody, SubmissionBody, SubmissionsBody, submission_of
from articles.api.documented import submits, submits_files, submits_many
from articles.api.listings import Listing
from articles.api.parsers import Files, TooLarge
from articles.api.problems import Unusable
from articles.api.serializers import ArticleDetailSerializer, ArticleSerializer
from articles.api.writing import checked_body, once, person, written
from articles.filters import ArticleFilter
from articles.models import Article, Token
from articles.selectors.articles import ARTICLE_ORDERS
from articles.tasks import Handed, Outcome, Receipt, Said, submit, submit_file

STATUSES = {
    Outcome.ACCEPTED: HTTPStatus.ACCEPTED,
    Outcome.KNOWN: HTTPStatus.OK,
    Outcome.REJECTED: HTTPStatus.UNPROCESSABLE_ENTITY,
}


class Articles(Listing):
    """Pieces of outlets, in whatever state. POST hands one in: 202 with its row, 200 when it was known already."""

    noun, row_noun = nouns.ARTICLES, nouns.ARTICLE
    shown_from = ("article", "outlet", "revision")
    serializer_class = ArticleSerializer
    row_serializer = ArticleDetailSerializer
    filters = ArticleFilter
    orders = ARTICLE_ORDERS
    export = "articles"
    facets = {"outlet": ("outlet_id", "outlet__name"), "state": ("state",), "language": ("language",)}
    write_scope = Token.Scope.SUBMIT

    @submits
    @once
    def create(self, request: Request) -> HttpResponseBase:
        """Hand in an article."""
        (receipt,) = submit(
            [submission_of(checked_body(SubmissionBody, request))], via=Article.Via.API, by=person(request)
        )
        if receipt.article_id is None:
            raise ValidationError(receipt.reason)
        return written(
            nouns.ARTICLES, receipt.article_id, STATUSES[receipt.outcome], _address(request, receipt.article_id)
        )

    @submits_many
    @action(detail=False, methods=["post"], url_path="batch")
    @once
    def batch(self, request: Request) -> HttpResponseBase:
        """Hand in up to a hundred articles; the answers stand in the order of the articles."""
        given = checked_body(SubmissionsBody, request)["articles"]
        receipts = submit([submission_of(each) for each in given], via=Article.Via.API, by=person(request))
        return _many([_receipt(request, receipt) for receipt in receipts])

    @submits_files
    @action(detail=False, methods=["post"], url_path="files", parser_classes=[Files])
    @once
    def files(self, request: Request) -> HttpResponseBase:
        """Hand in files; each, and each part of an archive or table, has its own answer."""
        given = checked_body(FilesBody, request)
        url, said, by = given.get("url", ""), Said.from_json(given), person(request)
        handed: list[Handed] = []
        for file in given["file"]:
            handed += submit_file(str(file.name), file.read(), url=url, said=said, via=Article.Via.API, by=by)
        if all(each.receipt.article_id is None for each in handed):
            kind = TooLarge if any(each.is_too_large for each in handed) else Unusable
            raise kind({each.name: [each.receipt.reason] for each in handed})
        return _many([{"name": each.name, **_receipt(request, each.receipt)} for each in handed])


def _many(answers: list[dict[str, Any]]) -> HttpResponse:
    body = json.dumps({"results": answers}, ensure_ascii=False)
    return HttpResponse(body, status=HTTPStatus.MULTI_STATUS, content_type="application/json")


def _receipt(request: Request, receipt: Receipt) -> dict[str, Any]:
    told: dict[str, Any] = {"status": STATUSES[receipt.outcome].value, "outcome": receipt.outcome.value}
    if receipt.article_id is None:
        return {**told, "article": None, "location": None, "reason": receipt.reason}
    address = _address(request, receipt.article_id)
    return {**told, "article": receipt.article_id, "location": address, "reason": receipt.reason}


def _address(request: Request, pk: int) -> str:
    return str(request.build_absolute_uri(f"/api/v1/articles/{pk}/"))
