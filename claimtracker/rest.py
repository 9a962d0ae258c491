"""How the REST framework and its schema are set; what the environment may change stands in the settings."""

from typing import Any

GUIDE = """
Numeric claims of articles: who said which number, with what words, and what other outlets say.

**Reading.** Lists come in pages; `next` and the `Link` header lead on, and a cursor is good for its own list and order only. Sets are
written with commas. `fields` cuts a row to some members, `expand` shows a neighbour whole. Totals are only counted when `count` asks,
exactly or as the planner's estimate.

**Keeping a copy.** `modified_since=T` gives rows made or changed since T, oldest change first; those deleted, merged or no longer
listed stand in `gone`. The last page names `synced_to`: begin there next time. Changes of transactions that are still being written are
held back, so nothing is passed over. With other filters, a row that stops matching them is not told as gone.

**Reading the past.** `as_of=T` gives the rows that had been made by T and had not been superseded, merged or deleted by then. Columns that
the audit trail keeps are shown as they stood at T; of figures the counts, `span`, `agreement` and the dates of reports are of the claims
known then, compared as those of today are; a figure without a claim then has no agreement. Filters and order look at today's values. What no event keeps (the
state of an article, the version of a claim) is today's; rows that were deleted since are not brought back.

**Alerts.** `follows` are the figures, speakers, outlets and lists of claims that one follows, `alerts` what one was told of them (follow
them by `modified_since`), `webhooks` where alerts are sent as signed JSON, each with its log of `deliveries`. All are one's own, and reading
them takes a key with the scope follow, too. The secret of a webhook stands in the answers that make one, and nowhere else.

**Writing.** Keys have scopes: submit, follow, annotate, correct, dispute, decide; the last four need a reviewer behind the key. `If-Match` takes the ETag
of the row as read, its version before the dot: correcting, closing and deleting need it, a ruling checks it when it is sent. `Idempotency-Key` makes a write safe to repeat for a day. Statuses: 400 is a request that the
schema forbids, 409 parameters or writes that clash, 412 a row that has changed, 422 what the rules of the house refuse, or what would be too costly.

**Stability.** Ids stay: a merged row answers 301 and names `merged_into`. Within `/api/v1/` members, parameters and values of enumerations
may be added; none is removed, renamed or given another meaning, and totals stay opt-in. Whatever is to go is first announced by a `Deprecation`
header with its date and a `Sunset` header at least 180 days later, and goes only with a new version, beside which the old one is kept for a year.
"""

FRAMEWORK: dict[str, Any] = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "articles.api.authentication.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["articles.api.permissions.Closed"],
    "DEFAULT_THROTTLE_CLASSES": ["articles.api.throttles.ByScope"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["articles.api.parsers.BoundedJson"],
    "DEFAULT_FILTER_BACKENDS": [],
    "DEFAULT_METADATA_CLASS": None,
    "DEFAULT_SCHEMA_CLASS": "articles.api.schema.Schema",
    "EXCEPTION_HANDLER": "articles.api.problems.answer",
    # `format=csv` is a parameter of our lists, not a renderer of the framework
    "URL_FORMAT_OVERRIDE": None,
    "COERCE_DECIMAL_TO_STRING": True,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SCHEMA: dict[str, Any] = {
    "OAS_VERSION": "3.1.0",
    "POSTPROCESSING_HOOKS": ["drf_spectacular.hooks.postprocess_schema_enums", "articles.api.schema.exact"],
    "TITLE": "Claim Tracker",
    "DESCRIPTION": GUIDE,
    "VERSION": "1",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SERVE_INCLUDE_SCHEMA": False,
    "ENUM_NAME_OVERRIDES": {
        "AlertTrigger": "articles.models.alert.Trigger",
        "AnnotationKind": "articles.models.annotation.Annotation.Kind",
        "ArticleState": "articles.models.article.Article.State",
        "CorrectableField": "articles.models.claim.Claim.Correctable",
        "DisputeKind": "articles.models.review.Dispute.Kind",
        "DisputeState": "articles.models.review.Dispute.State",
        "SourceKind": "articles.models.speaker.Source.Kind",
        "SpeakerKind": "articles.models.speaker.Speaker.Kind",
    },
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}
