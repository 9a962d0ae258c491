"""The types of a figure's whole answer, for the OpenAPI document."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from articles.api.fields import ExactField, NamedSerializer, WordsField
from articles.api.serializers import ClaimSerializer, DisputeDetailSerializer, FigureSerializer, VerdictSerializer
from articles.models import Dispute, Membership


class MemberSerializer(serializers.Serializer[Any]):
    claim = ClaimSerializer()
    status = serializers.ChoiceField(choices=Membership.Status.choices)
    score = ExactField()
    reasons = WordsField()
    is_component = serializers.BooleanField(help_text="a part of the figure's total, not an answer to it")
    decided_at = serializers.DateTimeField(allow_null=True)


class OutletToldSerializer(serializers.Serializer[Any]):
    """What one outlet says: lowest and highest value, in whose words, with what hedges."""

    outlet = NamedSerializer(allow_null=True)
    low = ExactField(allow_null=True)
    high = ExactField(allow_null=True)
    latest = serializers.IntegerField(help_text="the claim reported last")
    speakers = WordsField()
    hedges = WordsField()
    claims = serializers.ListField(child=serializers.IntegerField())


class OriginSerializer(serializers.Serializer[Any]):
    """One independent report: its article, the claim that stands for it, and the claims of its copies."""

    article = serializers.IntegerField()
    first = serializers.IntegerField()
    copies = serializers.ListField(child=serializers.IntegerField())


class ConflictSerializer(serializers.Serializer[Any]):
    """Two claims that cannot both be right, and what kind of disagreement it is."""

    dispute = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=Dispute.Kind.choices)
    reason = serializers.CharField()
    claim_a = serializers.IntegerField()
    claim_b = serializers.IntegerField(allow_null=True)


class FindingSerializer(serializers.Serializer[Any]):
    """How the number travelled: a hedge that hardened, a voice that vanished, an old number told again."""

    kind = serializers.CharField()
    why = serializers.CharField()
    first = serializers.IntegerField()
    second = serializers.IntegerField()


class WhySerializer(serializers.Serializer[Any]):
    reason = serializers.CharField()
    claims = serializers.IntegerField()


class FigureDetailSerializer(FigureSerializer):
    """A figure as a whole answer."""

    members = MemberSerializer(many=True)
    is_cut = serializers.BooleanField(help_text="there are more than 400 reports; these are the oldest")
    by_outlet = OutletToldSerializer(many=True)
    origins = OriginSerializer(many=True)
    conflicts = ConflictSerializer(many=True)
    findings = FindingSerializer(many=True)
    disputes = DisputeDetailSerializer(many=True)
    verdict = VerdictSerializer(allow_null=True, help_text="the latest ruling that was not superseded")
    why_together = WhySerializer(many=True)
    not_counted = serializers.ListField(child=serializers.IntegerField(), help_text="claims that a person took out")

    class Meta(FigureSerializer.Meta):
        fields = [
            *FigureSerializer.Meta.fields, "members", "is_cut", "by_outlet", "origins", "conflicts", "findings", "disputes", "verdict",
            "why_together", "not_counted",
        ]  # fmt: skip
