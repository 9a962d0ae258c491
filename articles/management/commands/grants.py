"""`manage.py grants ROLE`: the rights of a database role that serves the site and cannot touch the audit."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.db.models import Model
from pghistory.models import Context

from articles.models.audit import Seal, SealShape, event_models


class Command(BaseCommand):
    help = (
        "Prints SQL that lets a role run web and worker, but only add to the audit. The migrations keep their own role."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("role", help="a role that exists: CREATE ROLE claims_app LOGIN PASSWORD '…'")

    def handle(self, *, role: str, **options: Any) -> None:
        if '"' in role or "\0" in role:
            raise CommandError("a role's name has no quotation marks")
        self.stdout.write("\n".join(statements(role)))


def statements(role: str) -> list[str]:
    """One GRANT or REVOKE each, for the tables that there are now: run them again after each migration."""
    to = connection.ops.quote_name(role)
    models: list[type[Model]] = [*event_models(), Seal, SealShape]
    kept = [model._meta.db_table for model in models]
    return [
        f"GRANT USAGE ON SCHEMA public TO {to};",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {to};",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {to};",
        *(f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {to};" for table in sorted(kept)),
        # who did it and from where is written with the first event of a request, and completed with the next
        f"REVOKE DELETE, TRUNCATE ON {Context._meta.db_table} FROM {to};",
        f"REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {to};",
    ]
