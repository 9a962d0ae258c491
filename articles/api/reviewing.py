"""What reviewers do, for programs: annotate, dispute, correct, rule."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Prefetch, QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers as drf
from rest_framework.decorators import action
from rest_framework.generics import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response

from articles.actions.corrections import correct_field
from articles.actions.notes import Target, annotate
from articles.actions.review import close_dispute, open_dispute
from articles.actions.verdicts import give_verdict
from articles.api.listings import Downloads, Listing
from articles.api.serializers import (
    AnnotationSerializer,
    ClaimDetailSerializer,
    ClaimSerializer,
    DisputeSerializer,
    VerdictSerializer,
)
from articles.filters import AnnotationFilter, ClaimFilter, DisputeFilter
from articles.models import Annotation, Claim, Dispute, Figure, Membership, Token, Verdict
from articles.selectors.claims import CLAIM_ORDERS

LONGEST_TEXT = 20_000


def person(request: Request) -> User:
    """Who writes; the permission lets only signed-in people through."""
    assert isinstance(request.user, User)
    return request.user


def checked(kind: type[drf.Serializer[Any]], request: Request) -> dict[str, Any]:
    """The body as its serializer reads it; raises the 400 that names what is wrong."""
    given = kind(data=request.data)
    given.is_valid(raise_exception=True)
    return dict(given.validated_data)


class CorrectionBody(drf.Serializer[Any]):
    """``value`` as text: "40500", "20 to 25", a name, a date; empty says that there is none."""

    field = drf.ChoiceField(choices=Claim.Correctable.choices)
    value = drf.CharField(max_length=1000, allow_blank=True)
    reason = drf.CharField(max_length=LONGEST_TEXT)
    version = drf.IntegerField(min_value=1, max_value=2**31 - 1, help_text="of the claim as it was read")


class Claims(Downloads):
    """What one sentence of one text says of one number."""

    export = "claims"
    queryset = Claim.objects.all()
    serializer_class = ClaimSerializer
    detail_serializer = ClaimDetailSerializer
    filterset_class = ClaimFilter
    orders = CLAIM_ORDERS
    write_scope = Token.Scope.CORRECT

    def get_queryset(self) -> QuerySet[Claim]:
        rows = Claim.objects.all().for_list()
        if self.action == "list":
            return rows.current()
        members = Membership.objects.exclude(status=Membership.Status.REJECTED).select_related("figure")
        return rows.prefetch_related(Prefetch("memberships", members))

    @extend_schema(request=CorrectionBody, responses={201: AnnotationSerializer})
    @action(detail=True, methods=["post"], url_path="corrections", filterset_class=None, pagination_class=None)
    def corrections(self, request: Request, pk: str) -> Response:
        """Put a person's value into one field; 409 when the claim was changed after ``version`` was read."""
        claim = self.get_object()
        made = correct_field(claim=claim, by=person(request), **checked(CorrectionBody, request))
        return Response(AnnotationSerializer(made).data, status=HTTPStatus.CREATED)


class DisputeBody(drf.Serializer[Any]):
    """One figure or one claim, what kind of disagreement, and why."""

    figure = drf.PrimaryKeyRelatedField(queryset=Figure.objects.all(), required=False, allow_null=True)
    claim = drf.PrimaryKeyRelatedField(queryset=Claim.objects.all(), required=False, allow_null=True)
    kind = drf.ChoiceField(choices=Dispute.Kind.choices)
    reason = drf.CharField(max_length=LONGEST_TEXT)


class ClosingBody(drf.Serializer[Any]):
    """How a dispute ends."""

    state = drf.ChoiceField(choices=[Dispute.State.RESOLVED.value, Dispute.State.DISMISSED.value])
    reason = drf.CharField(max_length=LONGEST_TEXT)
    version = drf.IntegerField(min_value=1, max_value=2**31 - 1)


class VerdictBody(drf.Serializer[Any]):
    """A ruling; ``prioritise`` needs a claim, ``range`` its ends."""

    rule = drf.ChoiceField(choices=Verdict.Rule.choices)
    text = drf.CharField(max_length=LONGEST_TEXT)
    evidence_url = drf.URLField(max_length=2000, required=False, allow_blank=True)
    preferred_claim = drf.PrimaryKeyRelatedField(queryset=Claim.objects.all(), required=False, allow_null=True)
    low = drf.DecimalField(max_digits=38, decimal_places=10, required=False, allow_null=True)
    high = drf.DecimalField(max_digits=38, decimal_places=10, required=False, allow_null=True)


