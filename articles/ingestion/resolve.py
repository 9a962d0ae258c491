"""From names in a text to the rows they mean: outlets, speakers, cited sources."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from articles.extraction.values import Voice, VoiceKind
from articles.ingestion.identity import host_of
from articles.models import Alias, Outlet, Source, Speaker

MOST_NAME_CHARS = 300
_SPEAKER_KINDS = {VoiceKind.PERSON: Speaker.Kind.PERSON, VoiceKind.GROUP: Speaker.Kind.GROUP}
_SOURCE_KINDS = {kind.value for kind in Source.Kind}
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
        known = Outlet.objects.filter(name__iexact=name.strip()[:200]).first()
        outlet = known or _new_outlet(name.strip()[:200], host)
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
    for key in sorted(wanted.keys() - _known_aliases(wanted).keys()):
        _new_speaker(key, wanted[key])
    return {key: alias.speaker.merged_into or alias.speaker for key, alias in _known_aliases(wanted).items()}


def _known_aliases(keys: Iterable[str]) -> dict[str, Alias]:
    known = Alias.objects.filter(key__in=list(keys)).select_related("speaker__merged_into")
    return {alias.key: alias for alias in known}


def _new_speaker(key: str, voice: Voice) -> None:
    name = voice.name.strip()[:MOST_NAME_CHARS]
    speaker = Speaker.objects.create(name=name, kind=_SPEAKER_KINDS.get(voice.kind, Speaker.Kind.BODY))
    Alias.objects.bulk_create([Alias(speaker=speaker, name=name, key=key)], ignore_conflicts=True)
    if Alias.objects.get(key=key).speaker_id != speaker.pk:
        speaker.delete()


def sources_for(voices: Iterable[Voice]) -> dict[str, Source]:
    """The cited source of each voice, by :func:`name_key`; one that is a known outlet is linked to it."""
    wanted = {name_key(voice.name): voice for voice in voices if voice.name.strip()}
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
