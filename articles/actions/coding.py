"""Blind coding of claims or figures by several people, and decisions where they differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.db.models.functions import Now

from articles.actions.corrections import read_number
from articles.actions.versions import Overtaken, Refused, locked
from articles.actions.wording import words
from articles.models import Adjudication, Claim, Coding, CodingItem, CodingProject, Figure

FIELDS: Mapping[str, tuple[str, ...]] = {
    "claims": ("value", "hedge", "unit", "subject", "speaker", "source", "date"),
    "figures": ("measure", "unit", "place", "period", "difference"),
}
MOST_ITEMS = 1000
FEWEST_CODERS = 2
LONGEST_ENTRY = 300


@transaction.atomic
def start_project(
    *, name: str, target: str, fields: Sequence[str], coders: Sequence[User], ids: Sequence[int], by: User,
    instructions: str = "",
) -> CodingProject:  # fmt: skip
    """A project over these claims or figures. Raises Refused for fewer than two coders, unknown fields or unknown rows."""
    if target not in FIELDS or not fields or not set(fields) <= set(FIELDS[target]):
        raise Refused(
            f"Choose claims with {', '.join(FIELDS['claims'])}, or figures with {', '.join(FIELDS['figures'])}."
        )
    if len({coder.pk for coder in coders}) < FEWEST_CODERS:
        raise Refused("At least two people code a project.")
    rows = (Claim if target == "claims" else Figure)._default_manager.in_bulk(ids)
    if missing := [pk for pk in ids if pk not in rows]:
        raise Refused(f"There is no {target[:-1]} {missing[0]}.")
    if not 0 < len(rows) <= MOST_ITEMS:
        raise Refused(f"A project has from 1 to {MOST_ITEMS} rows.")
    said = words(name, "a name")[:200]
    if CodingProject.objects.filter(name=said).exists():
        raise Refused("A project has this name already.")
    project = CodingProject.objects.create(
        name=said, target=target, fields=list(fields), instructions=instructions.strip(), created_by=by
    )
    project.coders.set(coders)
    CodingItem.objects.bulk_create(CodingItem(project=project, **{target[:-1]: rows[pk]}) for pk in dict.fromkeys(ids))
    return project


@transaction.atomic
def code_item(*, item: CodingItem, coder: User, entries: Mapping[str, str]) -> Coding:
    """What one coder enters for one item, once; a field left empty cannot be told. Raises Refused for who is no coder."""
    # held against being closed until this is saved
    project = CodingProject.objects.select_for_update(no_key=True).get(pk=item.project_id)
    if project.closed_at is not None:
        raise Refused("This project is closed.")
    if not project.coders.filter(pk=coder.pk).exists():
        raise Refused("Only its coders code a project.")
    kept = {field: _entry(field, entries.get(field, "")) for field in project.fields}
    try:
        with transaction.atomic():
            return Coding.objects.create(item=item, coder=coder, entries={f: e for f, e in kept.items() if e})
    except IntegrityError as error:
        raise Overtaken("You have coded this one already.") from error


def _entry(field: str, text: str) -> str:
    said = " ".join(text.replace("\0", "").split())[:LONGEST_ENTRY]
    return f"{read_number(said):f}" if field == "value" and said else said


@transaction.atomic
def adjudicate(
    *, item: CodingItem, field: str, value: str, reason: str, by: User, version: int | None = None
) -> Adjudication:
    """Say what stands for one field of one item, and why; a later decision changes the row, and its history keeps both."""
    if field not in item.project.fields:
        raise Refused(f"This project has no field “{field[:20]}”.")
    entry, said = _entry(field, value), words(reason, "why it is so")
    standing = Adjudication.objects.filter(item=item, field=field).first()
    if standing is None:
        return Adjudication.objects.create(item=item, field=field, value=entry, reason=said, by=by)
    row = locked(Adjudication, standing.pk, version)
    row.value, row.reason, row.by, row.version = entry, said, by, row.version + 1
    row.save()
    return row


@transaction.atomic
def close_project(*, project: CodingProject, by: User) -> None:
    """End the coding; what was entered stays. Raises Refused for who neither started it nor may undo others' acts."""
    if project.created_by_id != by.pk and not by.is_superuser:
        raise Refused("A project is closed by who started it.")
    CodingProject.objects.filter(pk=project.pk, closed_at__isnull=True).update(closed_at=Now())
