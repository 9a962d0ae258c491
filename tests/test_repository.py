"""What must be true of the repository itself."""

import re
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).resolve().parent.parent
PYTHON = [path for folder in ("articles", "claimtracker", "tests") for path in (ROOT / folder).rglob("*.py")]
LINES = 250


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, stdout=StringIO())
