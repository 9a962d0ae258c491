from datetime import date

import pytest

from articles.comparison import Kind, clashes, conflict, kind_of
from articles.extraction.values import Hedge, Measure
from tests.comparison.statements import stated

DEAD = {"head": "person", "phrase": "people killed", "action": "kill"}


def toll(marked: str, value: int, **fields):
    return stated(marked, value, measure=Measure.CASUALTIES, unit="people", unit_code="person", subject=DEAD, **fields)


def test_agreeing_statements_are_no_conflict():
    assert conflict([toll("[35] people died", 35), toll("Some [35] people were killed", 35, article="b")]) is None


def test_conflict_names_the_pair_of_two_origins():
    first = toll("The storm killed [9] people in Solmar.", 9, article="a", origin="a")
    copy = toll("The storm killed [9] people in Solmar.", 9, article="b", origin="a")
    other = toll("The storm killed [12] people in Solmar.", 12, article="c", origin="c")
    found = conflict([first, copy, other])
    assert found is not None
    assert {found.first, found.second} == {first.id, other.id}


def test_two_numbers_of_one_sentence_do_not_clash():
    told = "The count of injured was revised from {} to {}."
    first, second = toll(told.format("[8]", "6"), 8), toll(told.format("8", "[6]"), 6)
    assert not clashes(first, second)


def test_vague_number_clashes_with_nothing():
    dozens = stated("[Dozens] died", None, hedge=Hedge.VAGUE)
    assert not clashes(dozens, toll("[900] died", 900, article="b"))


def test_confirmed_members_clash_even_in_other_words():
    ferry = stated("The [3] ferries were late", 3, unit="ferries", subject={"head": "ferry"})
    quay = stated("[7] cranes stood idle", 7, unit="cranes", subject={"head": "crane"}, article="b")
    assert conflict([ferry, quay]) is None
    assert conflict([ferry, quay], is_certain=True) is not None


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [
        pytest.param(
            stated("It cost [$3 million].", 3_000_000, currency="USD"),
            stated("It cost [$3 billion].", 3_000_000_000, currency="USD"),
            Kind.TRANSCRIPTION,
            id="million for billion",
        ),
        pytest.param(
            stated("It sold [1,324] boats.", 1324),
            stated("It sold [1,342] boats.", 1342),
            Kind.TRANSCRIPTION,
            id="digits swapped",
        ),
        pytest.param(
            stated("It cost [$43 million].", 43_000_000),
            stated("It cost [$43,885,310].", 43_885_310),
            Kind.ROUNDING,
            id="cut off",
        ),
        pytest.param(
            toll("[9] people were killed.", 9),
            toll("[12] people were killed.", 12, published=date(2024, 3, 2)),
            Kind.UPDATE,
            id="a day later",
        ),
        pytest.param(
            stated("The town will send [30] trucks.", 30, status=("planned",)),
            stated("The town has [50] trucks.", 50),
            Kind.MEASURE,
            id="planned and present",
        ),
        pytest.param(
            stated("[30] boats sank.", 30, subject={"place": "Solmar"}),
            stated("[50] boats sank.", 50, subject={"place": "Corvane"}),
            Kind.SCOPE,
            id="two places",
        ),
        pytest.param(
            stated("[30] boats sank.", 30, speaker="Ana Brel", outlet="Courier"),
            stated("[50] boats sank.", 50, speaker="Ana Brel", outlet="Herald"),
            Kind.ATTRIBUTION,
            id="one speaker, two outlets",
        ),
        pytest.param(
            stated("[30] boats sank.", 30), stated("[50] boats sank.", 50), Kind.GENUINE, id="nothing explains it"
        ),
    ],
)
def test_kind_of_clash(first, second, kind):
    proposed, why = kind_of(first, second)
    assert proposed is kind
    assert why


def test_the_month_of_may_is_no_doubt():
    first = toll("SOLMAR, May 4 – At least [35] people were killed.", 35, article="a")
    second = toll("The storm killed [52] people in Solmar.", 52, article="b")
    assert kind_of(first, second)[0] is not Kind.MEASURE


def test_pair_farthest_apart_is_named_of_those_whose_words_match():
    told = [toll(f"The storm killed [{n}] people in Solmar.", n, article=f"a{n}", origin=f"a{n}") for n in (9, 12, 40)]
    cranes = stated(
        "[7,000] cranes stood idle", 7000, unit="cranes", subject={"head": "crane"}, article="z", origin="z"
    )
    found = conflict([*told, cranes])
    assert found is not None
    assert {found.first, found.second} == {told[0].id, told[2].id}
