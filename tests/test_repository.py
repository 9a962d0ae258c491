"""What must be true of the repository itself."""

import re
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models

ROOT = Path(__file__).resolve().parent.parent
WRITTEN = [
    path
    for folder in ("articles", "claimtracker", "tests")
    for path in (ROOT / folder).rglob("*.py")
    if "migrations" not in path.parts
]
LINES = 250
# tables of cases
LINES_OF_TESTS = 300
# the audit rows mirror what these refuse
MODELS = [model for model in apps.get_app_config("articles").get_models() if not model.__name__.endswith("Event")]
# when a machine or a person did it: machines need no name
BY_MACHINES = {
    "created_at", "captured_at", "fetched_at", "received_at", "read_at", "published_at", "modified_at", "updated_at",
    "ended_at", "polled_at", "next_poll_at", "next_attempt_at", "next_allowed_at", "send_at", "seen_at", "used_at",
    "expires_at", "succeeded_at", "next_visit_at", "reported_at", "first_reported_at", "last_reported_at",
    "mailed_at",
    # what a person does to a row of their own: a key, words they wrote, a claim they coded, a project they opened
    "revoked_at", "Annotation.edited_at", "Coding.coded_at", "CodingProject.closed_at",
    # when a trigger found that something had moved under an approval
    "Review.changed_at",
}  # fmt: skip


def test_no_migration_is_missing(db):
    call_command("makemigrations", check=True, dry_run=True, stdout=StringIO())


@pytest.mark.skipif(not (ROOT / "README.md").exists(), reason="there is no README to read")
def test_readme_names_every_make_target():
    targets = re.findall(r"^(\w+):.*## ", (ROOT / "Makefile").read_text(), re.MULTILINE)
    readme = (ROOT / "README.md").read_text()
    assert [target for target in targets if f"make {target}" not in readme] == []


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: str(path.relative_to(ROOT)))
def test_file_is_short_enough_to_read(path):
    limit = LINES_OF_TESTS if path.is_relative_to(ROOT / "tests") else LINES
    assert len(path.read_text().splitlines()) <= limit


def test_every_decision_says_who():
    decided = [
        f"{model.__name__}.{field.name}"
        for model in MODELS
        for field in model._meta.get_fields()
        if isinstance(field, models.DateTimeField)
        and field.name.endswith("_at")
        and not {field.name, f"{model.__name__}.{field.name}"} & BY_MACHINES
        and not _has(model, f"{field.name.removesuffix('_at')}_by")
    ]
    assert decided == []


def test_every_decision_has_a_constraint():
    """A time without its person, or a person without the time, is refused by the database."""
    for model in MODELS:
        for field in model._meta.get_fields():
            verb = field.name.removesuffix("_by")
            if field.name.endswith("_by") and _has(model, f"{verb}_at") and field.null:
                rules = " ".join(str(rule.condition) for rule in model._meta.constraints if hasattr(rule, "condition"))
                assert field.name in rules, f"{model.__name__} may have {field.name} without {verb}_at"


def test_no_registry_or_machine_is_named():
    pattern = re.compile(r"/work/|index-url|/opt/pypi")
    texts = [*WRITTEN, *ROOT.glob("*.*"), ROOT / "Makefile", ROOT / ".ci" / "run"]
    named = [path.name for path in texts if path != Path(__file__) and path.is_file() and _matches(pattern, path)]
    assert named == []


def _matches(pattern: re.Pattern[str], path: Path) -> bool:
    return pattern.search(path.read_text(errors="replace")) is not None


def _has(model: type[models.Model], name: str) -> bool:
    return any(field.name == name for field in model._meta.get_fields())