class Disputes(Listing):
    """Open questions on figures and claims."""

    queryset = Dispute.objects.select_related("opened_by", "closed_by")
    serializer_class = DisputeSerializer
    filterset_class = DisputeFilter
    scopes = {"verdicts": Token.Scope.DECIDE, "close": Token.Scope.DECIDE}

    @property
    def write_scope(self) -> Token.Scope:
        """Opening a dispute and ruling on it are different rights."""
        return self.scopes.get(self.action, Token.Scope.DISPUTE)

    @extend_schema(request=DisputeBody, responses={201: DisputeSerializer})
    def create(self, request: Request) -> Response:
        """Open a dispute."""
        made = open_dispute(by=person(request), **checked(DisputeBody, request))
        return Response(DisputeSerializer(self.get_queryset().get(pk=made.pk)).data, status=HTTPStatus.CREATED)

    @extend_schema(request=ClosingBody, responses={200: DisputeSerializer})
    @action(detail=True, methods=["post"], filterset_class=None, pagination_class=None)
    def close(self, request: Request, pk: str) -> Response:
        """End a dispute as resolved or dismissed; 409 when it was changed after ``version`` was read."""
        closed = close_dispute(dispute=self.get_object(), by=person(request), **checked(ClosingBody, request))
        return Response(DisputeSerializer(self.get_queryset().get(pk=closed.pk)).data)

    @extend_schema(request=VerdictBody, responses={201: VerdictSerializer})
    @action(detail=True, methods=["post"], filterset_class=None, pagination_class=None)
    def verdicts(self, request: Request, pk: str) -> Response:
        """Rule on a dispute; a later ruling supersedes this one."""
        made = give_verdict(dispute=self.get_object(), by=person(request), **checked(VerdictBody, request))
        return Response(VerdictSerializer(made).data, status=HTTPStatus.CREATED)


class AnnotationBody(drf.Serializer[Any]):
    """A note, question or evidence on one claim, figure or dispute, or an answer to an annotation."""

    kind = drf.ChoiceField(
        choices=[kind for kind in Annotation.Kind.choices if kind[0] != Annotation.Kind.CORRECTION],
        default=Annotation.Kind.NOTE,
    )
    claim = drf.PrimaryKeyRelatedField(queryset=Claim.objects.all(), required=False, allow_null=True)
    figure = drf.PrimaryKeyRelatedField(queryset=Figure.objects.all(), required=False, allow_null=True)
    dispute = drf.PrimaryKeyRelatedField(queryset=Dispute.objects.all(), required=False, allow_null=True)
    parent = drf.IntegerField(  # type: ignore[assignment]  # the body's own field
        required=False, allow_null=True, min_value=1, max_value=2**62
    )
    body = drf.CharField(max_length=LONGEST_TEXT)
    evidence_url = drf.URLField(max_length=2000, required=False, allow_blank=True)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        named = [name for name in ("claim", "figure", "dispute", "parent") if attrs.get(name)]
        if len(named) != 1:
            raise drf.ValidationError("name exactly one of claim, figure, dispute, parent")
        return attrs


class Annotations(Listing):
    """What reviewers wrote, corrections included."""

    queryset = Annotation.objects.all()
    serializer_class = AnnotationSerializer
    filterset_class = AnnotationFilter
    write_scope = Token.Scope.ANNOTATE

    def get_queryset(self) -> QuerySet[Annotation]:
        return Annotation.objects.all().visible().select_related("created_by")

    @extend_schema(request=AnnotationBody, responses={201: AnnotationSerializer})
    def create(self, request: Request) -> Response:
        """Annotate a claim, a figure or a dispute, or answer an annotation."""
        given = checked(AnnotationBody, request)
        parent = get_object_or_404(self.get_queryset(), pk=given["parent"]) if given.get("parent") else None
        made = annotate(
            by=person(request),
            body=given["body"],
            kind=given["kind"],
            evidence_url=given.get("evidence_url", ""),
            target=Target(given.get("claim"), given.get("figure"), given.get("dispute")),
            parent=parent,
        )
        return Response(AnnotationSerializer(made).data, status=HTTPStatus.CREATED)
