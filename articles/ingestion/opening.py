"""One way from a file's bytes to submissions, for the command, the page and the API alike."""

from __future__ import annotations

import io
from collections.abc import Iterator

from articles.extraction.charsets import decode
from articles.extraction.file_kinds import Kind, UnknownKind, kind_of
from articles.ingestion.archives import Member, members_of
from articles.ingestion.rows import csv_rows, json_rows
from articles.ingestion.submission import Item, Refused, Said, Submission, storable

TABLES = {Kind.CSV: csv_rows, Kind.JSONL: json_rows}
_LONGEST_NAME = 300


def open_file(name: str, raw: bytes, url: str = "", said: Said | None = None) -> Iterator[Item]:
    """The submissions in a file: one of a text, page, PDF or Word file, one a row of a table, those of an archive's files.

    What the file is goes by its content. ``url`` and ``said`` belong to a file that is one article. Nothing is raised:
    what cannot be read is a Refused with where and why.
    """
    yield from _opened(name, raw, url, said or Said(), is_inside=False)


def _opened(name: str, raw: bytes, url: str, said: Said, is_inside: bool) -> Iterator[Item]:
    try:
        kind = kind_of(raw, name)
    except UnknownKind as fault:
        yield Refused(name, str(fault))
        return
    if kind is Kind.ZIP and is_inside:
        yield Refused(name, "an archive inside an archive is not read")
    elif kind is Kind.ZIP:
        for member in members_of(name, raw):
            yield from _of_member(name, member)
    elif kind in TABLES:
        yield from TABLES[kind](name, io.StringIO(decode(raw)[0], newline=""))
    else:
        yield Submission(raw, kind.value, base_name(name), url, said)


def _of_member(archive: str, member: Member | Refused) -> Iterator[Item]:
    if isinstance(member, Refused):
        yield member
        return
    for item in _opened(member.name, member.raw, "", Said(), is_inside=True):
        yield Refused(f"{archive}: {item.where}", item.reason, item.is_too_large) if isinstance(item, Refused) else item


def base_name(name: str) -> str:
    """The last part of a name, to be shown: ``base_name("../../etc/a.txt") == "a.txt"``."""
    return storable(name).replace("\\", "/").rstrip("/").rpartition("/")[2][-_LONGEST_NAME:]
