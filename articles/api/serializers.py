"""The types of the documents, for the OpenAPI document. The database writes the documents themselves (see nouns.py)."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from articles.api.fields import ExactField, IntervalField, NamedSerializer, Neighbour, WordsField
from articles.models import (
    Alias,
    Annotation,
    Article,
    Claim,
    Dispute,
    Figure,
    Membership,
    Outlet,
    Revision,
    Series,
    Source,
    Speaker,
    Token,
    Verdict,
)


class OutletSerializer(serializers.ModelSerializer[Outlet]):
    class Meta:
        model = Outlet
        fields = ["id", "name", "domain", "country", "is_agency", "merged_into", "created_at"]


class SpeakerSerializer(serializers.ModelSerializer[Speaker]):
    aliases = serializers.SlugRelatedField[Any](many=True, read_only=True, slug_field="name")

    class Meta:
        model = Speaker
        fields = ["id", "name", "kind", "role", "wikidata_id", "aliases", "merged_into", "created_at"]


class AliasSerializer(serializers.ModelSerializer[Alias]):
    speaker = Neighbour(SpeakerSerializer)

    class Meta:
        model = Alias
        fields = ["id", "speaker", "name"]


class SourceSerializer(serializers.ModelSerializer[Source]):
    outlet = Neighbour(OutletSerializer, is_optional=True)

    class Meta:
        model = Source
        fields = ["id", "name", "kind", "outlet", "url", "merged_into", "created_at"]


class ArticleSerializer(serializers.ModelSerializer[Article]):
    outlet = NamedSerializer(read_only=True, allow_null=True)
    copy_overlap = ExactField(read_only=True, allow_null=True)

    class Meta:
        model = Article
        fields = [
            "id", "outlet", "url", "file_name", "title", "byline", "language", "published_at", "is_date_only", "is_truncated", "copy_of",
            "copy_overlap", "state", "reason", "created_at", "ended_at",
        ]  # fmt: skip


class RevisionSerializer(serializers.ModelSerializer[Revision]):
    article = Neighbour(ArticleSerializer)
    notes = WordsField(read_only=True)

    class Meta:
        model = Revision
        fields = [
            "id", "article", "number", "sha256", "title", "text", "notes", "is_latest", "read_at", "extractor",
        ]  # fmt: skip


class ArticleDetailSerializer(ArticleSerializer):
    revisions = RevisionSerializer(many=True, read_only=True)
    text = serializers.CharField(read_only=True, allow_null=True, help_text="the latest")

    class Meta(ArticleSerializer.Meta):
        fields = [*ArticleSerializer.Meta.fields, "revisions", "text"]


class ClaimSerializer(serializers.ModelSerializer[Claim]):
    value = ExactField(read_only=True, allow_null=True)
    interval = IntervalField(read_only=True, allow_null=True)
    article = Neighbour(ArticleSerializer)
    outlet = NamedSerializer(read_only=True, allow_null=True)
    speaker = NamedSerializer(read_only=True, allow_null=True)
    source = NamedSerializer(read_only=True, allow_null=True)  # type: ignore[assignment]  # the row's own field

    class Meta:
        model = Claim
        fields = [
            "id", "article", "revision", "outlet", "reported_at", "start", "end", "surface", "sentence", "sentence_start", "sentence_end",
            "value", "interval", "hedge", "trend", "unit", "unit_code", "currency", "measure", "status", "is_negated", "subject", "place",
            "as_of", "mode", "speaker", "speaker_mention", "source", "source_mention", "corrected_fields", "is_current", "extractor",
            "created_at", "version",
        ]  # fmt: skip


class ReasonSerializer(serializers.Serializer[Any]):
    """Why one field is what it is: the rule, and the words of the text that gave it."""

    field = serializers.CharField()
    rule = serializers.CharField()
    span = serializers.ListField(child=serializers.IntegerField(), allow_null=True)


class ClaimFigureSerializer(serializers.ModelSerializer[Membership]):
    definition = serializers.CharField(source="figure.definition", read_only=True)
    score = ExactField(read_only=True)
    reasons = WordsField(read_only=True)

    class Meta:
        model = Membership
        fields = ["figure", "definition", "status", "score", "reasons", "is_component"]


class ClaimDetailSerializer(ClaimSerializer):
    """With why each field is what it is, and the figures it answers."""

    reasons = ReasonSerializer(many=True, read_only=True)
    figures = ClaimFigureSerializer(source="memberships", many=True, read_only=True)

    class Meta(ClaimSerializer.Meta):
        fields = [*ClaimSerializer.Meta.fields, "reasons", "figures"]


class SeriesSerializer(serializers.ModelSerializer[Series]):
    class Meta:
        model = Series
        fields = ["id", "definition", "created_at"]


class FigureSerializer(serializers.ModelSerializer[Figure]):
    series = Neighbour(SeriesSerializer, is_optional=True)
    span = IntervalField(read_only=True, allow_null=True)
    agreement = serializers.ChoiceField(choices=Figure.Agreement.choices, read_only=True, allow_null=True)

    class Meta:
        model = Figure
        fields = [
            "id", "definition", "series", "measure", "unit", "unit_code", "currency", "place", "period", "agreement", "claim_count",
            "article_count", "outlet_count", "origin_count", "speaker_count", "span", "first_reported_at", "last_reported_at",
            "is_locked", "merged_into", "created_at",
        ]  # fmt: skip


class DisputeSerializer(serializers.ModelSerializer[Dispute]):
    figure = Neighbour(FigureSerializer, is_optional=True)
    claim = Neighbour(ClaimSerializer, is_optional=True)
    claim_a = Neighbour(ClaimSerializer, is_optional=True)
    claim_b = Neighbour(ClaimSerializer, is_optional=True)
    opened_by = serializers.CharField(read_only=True, allow_null=True, help_text="null: the machine")
    assigned_to = serializers.CharField(read_only=True, allow_null=True)
    closed_by = serializers.CharField(read_only=True, allow_null=True)

    class Meta:
        model = Dispute
        fields = [
            "id", "figure", "claim", "kind", "state", "reason", "claim_a", "claim_b", "opened_at", "opened_by", "assigned_to", "closed_at",
            "closed_by", "closing_reason", "version",
        ]  # fmt: skip


class VerdictSerializer(serializers.ModelSerializer[Verdict]):
    dispute = Neighbour(DisputeSerializer)
    preferred_claim = Neighbour(ClaimSerializer, is_optional=True)
    created_by = serializers.CharField(read_only=True)
    preferred_span = IntervalField(read_only=True, allow_null=True)

    class Meta:
        model = Verdict
        fields = [
            "id", "dispute", "rule", "text", "evidence_url", "preferred_claim", "preferred_span", "supersedes", "created_at", "created_by",
        ]  # fmt: skip


class DisputeDetailSerializer(DisputeSerializer):
    """With its verdicts, the latest first."""

    verdicts = VerdictSerializer(many=True, read_only=True)

    class Meta(DisputeSerializer.Meta):
        fields = [*DisputeSerializer.Meta.fields, "verdicts"]


class AnnotationSerializer(serializers.ModelSerializer[Annotation]):
    claim = Neighbour(ClaimSerializer, is_optional=True)
    figure = Neighbour(FigureSerializer, is_optional=True)
    dispute = Neighbour(DisputeSerializer, is_optional=True)
    created_by = serializers.CharField(read_only=True)
    machine_value = serializers.CharField(read_only=True, allow_null=True)
    corrected_value = serializers.CharField(read_only=True, allow_null=True)

    class Meta:
        model = Annotation
        fields = [
            "id", "kind", "claim", "figure", "dispute", "parent", "body", "evidence_url", "revision", "start", "end", "exact", "prefix",
            "suffix", "is_orphaned", "field", "machine_value", "corrected_value", "created_at", "created_by", "version",
        ]  # fmt: skip


class TokenSerializer(serializers.ModelSerializer[Token]):
    class Meta:
        model = Token
        fields = ["id", "name", "prefix", "scopes", "created_at", "expires_at", "revoked_at", "used_at"]


class NewTokenSerializer(TokenSerializer):
    secret = serializers.CharField(read_only=True, help_text="shown now and never again")

    class Meta(TokenSerializer.Meta):
        fields = [*TokenSerializer.Meta.fields, "secret"]


class ReceiptSerializer(serializers.Serializer[Any]):
    """What became of one article of many: 202 kept, 200 known, 422 refused and why."""

    status = serializers.IntegerField()
    outcome = serializers.ChoiceField(choices=["accepted", "known", "rejected"])
    article = serializers.IntegerField(allow_null=True)
    location = serializers.CharField(allow_null=True)
    reason = serializers.CharField(allow_blank=True)


class ReceiptsSerializer(serializers.Serializer[Any]):
    results = ReceiptSerializer(many=True)


class FileReceiptSerializer(ReceiptSerializer):
    """The same of a file, or of a part of an archive or table, by its name."""

    name = serializers.CharField()


class FileReceiptsSerializer(serializers.Serializer[Any]):
    results = FileReceiptSerializer(many=True)
