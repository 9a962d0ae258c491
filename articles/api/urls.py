"""The addresses under /api/v1/."""

from csp.decorators import csp_update
from django.urls import path, re_path
from drf_spectacular.views import SpectacularJSONAPIView, SpectacularSwaggerSplitView
from rest_framework.permissions import AllowAny
from rest_framework.routers import DefaultRouter

from articles.api import (
    audit,
    authentication,
    changing,
    figures,
    following,
    problems,
    reviewing,
    root,
    schema,
    submitting,
    tokens,
    views,
    webhooks,
)

__all__ = ["authentication", "router", "schema", "urlpatterns"]

router = DefaultRouter()
router.include_format_suffixes = False
router.include_root_view = False
for name, view in {
    "articles": submitting.Articles,
    "revisions": views.Revisions,
    "claims": reviewing.Claims,
    "figures": figures.Figures,
    "series": views.SeriesRows,
    "speakers": views.Speakers,
    "aliases": views.Aliases,
    "outlets": views.Outlets,
    "sources": views.Sources,
    "changes": changing.Changes,
    "disputes": reviewing.Disputes,
    "annotations": reviewing.Annotations,
    "verdicts": views.Verdicts,
    "events": audit.Events,
    "follows": following.Follows,
    "alerts": following.Alerts,
    "webhooks": webhooks.Webhooks,
    webhooks.LOG: webhooks.Deliveries,
    "tokens": tokens.Tokens,
}.items():
    router.register(name, view, basename=f"api-{name.rpartition('/')[2]}")

document = SpectacularJSONAPIView.as_view(permission_classes=[AllowAny])
docs = SpectacularSwaggerSplitView.as_view(
    url_name="api-schema", template_name="api/docs.html", permission_classes=[AllowAny]
)

urlpatterns = [
    path("", root.Root.as_view(), name="api-root"),
    path("schema/", document, name="api-schema"),
    # the icons of its style sheet are data addresses
    path("docs/", csp_update({"img-src": ["data:"]})(docs), name="api-docs"),
    *router.urls,
    re_path(r"^(?P<rest>(?s:.*))$", problems.nothing_here),
]
