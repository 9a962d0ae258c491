"""Articles: read, and handed in."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Prefetch, QuerySet
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from articles.api.listings import Downloads
from articles.api.serializers import ArticleDetailSerializer, ArticleSerializer
from articles.filters import ArticleFilter
from articles.models import Article, Revision, Token
from articles.selectors.articles import ARTICLE_ORDERS, listed_articles
from articles.tasks import Outcome, Said, Submission, submit


class SubmissionSerializer(serializers.Serializer[Any]):
    """An article to read: its ``text``, its ``html``, or only its ``url``, and what is known of it."""

    url = serializers.CharField(max_length=2048, required=False)
    text = serializers.CharField(max_length=5_000_000, required=False, trim_whitespace=False)
    html = serializers.CharField(max_length=5_000_000, required=False, trim_whitespace=False)
    outlet = serializers.CharField(max_length=200, required=False)
    title = serializers.CharField(max_length=2000, required=False)
    byline = serializers.CharField(max_length=500, required=False)
    published = serializers.CharField(max_length=40, required=False, help_text="ISO 8601 date or time")
    language = serializers.CharField(max_length=16, required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if "text" in attrs and "html" in attrs:
            raise ValidationError("give text or html, not both")
        if not attrs.keys() & {"text", "html", "url"}:
            raise ValidationError("give text, html or url")
        return attrs

    def to_submission(self) -> Submission:
        """What the ingestion takes."""
        given = self.validated_data
        body, media_type = given.get("text"), "text/plain"
        if "html" in given:
            body, media_type = given["html"], "text/html"
        raw = body.encode("utf-8", "replace") if body is not None else None
        return Submission(raw, media_type, "", given.get("url", ""), Said.from_json(given))


class Articles(Downloads):
    """Pieces of outlets, in whatever state. POST hands one in: 202 with its row, 200 when it was known already."""

    export = "articles"
    queryset = Article.objects.all()
    serializer_class = ArticleSerializer
    detail_serializer = ArticleDetailSerializer
    filterset_class = ArticleFilter
    orders = ARTICLE_ORDERS
    write_scope = Token.Scope.SUBMIT

    def get_queryset(self) -> QuerySet[Article]:
        if self.action == "retrieve":
            return listed_articles().prefetch_related(
                Prefetch("revisions", Revision.objects.defer("search").order_by("number"))
            )
        return listed_articles()

    @extend_schema(
        request=SubmissionSerializer,
        responses={
            202: ArticleSerializer,
            200: OpenApiResponse(ArticleSerializer, description="known already; nothing changed"),
        },
    )
    def create(self, request: Request) -> Response:
        given = SubmissionSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        assert isinstance(request.user, User)  # the permission lets nobody else through
        (receipt,) = submit([given.to_submission()], via=Article.Via.API, by=request.user)
        if receipt.article_id is None:
            raise ValidationError(receipt.reason)
        article = listed_articles().get(pk=receipt.article_id)
        status = HTTPStatus.ACCEPTED if receipt.outcome is Outcome.ACCEPTED else HTTPStatus.OK
        location = request.build_absolute_uri(f"{article.pk}/")
        return Response(ArticleSerializer(article).data, status=status, headers={"Location": location})
