from datetime import date

from articles.comparison import findings
from articles.extraction.values import Hedge, Mode
from tests.comparison.statements import stated

DAYS = [date(2024, 3, day) for day in range(1, 5)]


def said(number: str, value: int, day: int, **fields):
    fields.setdefault("mode", Mode.INDIRECT)
    return stated(f"There are [{number}] boats.", value, published=DAYS[day], article=f"a{day}", **fields)


def kinds(*statements):
    return [(f.kind, f.first, f.second) for f in findings(statements)]


def test_hedge_hardens_between_articles():
    about, flat = said("40,000", 40_000, 0, hedge=Hedge.ABOUT), said("40,000", 40_000, 1, outlet="Herald")
    assert kinds(flat, about) == [("hedge hardened", about.id, flat.id)]
    assert findings([about, flat])[0].why == '"about 40,000" became a flat 40,000 in Herald'


def test_attribution_is_dropped():
    told = said("30", 30, 0, speaker="Ana Brel")
    bare = said("30", 30, 1, mode=Mode.OWN_VOICE)
    assert kinds(told, bare) == [("attribution dropped", told.id, bare.id)]


def test_speaker_contradicts_an_earlier_self():
    first, second = said("30", 30, 0, speaker="Ana Brel"), said("50", 50, 1, speaker="Ana Brel")
    assert kinds(first, second) == [("self-contradiction", first.id, second.id)]


def test_old_number_told_again_after_a_newer_one():
    old, new, again = (said(str(n), n, day, speaker="Ana Brel") for day, n in enumerate((30, 50, 30)))
    assert ("stale repeat", new.id, again.id) in kinds(old, new, again)


def test_repeats_are_counted():
    three = [said("30", 30, day, speaker="Ana Brel") for day in range(3)]
    assert [f.why for f in findings(three)][-1] == "Ana Brel is cited with 30 3 times"


def test_single_statement_finds_nothing():
    assert findings([said("30", 30, 0)]) == ()
