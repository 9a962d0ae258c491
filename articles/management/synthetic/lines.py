"""Made-up events as lines of PostgreSQL's COPY, one block a table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.db.models import Field, JSONField, Model
from django.db.models.fields import NOT_PROVIDED

from articles.management.synthetic.corpus import (
    MOST_ARTICLES,
    MOST_FIGURES,
    Asked,
    Event,
    Piece,
    Told,
    events,
    places,
    speakers,
    things,
)
from articles.models import Article, Claim, Dispute, Figure, Membership, Revision

NULL = r"\N"
EVENTS_OF_BATCH = 200
EVENTS_A_DAY = 250
PIECES_OF_BATCH = EVENTS_OF_BATCH * MOST_ARTICLES
FIGURES_OF_BATCH = EVENTS_OF_BATCH * MOST_FIGURES
CLAIMS_OF_BATCH = PIECES_OF_BATCH * MOST_FIGURES
OPEN = {"exact": "[{0},{0}]", "about": "[{0},{0}]", "at_least": "[{0},)", "more_than": "({0},)"}

ARTICLE = (
    "id",
    "identity",
    "outlet_id",
    "url",
    "title",
    "language",
    "published_at",
    "state",
    "via",
    "topic",
    "ended_at",
)
REVISION = ("id", "article_id", "number", "text", "sha256", "title", "extractor", "is_latest")
CLAIM = (
    "id", "revision_id", "article_id", "outlet_id", "reported_at", "extractor", "start", "end", "sentence_start", "sentence_end", "surface", "sentence",
    "value", "interval", "hedge", "unit", "unit_code", "currency", "measure", "subject", "subject_parts", "place", "mode", "cue_start", "cue_end",
    "speaker_id", "speaker_mention", "source_id", "reasons",
)  # fmt: skip
FIGURE = (
    "id", "series_id", "definition", "measure", "unit", "unit_code", "currency", "place", "claim_count", "article_count", "outlet_count", "origin_count",
    "speaker_count", "span", "agreement", "first_reported_at", "last_reported_at",
)  # fmt: skip
MEMBERSHIP = ("figure_id", "claim_id", "score", "reasons", "method")
DISPUTE = (
    "figure_id",
    "kind",
    "state",
    "reason",
    "claim_a_id",
    "claim_b_id",
    "opened_at",
    "closed_at",
    "closing_reason",
)
TABLES: dict[type[Model], tuple[str, ...]] = {
    Article: ARTICLE, Revision: REVISION, Claim: CLAIM, Figure: FIGURE, Membership: MEMBERSHIP, Dispute: DISPUTE,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bases:
    """The ids after which the made-up rows begin, and the first day."""

    article: int
    revision: int
    claim: int
    figure: int
    outlet: int
    speaker: int
    source: int
    series: int
    began: datetime


def constants(model: type[Model], given: tuple[str, ...]) -> dict[str, str]:
    """The columns of a table that a line does not state and that may not be null, with their defaults as COPY writes them."""
    fields = [f for f in model._meta.concrete_fields if f.column not in given and not f.primary_key and not f.generated]
    return {str(f.column): _default(f) for f in fields if not f.null and f.db_default is NOT_PROVIDED}


def _default(column: Field[Any, Any]) -> str:
    value = column.get_default()
    if value is None:
        raise ValueError(f"{column.model.__name__}.{column.name} needs a made-up value: it has no default")
    if isinstance(value, bool):
        return "t" if value else "f"
    if value in ([], {}):
        return ("[]" if value == [] else "{}") if isinstance(column, JSONField) else "{}"
    return str(value)


def columns_of(model: type[Model], given: tuple[str, ...] = ()) -> list[str]:
    """The columns of a block, in the order of its lines: those that each line states, then the constant ones."""
    stated = given or TABLES[model]
    return [*stated, *constants(model, stated)]


def blocks(seed: int, batch: int, bases: Bases) -> dict[str, str]:
    """The lines of one batch by the model's name; ids depend on the batch's number only, so batches can be made side by side."""
    lines: dict[str, list[str]] = {model.__name__: [] for model in TABLES}
    article, figure, claim = batch * PIECES_OF_BATCH, batch * FIGURES_OF_BATCH, batch * CLAIMS_OF_BATCH
    for number, event in enumerate(events(seed, batch, EVENTS_OF_BATCH)):
        began = bases.began + timedelta(days=(batch * EVENTS_OF_BATCH + number) / EVENTS_A_DAY)
        told: dict[int, list[tuple[int, Piece, Told, str]]] = defaultdict(list)
        for piece in event.pieces:
            article += 1
            at = (began + timedelta(minutes=piece.minutes)).isoformat()
            lines["Article"].append(_article(bases, article, event, piece, at))
            lines["Revision"].append(_revision(bases, article, piece))
            for one in piece.claims:
                claim += 1
                lines["Claim"].append(_claim(bases, claim, article, event, piece, one, at))
                told[one.figure].append((claim, piece, one, at))
        for asked_number, members in told.items():
            figure += 1
            asked = event.asked[asked_number]
            lines["Figure"].append(_figure(bases, figure, event, asked, members))
            lines["Membership"] += [_membership(bases, figure, member[0]) for member in members]
            lines["Dispute"] += _disputes(bases, figure, members)
    return {model.__name__: block_of(lines[model.__name__], model, columns) for model, columns in TABLES.items()}


def block_of(lines: list[str], model: type[Model], given: tuple[str, ...]) -> str:
    """Lines that state some columns, each with the constants of the others: what COPY reads."""
    ending = "".join(f"\t{value}" for value in constants(model, given).values()) + "\n"
    return ending.join(lines) + ending if lines else ""


def _article(bases: Bases, n: int, event: Event, piece: Piece, at: str) -> str:
    pk = bases.article + n
    address = f"https://paper{piece.outlet}.example/{pk}"
    topic = "{" + f"{places()[event.place].lower()},{event.happening.split()[0]}" + "}"
    identity = sha256(address.encode()).hexdigest()
    return f"{pk}\t{identity}\t{bases.outlet + piece.outlet}\t{address}\t{piece.title}\ten\t{at}\tdone\tcommand\t{topic}\t{at}"


def _revision(bases: Bases, n: int, piece: Piece) -> str:
    pk = bases.revision + n
    return f"{pk}\t{bases.article + n}\t1\t{piece.text}\t{sha256(piece.text.encode()).hexdigest()}\t{piece.title}\tmade-up\tt"


def _claim(bases: Bases, n: int, article: int, event: Event, piece: Piece, told: Told, at: str) -> str:
    thing, place = event.asked[told.figure].thing, places()[event.place]
    currency = thing.unit if thing.measure == "money" else ""
    cue_start, cue_end = told.cue or (NULL, NULL)
    speaker, mention, mode = NULL, "", "own_voice"
    if told.speaker is not None:
        speaker, mention, mode = str(bases.speaker + told.speaker), speakers()[told.speaker], "indirect"
    source = NULL if told.source is None else str(bases.source + told.source)
    reasons = f'[{{"field": "hedge", "rule": "{told.hedge}", "span": [{told.start}, {told.end}]}}]'
    parts = f'{{"head": "{thing.noun.split()[-1]}", "owner": "", "action": "{thing.doing}", "period": "", "qualifiers": []}}'
    return (
        f"{bases.claim + n}\t{bases.revision + article}\t{bases.article + article}\t{bases.outlet + piece.outlet}\t{at}\tmade-up\t"
        f"{told.start}\t{told.end}\t{told.sentence_start}\t{told.sentence_start + len(told.sentence)}\t{told.surface}\t{told.sentence}\t"
        f"{told.value}\t{OPEN[told.hedge].format(told.value)}\t{told.hedge}\t{thing.noun}\t{thing.unit}\t{currency}\t{thing.measure}\t"
        f"{thing.noun} {thing.doing} in {place}\t{parts}\t{place}\t{mode}\t{cue_start}\t{cue_end}\t{speaker}\t{mention}\t{source}\t{reasons}"
    )


def _figure(bases: Bases, n: int, event: Event, asked: Asked, members: list[tuple[int, Piece, Told, str]]) -> str:
    thing, place = asked.thing, places()[event.place]
    values, times = [told.value for _, _, told, _ in members], sorted(at for *_, at in members)
    pieces = len(members)
    who = len({told.speaker for _, _, told, _ in members} - {None})
    agreement = "single" if pieces == 1 else "conflict" if clash(members) else "agree"
    currency = thing.unit if thing.measure == "money" else ""
    return (
        f"{bases.figure + n}\t{bases.series + event.place * len(things()) + asked.kind}\t{thing.noun} {thing.doing} in the {event.happening} in {place}\t"
        f"{thing.measure}\t{thing.noun}\t{thing.unit}\t{currency}\t{place}\t{pieces}\t{pieces}\t{pieces}\t{pieces}\t{who}\t"
        f"[{min(values)},{max(values)}]\t{agreement}\t{times[0]}\t{times[-1]}"
    )


def clash(members: list[tuple[int, Piece, Told, str]]) -> tuple[int, int] | None:
    """Two claims, by number, whose exact values differ; None where there are none."""
    exact = sorted((told.value, n) for n, _, told, _ in members if told.hedge == "exact")
    return (exact[0][1], exact[-1][1]) if exact and exact[0][0] != exact[-1][0] else None


def _membership(bases: Bases, figure: int, claim: int) -> str:
    reasons = '["same subject", "same place"]'
    return f"{bases.figure + figure}\t{bases.claim + claim}\t0.{600 + claim % 390}\t{reasons}\tmade-up"


def _disputes(bases: Bases, figure: int, members: list[tuple[int, Piece, Told, str]]) -> Iterator[str]:
    if pair := clash(members):
        at = max(at for *_, at in members)
        # one in ten waits for somebody
        state, closed, why = (
            ("open", NULL, "") if figure % 10 == 0 else ("dismissed", at, "the newer report has it right")
        )
        yield (
            f"{bases.figure + figure}\tgenuine\t{state}\tthe reports cannot all be right\t"
            f"{bases.claim + pair[0]}\t{bases.claim + pair[1]}\t{at}\t{closed}\t{why}"
        )
