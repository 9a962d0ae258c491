"""What reviewers do, for programs: annotate, dispute, correct, rule."""

from __future__ import annotations

from decimal import Decimal
from http import HTTPStatus
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound
from rest_framework.request import Request

from articles.actions.corrections import correct_field
from articles.actions.notes import Anchor, Target, annotate, delete_annotation
from articles.actions.review import close_dispute, open_dispute
from articles.actions.verdicts import give_verdict
from articles.api import nouns
from articles.api.bodies import AnnotationBody, ClosingBody, CorrectionBody, DisputeBody, VerdictBody
from articles.api.conditions import version_if_stated, version_of
from articles.api.documented import annotates, closes, corrects, deletes, disputes, rules
from articles.api.listings import Listing
from articles.api.serializers import (
    AnnotationSerializer,
    ClaimDetailSerializer,
    ClaimSerializer,
    DisputeDetailSerializer,
    DisputeSerializer,
)
from articles.api.writing import checked_body, once, person, written
from articles.filters import AnnotationFilter, ClaimFilter, DisputeFilter
from articles.models import Annotation, Claim, Dispute, Figure, Revision, Token
from articles.selectors.claims import CLAIM_ORDERS

Row = TypeVar("Row", bound=Model)


def row_of(model: type[Row], pk: int | str) -> Row:
    """A row that a body or address names. Raises the 404 that says which there is not."""
    found = model._default_manager.filter(pk=pk).first()
    if found is None:
        raise NotFound(f"There is no {model._meta.verbose_name} {pk}.")
    return found


class Claims(Listing):
    """What one sentence of one text says of one number."""

    noun, row_noun = nouns.CLAIMS, nouns.CLAIM
    shown_from = ("claim", "outlet", "speaker", "source")
    serializer_class = ClaimSerializer
    row_serializer = ClaimDetailSerializer
    filters = ClaimFilter
    orders = CLAIM_ORDERS
    export = "claims"
    facets = {
        "measure": ("measure",),
        "hedge": ("hedge",),
        "mode": ("mode",),
        "unit": ("unit_code",),
        "outlet": ("outlet_id", "outlet__name"),
        "speaker": ("speaker_id", "speaker__name"),
        "source": ("source_id", "source__name"),
    }
    write_scope = Token.Scope.CORRECT

    def listed(self) -> QuerySet[Any]:
        return Claim.objects.current()

    @corrects
    @action(detail=True, methods=["post"], url_path="corrections")
    @once
    def corrections(self, request: Request, pk: str) -> HttpResponseBase:
        """Put a person's value into one field; If-Match names the claim as it was read."""
        claim, given = row_of(Claim, pk), checked_body(CorrectionBody, request)
        made = correct_field(claim=claim, by=person(request), version=version_of(request), **given)
        return written(nouns.ANNOTATIONS, made.pk, HTTPStatus.CREATED, _address(request, "annotations", made.pk))


class Disputes(Listing):
    """Open questions on figures and claims."""

    noun, row_noun = nouns.DISPUTES, nouns.DISPUTE
    shown_from = ("dispute", "verdict")
    serializer_class = DisputeSerializer
    row_serializer = DisputeDetailSerializer
    filters = DisputeFilter
    facets = {"kind": ("kind",), "state": ("state",)}
    scopes = {"verdicts": Token.Scope.DECIDE, "close": Token.Scope.DECIDE}

    @property
    def write_scope(self) -> Token.Scope:
        """Opening a dispute and ruling on it are different rights."""
        return self.scopes.get(self.action, Token.Scope.DISPUTE)

    @disputes
    @once
    def create(self, request: Request) -> HttpResponseBase:
        """Open a dispute on a figure or a claim."""
        given = checked_body(DisputeBody, request)
        for name, model in (("figure", Figure), ("claim", Claim)):
            if name in given:
                given[name] = row_of(model, given[name])
        made = open_dispute(by=person(request), **given)
        return written(nouns.DISPUTES, made.pk, HTTPStatus.CREATED, _address(request, "disputes", made.pk))

    @closes
    @action(detail=True, methods=["post"])
    @once
    def close(self, request: Request, pk: str) -> HttpResponseBase:
        """End a dispute as resolved or dismissed; If-Match names the dispute as it was read."""
        dispute, given = row_of(Dispute, pk), checked_body(ClosingBody, request)
        close_dispute(dispute=dispute, by=person(request), version=version_of(request), **given)
        return written(nouns.DISPUTES, dispute.pk, HTTPStatus.OK)

    @rules
    @action(detail=True, methods=["post"])
    @once
    def verdicts(self, request: Request, pk: str) -> HttpResponseBase:
        """Rule on a dispute; a later ruling supersedes this one. If-Match names the dispute as it was read, and is checked when it is sent."""
        dispute, given = row_of(Dispute, pk), checked_body(VerdictBody, request)
        given |= {name: Decimal(given[name]) for name in ("low", "high") if name in given}
        if "preferred_claim" in given:
            given["preferred_claim"] = row_of(Claim, given["preferred_claim"])
        made = give_verdict(dispute=dispute, by=person(request), version=version_if_stated(request), **given)
        return written(nouns.VERDICTS, made.pk, HTTPStatus.CREATED, _address(request, "verdicts", made.pk))


class Annotations(Listing):
    """What reviewers wrote, corrections included."""

    noun = row_noun = nouns.ANNOTATIONS
    shown_from = ("annotation",)
    serializer_class = AnnotationSerializer
    filters = AnnotationFilter
    facets = {"kind": ("kind",), "created_by": ("created_by__username",)}
    write_scope = Token.Scope.ANNOTATE

    def listed(self) -> QuerySet[Any]:
        return Annotation.objects.all().visible()

    def every(self) -> QuerySet[Any]:
        """A deleted note is gone for readers."""
        return self.listed() if self.action == "retrieve" else Annotation.objects.all()

    @annotates
    @once
    def create(self, request: Request) -> HttpResponseBase:
        """Annotate a claim, a figure, a dispute or words of a text, or answer an annotation."""
        given = checked_body(AnnotationBody, request)
        parent = row_of(Annotation, given["parent"]) if "parent" in given else None
        made = annotate(
            by=person(request),
            body=given["body"],
            kind=given.get("kind", Annotation.Kind.NOTE),
            evidence_url=given.get("evidence_url", ""),
            target=_target(given),
            parent=parent,
            anchor=_anchor(given),
        )
        return written(nouns.ANNOTATIONS, made.pk, HTTPStatus.CREATED, _address(request, "annotations", made.pk))

    @deletes
    @once
    def destroy(self, request: Request, pk: str) -> HttpResponseBase:
        """Take one's own note back; If-Match names the note as it was read."""
        note = self.listed().filter(pk=pk).first()
        if note is None:
            raise NotFound(f"There is no annotation {pk}.")
        delete_annotation(annotation=note, by=person(request), version=version_of(request))
        return HttpResponse(status=HTTPStatus.NO_CONTENT)


def _target(given: dict[str, Any]) -> Target:
    kinds: dict[str, type[Model]] = {"claim": Claim, "figure": Figure, "dispute": Dispute, "revision": Revision}
    return Target(**{name: row_of(model, given[name]) for name, model in kinds.items() if name in given})  # type: ignore[arg-type]  # each of its kind


def _anchor(given: dict[str, Any]) -> Anchor | None:
    if "revision" not in given or "start" not in given or "end" not in given:
        return None
    return Anchor(row_of(Revision, given["revision"]), given["start"], given["end"])


def _address(request: Request, noun: str, pk: int) -> str:
    return str(request.build_absolute_uri(f"/api/v1/{noun}/{pk}/"))
