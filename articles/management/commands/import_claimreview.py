"""Bring in other sites' fact checks as evidence beside the figures that they may be about."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError

from articles.ingestion.fact_checks import bring_in, matches_of
from articles.selectors.documents.fact_checks import read_fact_checks


class Command(BaseCommand):
    """``manage.py import_claimreview FILE --by reviewer``: JSON-LD of ClaimReview; ``--dry-run`` shows the matches and writes nothing."""

    help = "Note the ClaimReviews of a JSON-LD file as evidence on the figures with the same number about the same subject."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--by", required=True, help="the username of whoever brings them in")
        parser.add_argument("--dry-run", action="store_true", help="show what would be noted, write nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        by = User.objects.filter(username=options["by"], is_active=True).first()
        if by is None:
            raise CommandError(f"there is nobody called {options['by']}")
        try:
            checks = read_fact_checks(options["file"].read_bytes())
        except (OSError, ValueError) as fault:
            raise CommandError(f"{options['file']}: {fault}") from fault
        noted = matched = 0
        for check in checks:
            matches = matches_of(check)
            matched += bool(matches)
            for match in matches:
                self.stdout.write(
                    f"{check.url}: figure {match.figure.pk}, {match.figure} ({match.shared:.0%} of the subject)"
                )
                noted += not options["dry_run"] and bring_in(check, match, by=by) is not None
        self.stdout.write(f"{len(checks)} fact checks, {matched} with a figure, {noted} notes written")
