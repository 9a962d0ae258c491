"""Write every claim, figure or article to standard output."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from articles.models import Article, Claim, Figure
from articles.selectors.exports import EXPORTS, lines_of


class Command(BaseCommand):
    """``manage.py export claims|figures|articles --format jsonl|csv``: streams all rows."""

    help = "Write every claim, figure or article to standard output."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", choices=list(EXPORTS))
        parser.add_argument("--format", choices=["jsonl", "csv"], default="jsonl")

    def handle(self, *args: Any, **options: Any) -> None:
        rows: dict[str, Any] = {
            "claims": Claim.objects.current().for_list().order_by("pk"),
            "figures": Figure.objects.standing().order_by("pk"),
            "articles": Article.objects.select_related("outlet").order_by("pk"),
        }
        try:
            for line in lines_of(rows[options["kind"]], options["kind"], options["format"]):
                self.stdout.write(line, ending="")
        except BrokenPipeError:
            # the reader (`head`) has what it wanted; nothing may be flushed to it any more
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
