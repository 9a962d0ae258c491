"""Where the surfaces are mounted."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from claimtracker.health import healthz

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("admin/", admin.site.urls),
    path("accounts/", include("django.contrib.auth.urls")),
    path("api/v1/", include("articles.api.urls")),
    path("", include("articles.web.urls")),
]
