"""Give a person a key for the API."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError

from articles.actions.access import issue_token
from articles.models import Token


class Command(BaseCommand):
    """``manage.py token USER NAME --scope annotate``: prints the key, once."""

    help = "Give a person a key for the API; it is shown once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")
        parser.add_argument("name", help="what the key is for")
        parser.add_argument(
            "--scope", action="append", choices=Token.Scope.values, default=[], help="may be given again"
        )
        parser.add_argument("--days", type=int, default=365, help="until it expires")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(username=options["username"], is_active=True).first()
        if user is None:
            raise CommandError(f"there is no active person called {options['username']!r}")
        if not options["scope"]:
            raise CommandError("name at least one --scope: " + ", ".join(Token.Scope.values))
        _, secret = issue_token(
            user=user, name=options["name"], scopes=options["scope"], lifetime=timedelta(days=options["days"])
        )
        self.stdout.write(secret)
