"""What each kind of row looks like as a document. Every field is named here: none appears by itself."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from articles.api.fields import ExactField, IntervalField, NamedSerializer
from articles.models import (
    Annotation,
    Article,
    Claim,
    Dispute,
    Figure,
    Membership,
    Outlet,
    Revision,
    Source,
    Speaker,
    Verdict,
)


class OutletSerializer(serializers.ModelSerializer[Outlet]):
    class Meta:
        model = Outlet
        fields = ["id", "name", "domain", "country", "is_agency", "merged_into"]


class SpeakerSerializer(serializers.ModelSerializer[Speaker]):
    aliases = serializers.SlugRelatedField[Any](many=True, read_only=True, slug_field="name")

    class Meta:
        model = Speaker
        fields = ["id", "name", "kind", "role", "wikidata_id", "aliases", "merged_into"]


class SourceSerializer(serializers.ModelSerializer[Source]):
    class Meta:
        model = Source
        fields = ["id", "name", "kind", "outlet", "url", "merged_into"]


class ArticleSerializer(serializers.ModelSerializer[Article]):
    outlet = NamedSerializer(read_only=True, allow_null=True)

    class Meta:
        model = Article
        fields = [
            "id", "outlet", "url", "file_name", "title", "byline", "language", "published_at", "is_date_only", "is_truncated", "copy_of",
            "copy_overlap", "state", "reason", "created_at", "ended_at",
        ]  # fmt: skip


class RevisionSerializer(serializers.ModelSerializer[Revision]):
    class Meta:
        model = Revision
        fields = ["id", "number", "sha256", "title", "text", "notes", "is_latest", "read_at", "extractor"]


class ArticleDetailSerializer(ArticleSerializer):
    revisions = RevisionSerializer(many=True, read_only=True)

    class Meta(ArticleSerializer.Meta):
        fields = [*ArticleSerializer.Meta.fields, "revisions"]


class ClaimSerializer(serializers.ModelSerializer[Claim]):
    value = ExactField(read_only=True, allow_null=True)
    interval = IntervalField(read_only=True, allow_null=True)
    outlet = NamedSerializer(read_only=True, allow_null=True)
    speaker = NamedSerializer(read_only=True, allow_null=True)
    source = NamedSerializer(read_only=True, allow_null=True)  # type: ignore[assignment]  # the row's own field

    class Meta:
        model = Claim
        fields = [
            "id", "article", "revision", "outlet", "reported_at", "start", "end", "surface", "sentence", "sentence_start", "sentence_end",
            "value", "interval", "hedge", "trend", "unit", "unit_code", "currency", "measure", "status", "is_negated", "subject", "place",
            "as_of", "mode", "speaker", "speaker_mention", "source", "source_mention", "corrected_fields", "is_current", "extractor",
            "version",
        ]  # fmt: skip


class ClaimFigureSerializer(serializers.ModelSerializer[Membership]):
    definition = serializers.CharField(source="figure.definition", read_only=True)

    class Meta:
        model = Membership
        fields = ["figure", "definition", "status", "score", "reasons", "is_component"]


class ClaimDetailSerializer(ClaimSerializer):
    """With why each field is what it is, and the figures it answers."""

    figures = ClaimFigureSerializer(source="memberships", many=True, read_only=True)

    class Meta(ClaimSerializer.Meta):
        fields = [*ClaimSerializer.Meta.fields, "reasons", "figures"]


class FigureSerializer(serializers.ModelSerializer[Figure]):
    span = IntervalField(read_only=True, allow_null=True)

    class Meta:
        model = Figure
        fields = [
            "id", "definition", "series", "measure", "unit", "unit_code", "currency", "place", "period", "agreement", "claim_count",
            "article_count", "outlet_count", "origin_count", "speaker_count", "span", "first_reported_at", "last_reported_at",
            "merged_into",
        ]  # fmt: skip


class MemberSerializer(serializers.ModelSerializer[Membership]):
    claim = ClaimSerializer(read_only=True)

    class Meta:
        model = Membership
        fields = ["claim", "status", "score", "reasons", "is_component", "decided_at"]


class DisputeSerializer(serializers.ModelSerializer[Dispute]):
    opened_by = serializers.SlugRelatedField[Any](read_only=True, slug_field="username")
    closed_by = serializers.SlugRelatedField[Any](read_only=True, slug_field="username")

    class Meta:
        model = Dispute
        fields = [
            "id", "figure", "claim", "kind", "state", "reason", "claim_a", "claim_b", "opened_at", "opened_by", "closed_at", "closed_by",
            "closing_reason", "version",
        ]  # fmt: skip


class VerdictSerializer(serializers.ModelSerializer[Verdict]):
    created_by = serializers.SlugRelatedField[Any](read_only=True, slug_field="username")
    preferred_span = IntervalField(read_only=True, allow_null=True)

    class Meta:
        model = Verdict
        fields = [
            "id", "dispute", "rule", "text", "evidence_url", "preferred_claim", "preferred_span", "supersedes", "created_at", "created_by",
        ]  # fmt: skip


class AnnotationSerializer(serializers.ModelSerializer[Annotation]):
    created_by = serializers.SlugRelatedField[Any](read_only=True, slug_field="username")

    class Meta:
        model = Annotation
        fields = [
            "id", "kind", "claim", "figure", "dispute", "parent", "body", "evidence_url", "revision", "start", "end", "exact", "prefix",
            "suffix", "is_orphaned", "field", "machine_value", "corrected_value", "created_at", "created_by", "version",
        ]  # fmt: skip


class FigureDetailSerializer(FigureSerializer):
    """With every claim that answers it and why, its disputes and their verdicts."""

    members = MemberSerializer(source="counted", many=True, read_only=True)
    disputes = DisputeSerializer(many=True, read_only=True)

    class Meta(FigureSerializer.Meta):
        fields = [*FigureSerializer.Meta.fields, "members", "disputes"]
