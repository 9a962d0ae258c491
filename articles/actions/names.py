"""The row that a person means by a name: the known one, or a new one."""

from __future__ import annotations

import re
import unicodedata

from articles.actions.versions import Refused
from articles.models import Alias, Source, Speaker

MOST_NAME_CHARS = 300
NOT_WORD = re.compile(r"[\W_]+")


def folded(name: str) -> str:
    """The form under which a name is looked up: no accents, case, punctuation or leading article."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    words = NOT_WORD.sub(" ", plain.casefold()).strip()
    return words.removeprefix("the ")[:MOST_NAME_CHARS] or name.casefold()[:MOST_NAME_CHARS]


def speaker_named(name: str) -> Speaker:
    """The speaker found under that name, made where nobody has it."""
    alias = Alias.objects.select_related("speaker__merged_into").filter(key=folded(_checked(name))).first()
    if alias is not None:
        return alias.speaker.merged_into or alias.speaker
    speaker = Speaker.objects.create(name=name)
    Alias.objects.create(speaker=speaker, name=name, key=folded(name))
    return speaker


def source_named(name: str) -> Source:
    """The source cited under that name, made where there is none."""
    source, _ = Source.objects.select_related("merged_into").get_or_create(
        key=folded(_checked(name)), defaults={"name": name}
    )
    return source.merged_into or source


def _checked(name: str) -> str:
    if len(name) > MOST_NAME_CHARS:
        raise Refused(f"A name has at most {MOST_NAME_CHARS} characters.")
    return name
