"""What kind of thing a number measures, from its unit or from what it counts."""

from __future__ import annotations

from articles.extraction.lexicons import read_lexicon
from articles.extraction.values import Measure, Quantity, Subject

_THINGS = read_lexicon("things")
_PERSONS = frozenset(_THINGS["person"]["words"]) | frozenset(_THINGS["same"])
_TROOPS = frozenset(_THINGS["troop"]["words"])
_EQUIPMENT = frozenset(_THINGS["equipment"]["words"])
_HARM = frozenset({"kill", "injure", "miss", "casualty"})
_OPEN = frozenset({Measure.COUNT, Measure.OTHER, Measure.PERSONNEL, Measure.CASUALTIES, Measure.EQUIPMENT})


def measure_of(quantity: Quantity, subject: Subject) -> Measure:
    """The measure of a number once its subject is known; one that its unit gave (money, percent, distance) is kept.

    People killed, injured or missing are casualties, people under arms personnel, weapons and vehicles equipment;
    anything else counted is a count.
    """
    if quantity.measure not in _OPEN:
        return quantity.measure
    if quantity.currency:
        return Measure.MONEY
    last = subject.head.rsplit("-", 1)[-1]
    if subject.action in _HARM and (subject.head in _PERSONS or not subject.head):
        return Measure.CASUALTIES
    if last in _TROOPS:
        return Measure.PERSONNEL
    if last in _EQUIPMENT or _names_equipment(subject):
        return Measure.EQUIPMENT
    return Measure.OTHER if quantity.measure is Measure.OTHER else Measure.COUNT


def _names_equipment(subject: Subject) -> bool:
    return subject.head == "group" and {"carrier", "strike"} <= set(subject.qualifiers)
