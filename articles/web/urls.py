"""Addresses of the pages."""

from __future__ import annotations

from django.urls import path

from articles.web import (
    articles,
    claims,
    compare,
    curation,
    disputes,
    exports,
    figures,
    home,
    notes,
    outlets,
    search,
    series,
    speakers,
    uploads,
)

urlpatterns = [
    path("", home.home, name="home"),
    path("search/", search.search, name="search"),
    path("figures/", figures.figure_list, name="figures"),
    path("figures/<int:pk>/", figures.figure_detail, name="figure"),
    path("figures/<int:pk>/dispute/", disputes.dispute_figure, name="figure-dispute"),
    path("figures/<int:pk>/annotate/", notes.annotate_figure, name="figure-annotate"),
    path("figures/<int:pk>/curate/", curation.curate, name="figure-curate"),
    path("memberships/<int:pk>/decide/", curation.decide, name="membership-decide"),
    path("series/<int:pk>/", series.series_detail, name="series"),
    path("claims/", claims.claim_list, name="claims"),
    path("claims/<int:pk>/", claims.claim_detail, name="claim"),
    path("claims/<int:pk>/dispute/", disputes.dispute_claim, name="claim-dispute"),
    path("claims/<int:pk>/annotate/", notes.annotate_claim, name="claim-annotate"),
    path("claims/<int:pk>/correct/", curation.correct, name="claim-correct"),
    path("articles/", articles.article_list, name="articles"),
    path("articles/<int:pk>/", articles.article_detail, name="article"),
    path("articles/<int:pk>/changes/", articles.article_changes, name="article-changes"),
    path("outlets/", outlets.outlet_list, name="outlets"),
    path("outlets/<int:pk>/", outlets.outlet_detail, name="outlet"),
    path("speakers/", speakers.speaker_list, name="speakers"),
    path("speakers/<int:pk>/", speakers.speaker_detail, name="speaker"),
    path("speakers/<int:pk>/merge/", curation.merge_speaker, name="speaker-merge"),
    path("codebook/<slug:kind>/", exports.codebook, name="codebook"),
    path("compare/", compare.compare, name="compare"),
    path("upload/", uploads.upload, name="upload"),
    path("review/", disputes.queue, name="review"),
    path("disputes/<int:pk>/", disputes.dispute_detail, name="dispute"),
    path("disputes/<int:pk>/take/", disputes.take, name="dispute-take"),
    path("disputes/<int:pk>/close/", disputes.close, name="dispute-close"),
    path("disputes/<int:pk>/reopen/", disputes.reopen, name="dispute-reopen"),
    path("disputes/<int:pk>/verdict/", disputes.rule, name="dispute-verdict"),
    path("disputes/<int:pk>/annotate/", notes.annotate_dispute, name="dispute-annotate"),
    path("notes/<int:pk>/delete/", notes.delete_note, name="note-delete"),
    path("people/<str:name>/", disputes.person, name="person"),
]
