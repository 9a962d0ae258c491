"""The addresses under /api/v1/."""

from csp.decorators import csp_update
from django.urls import path
from drf_spectacular.views import SpectacularJSONAPIView, SpectacularSwaggerSplitView
from rest_framework.routers import DefaultRouter

from articles.api import changing, reviewing, schema, submitting, views

__all__ = ["router", "schema", "urlpatterns"]

router = DefaultRouter()
router.include_format_suffixes = False
router.register("articles", submitting.Articles)
router.register("revisions", views.Revisions)
router.register("claims", reviewing.Claims)
router.register("figures", views.Figures)
router.register("speakers", views.Speakers)
router.register("outlets", views.Outlets)
router.register("sources", views.Sources)
router.register("changes", changing.Changes)
router.register("disputes", reviewing.Disputes)
router.register("annotations", reviewing.Annotations)
router.register("verdicts", views.Verdicts)

docs = SpectacularSwaggerSplitView.as_view(url_name="api-schema", template_name="api/docs.html")

urlpatterns = [
    path("schema/", SpectacularJSONAPIView.as_view(), name="api-schema"),
    # the icons of its style sheet are data addresses
    path("docs/", csp_update({"img-src": ["data:"]})(docs), name="api-docs"),
    *router.urls,
]
