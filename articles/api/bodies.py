"""What programs send, member by member. A member that is not named here is refused."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from articles.api.words import WEB_OR_NOTHING, Words, some_words, web_address
from articles.models import Annotation, Claim, Dispute, Follow, Token, Verdict
from articles.models.alert import Trigger
from articles.tasks import Said, Submission

MOST_AT_ONCE = 100
MOST_FILES = 10
NUMBER = r"^-?[0-9]{1,27}(\.[0-9]{1,10})?$"

HTTPS = r"^https://[!-~]+$"


class Body(serializers.Serializer[Any]):
    """An object of which every member has a name here, wherever it stands in another one."""

    def to_internal_value(self, data: Any) -> Any:
        """As every serializer does, but for members that nobody knows."""
        if isinstance(data, Mapping) and (strange := sorted(map(str, data.keys() - self.fields.keys()))):
            raise serializers.ValidationError({name[:60]: ["there is no such member here"] for name in strange})
        return super().to_internal_value(data)


def _row(**more: Any) -> serializers.IntegerField:
    return serializers.IntegerField(min_value=1, max_value=2**62, **more)


class SaidBody(Body):
    """What the sender knows of an article. Empty: not known."""

    outlet = Words(max_length=200, required=False, allow_blank=True)
    title = Words(max_length=2000, required=False, allow_blank=True)
    byline = Words(max_length=500, required=False, allow_blank=True)
    published = Words(max_length=40, required=False, allow_blank=True, help_text="ISO 8601 date or time")
    language = Words(max_length=16, required=False, allow_blank=True)


class SubmissionBody(SaidBody):
    """An article to read: its ``text``, its ``html``, or only its ``url``, and what is known of it."""

    url = web_address(help_text="where it stands; alone, it is fetched")
    text = some_words(5_000_000, required=False, trim_whitespace=False)
    html = some_words(5_000_000, required=False, trim_whitespace=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if "text" in attrs and "html" in attrs:
            raise serializers.ValidationError("give text or html, not both")
        if not attrs.keys() & {"text", "html", "url"}:
            raise serializers.ValidationError("give text, html or url")
        return attrs


def submission_of(given: dict[str, Any]) -> Submission:
    """What the ingestion takes."""
    body, media_type = given.get("text"), "text/plain"
    if "html" in given:
        body, media_type = given["html"], "text/html"
    raw = body.encode("utf-8", "replace") if body is not None else None
    return Submission(raw, media_type, "", given.get("url", ""), Said.from_json(given))


class SubmissionsBody(Body):
    """Up to a hundred articles; each is kept or refused by itself."""

    articles = serializers.ListField(child=SubmissionBody(), min_length=1, max_length=MOST_AT_ONCE)


@extend_schema_field(OpenApiTypes.BINARY)
class PartField(serializers.FileField):
    """One file of a form."""


class FilesBody(SaidBody):
    """Up to ten files of at most 5 MB, and what is known of them; what each is goes by its content."""

    file = serializers.ListField(
        child=PartField(allow_empty_file=True), min_length=1, max_length=MOST_FILES, help_text="one part a file"
    )
    url = web_address(WEB_OR_NOTHING, allow_blank=True, help_text="where the article stands that the file holds")


class CorrectionBody(Body):
    """``value`` as text: "40500", "20 to 25", a name, a date; empty says that there is none."""

    field = serializers.ChoiceField(choices=Claim.Correctable.choices)
    value = Words(max_length=1000, allow_blank=True)
    reason = some_words()


class DisputeBody(Body):
    """One figure or one claim, what kind of disagreement, and why."""

    figure = _row(required=False)
    claim = _row(required=False)
    kind = serializers.ChoiceField(choices=Dispute.Kind.choices)
    reason = some_words()

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        return _exactly_one(attrs, "figure", "claim")


class ClosingBody(Body):
    """How a dispute ends."""

    state = serializers.ChoiceField(choices=[Dispute.State.RESOLVED.value, Dispute.State.DISMISSED.value])
    reason = some_words()


class VerdictBody(Body):
    """A ruling; ``prioritise`` needs a claim, ``range`` its ends (without a rule's own members it is a 422)."""

    rule = serializers.ChoiceField(choices=Verdict.Rule.choices)
    text = some_words()
    evidence_url = web_address()
    preferred_claim = _row(required=False)
    low = Words(NUMBER, required=False)
    high = Words(NUMBER, required=False)


class AnnotationBody(Body):
    """A note, question or evidence on one claim, figure, dispute or stretch of a text, or an answer to an annotation."""

    kind = serializers.ChoiceField(
        choices=[kind for kind in Annotation.Kind.choices if kind[0] != Annotation.Kind.CORRECTION],
        required=False,
    )
    claim = _row(required=False)
    figure = _row(required=False)
    dispute = _row(required=False)
    parent = _row(required=False)  # type: ignore[assignment]  # the body's own member
    revision = _row(required=False)
    start = serializers.IntegerField(min_value=0, max_value=10_000_000, required=False)
    end = serializers.IntegerField(min_value=1, max_value=10_000_000, required=False)
    body = some_words()
    evidence_url = web_address()

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        return _exactly_one(attrs, "claim", "figure", "dispute", "parent", "revision")


class TokenBody(Body):
    """A new key: what it is for, what it may do, and for how many days."""

    name = some_words(100)
    scopes = serializers.ListField(
        child=serializers.ChoiceField(choices=Token.Scope.choices), max_length=len(Token.Scope.values)
    )
    days = serializers.IntegerField(min_value=1, max_value=366, required=False)


class HowBody(Body):
    """What to be told of, and by which e-mail; what is left out stays as it is."""

    triggers = serializers.ListField(
        child=serializers.ChoiceField(choices=Trigger.choices), min_length=1, max_length=len(Trigger.values), required=False,
        help_text="left out: of a figure all but `claim`, of others `claim` and `edit`",
    )  # fmt: skip
    mail = serializers.ChoiceField(choices=Follow.Mail.choices, required=False, help_text="left out: daily")


class FollowBody(HowBody):
    """One figure, speaker or outlet, or the filters of a list of claims, and how to be told."""

    figure = _row(required=False)
    speaker = _row(required=False)
    outlet = _row(required=False)
    query = some_words(1000, required=False, help_text="as the address of the list has it: `hedge=about&speaker=3`")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        return _exactly_one(attrs, "figure", "speaker", "outlet", "query")


class WebhookBody(Body):
    """The https address that all alerts go to."""

    url = Words(HTTPS, max_length=2000, error_messages={"invalid": "an https:// address is needed"})


class Flag(serializers.BooleanField):
    """`true` or `false`, and no word or number that may stand for one."""

    def to_internal_value(self, data: Any) -> bool:
        if not isinstance(data, bool):
            self.fail("invalid", input=data)
        return data


class SwitchBody(Body):
    """Whether the address is sent anything; switching it on forgets its failures."""

    is_active = Flag()


def _exactly_one(attrs: dict[str, Any], *names: str) -> dict[str, Any]:
    if len([name for name in names if name in attrs]) != 1:
        raise serializers.ValidationError(f"name exactly one of {', '.join(names)}")
    return attrs
