"""From names in a text to the rows they mean: outlets, speakers, cited sources."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from django.db import connection

from articles.extraction.values import Voice, VoiceKind
from articles.ingestion.identity import host_of
from articles.models import Outlet, Source, Speaker, direct
from articles.models.direct import rows_of

MOST_NAME_CHARS = 300
_SPEAKER_KINDS = {VoiceKind.PERSON: Speaker.Kind.PERSON, VoiceKind.GROUP: Speaker.Kind.GROUP}
_SOURCE_KINDS = {kind.value for kind in Source.Kind}
SPEAKERS = """
    SELECT alias.key, kept.id, kept.name
    FROM articles_alias AS alias JOIN articles_speaker AS named ON named.id = alias.speaker_id
    JOIN articles_speaker AS kept ON kept.id = coalesce(named.merged_into_id, named.id)
    WHERE alias.key = ANY(%s)
"""
NEW_ALIAS = "INSERT INTO articles_alias (speaker_id, name, key) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING"
_NOT_WORD = re.compile(r"[\W_]+")


def name_key(name: str) -> str:
    """The form under which a name is looked up: no accents, case, punctuation or leading article.

    >>> name_key("The Ministère  of Health's")
    'ministere of health s'
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    words = _NOT_WORD.sub(" ", plain.casefold()).strip()
    return words.removeprefix("the ")[:MOST_NAME_CHARS] or name.casefold()[:MOST_NAME_CHARS]


def outlet_for(name: str, url: str) -> Outlet | None:
    """The outlet that a page names, else the known one of its domain; None when neither says: none is invented."""
    host = host_of(url)
    if name.strip():
        # as the index has it: with Django's iexact every outlet is looked at
        named = rows_of(Outlet, "WHERE lower(name) = lower(%s)", [name.strip()[:200]])
        outlet = named[0] if named else _new_outlet(name.strip()[:200], host)
        return outlet.merged_into or outlet
    known = Outlet.objects.filter(domain=host).first() if host else None
    return (known.merged_into or known) if known else None


def _new_outlet(name: str, host: str) -> Outlet:
    domain = "" if not host or Outlet.objects.filter(domain=host).exists() else host
    Outlet.objects.bulk_create([Outlet(name=name, domain=domain)], ignore_conflicts=True)
    return Outlet.objects.get(name__iexact=name)


def speakers_for(voices: Iterable[Voice]) -> dict[str, Speaker]:
    """The speaker of each voice, by :func:`name_key`; new ones are made, merged ones followed.

    Keys are inserted in order, so that two workers that meet the same names wait for each other and never deadlock.
    """
    wanted = {name_key(voice.name): voice for voice in voices if voice.name.strip()}
    known = _known_speakers(wanted)
    missing = sorted(wanted.keys() - known.keys())
    for key in missing:
        _new_speaker(key, wanted[key])
    return known | _known_speakers(missing)


def _known_speakers(keys: Iterable[str]) -> dict[str, Speaker]:
    listed = list(keys)
    found = direct.ask(SPEAKERS, [listed]) if listed else []
    return {key: Speaker.from_db(connection.alias, ("id", "name"), row) for key, *row in found}


def _new_speaker(key: str, voice: Voice) -> None:
    name = voice.name.strip()[:MOST_NAME_CHARS]
    speaker = Speaker(name=name, kind=_SPEAKER_KINDS.get(voice.kind, Speaker.Kind.BODY))
    direct.insert([speaker])
    if not direct.tell(NEW_ALIAS, [speaker.pk, name, key]):
        speaker.delete()


def sources_for(voices: Iterable[Voice]) -> dict[str, Source]:
    """The cited source of each voice, by :func:`name_key`; one that is a known outlet is linked to it."""
    wanted = {name_key(voice.name): voice for voice in voices if voice.name.strip()}
    if not wanted:
        return {}
    known = set(Source.objects.filter(key__in=list(wanted)).values_list("key", flat=True))
    Source.objects.bulk_create(
        [_new_source(key, wanted[key]) for key in sorted(wanted.keys() - known)], ignore_conflicts=True
    )
    rows = Source.objects.filter(key__in=list(wanted)).select_related("merged_into")
    return {source.key: source.merged_into or source for source in rows}


def _new_source(key: str, voice: Voice) -> Source:
    name = voice.name.strip()[:MOST_NAME_CHARS]
    kind = voice.kind.value if voice.kind.value in _SOURCE_KINDS else Source.Kind.REPORT.value
    outlet = Outlet.objects.filter(name__iexact=name, merged_into__isnull=True).first()
    return Source(name=name, key=key, kind=kind, outlet=outlet)
