"""Fill a database with made-up articles, to see how the program behaves at a size."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone
from tqdm import tqdm

from articles.management.synthetic.load import generate
from articles.models import Article


class Command(BaseCommand):
    """``manage.py generate --claims 1000000``: all or nothing, the same for the same ``--seed``; refuses a database in use."""

    help = "Add made-up articles, claims and figures to an empty database, fast."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--claims", type=int, default=100_000, help="about so many claims; nine of them an article")
        parser.add_argument("--seed", type=int, default=7)
        parser.add_argument("--add", action="store_true", help="also to a database that has articles")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["claims"] < 1:
            raise CommandError("--claims: a number above 0 is needed.")
        if Article.objects.exists() and not options["add"]:
            raise CommandError("This database has articles. Made-up ones beside them only with --add.")
        began = monotonic()
        with tqdm(total=options["claims"], unit="claim", unit_scale=True, file=sys.stderr, disable=None) as bar:
            made = generate(options["claims"], seed=options["seed"], until=timezone.now(), progress=bar.update)
        took = monotonic() - began
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_size_pretty(pg_database_size(current_database()))")
            size = cursor.fetchone()[0]
        self.stdout.write(f"{made:,} claims in {took:,.0f} s, {made / took:,.0f} a second; the database holds {size}")
