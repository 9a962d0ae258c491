"""What each operation says of itself in the OpenAPI document: summary, bodies, statuses."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema

from articles.api import bodies, serializers, told
from articles.api.writing import KEY, KEY_PATTERN

IF_MATCH_PATTERN = r'^(\*|(W/)?"[0-9]{1,9}(\.[0-9a-f]+)?")$'
ONCE = OpenApiParameter(
    KEY,
    {"type": "string", "pattern": KEY_PATTERN},
    OpenApiParameter.HEADER,
    description="the same key with the same request within a day is done once and answered alike",
)
MATCH = OpenApiParameter(
    "If-Match",
    {"type": "string", "pattern": IF_MATCH_PATTERN},
    OpenApiParameter.HEADER,
    required=True,
    description='the ETag of the row as you read it, or `"3"` for its version 3, or `*` for whatever stands',
)
MATCH_IF_SENT = OpenApiParameter(
    MATCH.name,
    MATCH.type,
    MATCH.location,
    description=f"{MATCH.description}; checked when it is sent",
)


def _operation(
    summary: str, body: Any, responses: dict[int, Any], *, match: OpenApiParameter | None = None, **more: Any
) -> Any:
    parameters = [ONCE, match] if match else [ONCE]
    return extend_schema(summary=summary, request=body, responses=responses, parameters=parameters, **more)


submits = _operation(
    "Hand in an article",
    bodies.SubmissionBody,
    {
        202: OpenApiResponse(serializers.ArticleSerializer, description="kept; it is read next"),
        200: OpenApiResponse(serializers.ArticleSerializer, description="known already; nothing changed"),
    },
)
submits_many = _operation(
    "Hand in up to a hundred articles",
    bodies.SubmissionsBody,
    {207: OpenApiResponse(serializers.ReceiptsSerializer, description="one answer an article, in their order")},
    operation_id="articles_batch",
)
submits_files = _operation(
    "Hand in files",
    {"multipart/form-data": bodies.FilesBody},
    {
        207: OpenApiResponse(
            serializers.FileReceiptsSerializer, description="one answer a file, or a part of an archive or table"
        )
    },
    operation_id="articles_files",
)
corrects = _operation(
    "Correct a field of a claim", bodies.CorrectionBody, {201: serializers.AnnotationSerializer}, match=MATCH,
    operation_id="claims_correct",
)  # fmt: skip
disputes = _operation("Open a dispute", bodies.DisputeBody, {201: serializers.DisputeSerializer})
closes = _operation(
    "Close a dispute", bodies.ClosingBody, {200: serializers.DisputeSerializer}, match=MATCH,
    operation_id="disputes_close",
)  # fmt: skip
rules = _operation(
    "Rule on a dispute", bodies.VerdictBody, {201: serializers.VerdictSerializer}, match=MATCH_IF_SENT,
    operation_id="disputes_rule",
)  # fmt: skip
annotates = _operation("Annotate", bodies.AnnotationBody, {201: serializers.AnnotationSerializer})
deletes = _operation("Take one's own note back", None, {204: OpenApiResponse(description="it is gone")}, match=MATCH)
issues_key = extend_schema(
    summary="Make a key of one's own", request=bodies.TokenBody, responses={201: serializers.NewTokenSerializer}
)
revokes_key = extend_schema(
    summary="Revoke a key of one's own", request=None, responses={204: OpenApiResponse(description="it is revoked")}
)
follows = _operation(
    "Follow something",
    bodies.FollowBody,
    {
        201: OpenApiResponse(told.FollowSerializer, description="followed from now on"),
        200: OpenApiResponse(told.FollowSerializer, description="followed already; how it is told was changed"),
    },
)
changes_follow = _operation(
    "Change how one is told", bodies.HowBody, {200: told.FollowSerializer}, operation_id="follows_change"
)
unfollows = _operation("Unfollow, and forget what was told", None, {204: OpenApiResponse(description="it is gone")})
adds_webhook = _operation("Add a webhook", bodies.WebhookBody, {201: told.SecretWebhookSerializer})
switches_webhook = _operation(
    "Stop a webhook, or switch it on again", bodies.SwitchBody, {200: told.WebhookSerializer},
    operation_id="webhooks_switch",
)  # fmt: skip
removes_webhook = _operation("Delete a webhook and its log", None, {204: OpenApiResponse(description="it is gone")})
pings = _operation(
    "Send a ping", None, {202: OpenApiResponse(told.DeliverySerializer, description="on its way")},
    operation_id="webhooks_ping",
)  # fmt: skip
rolls_secret = _operation(
    "Give a webhook a new secret", None, {200: told.SecretWebhookSerializer}, operation_id="webhooks_roll_secret"
)
replays = _operation(
    "Send a delivery again", None, {202: OpenApiResponse(told.DeliverySerializer, description="on its way again")},
    operation_id="deliveries_replay",
)  # fmt: skip
