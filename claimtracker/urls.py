"""Where the surfaces are mounted."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

from claimtracker.health import healthz

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    # one door for everybody: the staff screens' own would not ask for the second factor
    path("admin/login/", RedirectView.as_view(pattern_name="login", query_string=True)),
    path("admin/", admin.site.urls),
    path("accounts/", include("articles.web.account_urls")),
    path("api/v1/", include("articles.api.urls")),
    path("", include("articles.web.urls")),
]

handler400 = "claimtracker.uploads.refused"
