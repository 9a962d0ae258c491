"""How the REST framework and its schema are set; what the environment may change stands in the settings."""

from typing import Any

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
    "DESCRIPTION": "Numeric claims of articles: who said which number, with what words, and what other outlets say.",
    "VERSION": "1",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SERVE_INCLUDE_SCHEMA": False,
    "ENUM_NAME_OVERRIDES": {
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
