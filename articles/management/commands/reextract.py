"""Read old articles again with this version of the extractor."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from tqdm import tqdm

from articles.extraction.claims import VERSION
from articles.ingestion.reextract import outdated, reextract


class Command(BaseCommand):
    """``manage.py reextract``: shows progress, may be stopped and started again, never touches what people corrected."""

    help = "Bring the claims of old articles up to this version of the extractor."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--most", type=int, default=None, help="stop after so many texts")

    def handle(self, *args: Any, **options: Any) -> None:
        wanted = list(outdated().values_list("pk", flat=True)[: options["most"]])
        claims = 0
        for revision_id in tqdm(wanted, unit="text", file=sys.stderr, disable=None):
            claims += reextract(revision_id)
        left = outdated().count()
        self.stdout.write(f"{len(wanted)} texts read by version {VERSION}: {claims} claims; {left} texts left")
