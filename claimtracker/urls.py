"""Where the surfaces are mounted."""

from importlib.util import find_spec

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("admin/", admin.site.urls),
    path("accounts/", include("django.contrib.auth.urls")),
]
if find_spec("articles.api.urls"):
    urlpatterns.append(path("api/v1/", include("articles.api.urls")))
if find_spec("articles.web.urls"):
    urlpatterns.append(path("", include("articles.web.urls")))
