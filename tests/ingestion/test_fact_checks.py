"""Fact checks of other sites: read as they stand, matched by number and subject, noted as evidence."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import Client

from articles.models import Annotation, Figure
from articles.selectors.documents.fact_checks import read_fact_checks
from tests.factories import make_claim, make_dispute, make_figure, make_verdict

pytestmark = pytest.mark.django_db


def review(**more: Any) -> dict[str, Any]:
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": "https://checks.example/barges",
        "datePublished": "2026-03-04",
        "author": {"@type": "Organization", "name": "Harbour Checks"},
        "claimReviewed": "The ministry said 35 barges were lost in the storm.",
        "reviewRating": {"@type": "Rating", "alternateName": "Unproven"},
        "itemReviewed": {"@type": "Claim", "author": {"@type": "Person", "name": "Ana Veld"}},
        **more,
    }


@pytest.fixture
def figure(db: None) -> Figure:
    claims = [
        make_claim(value, subject="barges lost in the storm", unit="barges", measure="count") for value in ("35", "41")
    ]
    make_figure(make_claim("35", subject="people hurt in a fire"), definition="people hurt in a fire")
    return make_figure(*claims, definition="barges lost in the storm")


def brought(tmp_path: Path, document: Any, *options: str) -> str:
    path, out = tmp_path / "checks.json", io.StringIO()
    path.write_text(document if isinstance(document, str) else json.dumps(document))
    call_command("import_claimreview", path, "--by", "reviewer", *options, stdout=out)
    return out.getvalue()


@pytest.mark.parametrize(
    "document",
    [
        review(),
        [review()],
        {"@context": "https://schema.org", "@graph": [{"@type": "WebPage"}, review()]},
        {"@type": "DataFeed", "dataFeedElement": [{"@type": "DataFeedItem", "item": [review()]}]},
        review(**{"@type": ["Review", "ClaimReview"]}),
    ],
)
def test_review_is_found_wherever_it_stands(document: Any) -> None:
    (check,) = read_fact_checks(json.dumps(document).encode())
    assert (check.reviewer, check.rating, check.claimant, check.published) == (
        *("Harbour Checks", "Unproven", "Ana Veld"),
        date(2026, 3, 4),
    )


def test_json_lines_are_read_too() -> None:
    lines = "\n".join(json.dumps(review(url=f"https://checks.example/{n}")) for n in range(3))
    assert len(read_fact_checks(lines.encode())) == 3


@pytest.mark.parametrize(
    "harm",
    [
        {"url": "javascript:alert(1)"},
        {"url": "http://["},
        {"claimReviewed": ""},
        {"reviewRating": 3},
        {"@type": "Review"},
    ],
)
def test_what_is_no_review_is_left_out(harm: dict[str, Any]) -> None:
    assert read_fact_checks(json.dumps(review(**harm)).encode()) == []


@pytest.mark.parametrize("raw", [b"<html>", b"\xff\xfe{", b"", b"[" * 100_000])
def test_what_is_no_json_is_told(raw: bytes) -> None:
    if raw:
        with pytest.raises(ValueError, match="neither JSON"):
            read_fact_checks(raw)
    else:
        assert read_fact_checks(raw) == []


def test_fact_check_becomes_evidence_on_its_figure(figure: Figure, reviewer: User, tmp_path: Path) -> None:
    assert "1 fact checks, 1 with a figure, 1 notes written" in brought(tmp_path, review())
    note = Annotation.objects.get()
    assert (note.figure, note.kind, note.created_by) == (figure, "evidence", reviewer)
    assert (note.evidence_url, note.evidence_date) == ("https://checks.example/barges", date(2026, 3, 4))
    assert "Unproven" in note.body
    assert not figure.disputes.exists(), "another site's rating decides nothing here"
    assert "0 notes written" in brought(tmp_path, review()), "the same again changes nothing"


def test_other_numbers_and_subjects_do_not_match(figure: Figure, reviewer: User, tmp_path: Path) -> None:
    for claim in ("36 barges were lost in the storm.", "35 tractors were sold at the fair.", "Nothing was lost."):
        assert "0 with a figure" in brought(tmp_path, review(claimReviewed=claim))


def test_dry_run_writes_nothing(figure: Figure, reviewer: User, tmp_path: Path) -> None:
    assert f"figure {figure.pk}" in brought(tmp_path, review(), "--dry-run")
    assert not Annotation.objects.exists()


def test_names_in_foreign_words_call_nobody(figure: Figure, reviewer: User, tmp_path: Path) -> None:
    brought(tmp_path, review(author={"name": "@reviewer"}))
    assert not reviewer.notices.exists()


def test_own_documents_can_be_read_again(client: Client, figure: Figure, reviewer: User) -> None:
    make_verdict(reviewer, make_dispute(figure), rule="prioritise", preferred_claim=figure.claims.earliest("pk"))
    (check,) = read_fact_checks(client.get(f"/figures/{figure.pk}/", headers={"accept": "application/ld+json"}).content)
    assert (check.reviewer, check.rating) == ("Claim Tracker", "Prioritise a source")


def test_stranger_and_missing_file_are_told(reviewer: User, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="nobody called"):
        call_command("import_claimreview", tmp_path / "x.json", "--by", "nobody")
    with pytest.raises(CommandError, match=r"x\.json"):
        call_command("import_claimreview", tmp_path / "x.json", "--by", "reviewer")
