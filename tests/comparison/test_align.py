from dataclasses import replace
from decimal import Decimal

import pytest

from articles.comparison import align, assign, figure_keys, group, topic_terms
from articles.extraction.values import Hedge, Measure
from tests.comparison.statements import stated

TROOPS = {"head": "troop", "owner": "United States", "place": "Europe", "phrase": "U.S. troops in Europe"}
KILLED = {"head": "person", "action": "kill", "phrase": "people killed"}
HURT = {"head": "person", "action": "injure", "phrase": "people injured"}


def troops(marked: str, value: int, **fields):
    fields.setdefault("subject", TROOPS)
    return stated(marked, value, measure=Measure.PERSONNEL, unit="troops", unit_code="person", **fields)


def toll(marked: str, value: int, **fields):
    return stated(marked, value, measure=Measure.CASUALTIES, unit="people", unit_code="person", **fields)


def figures_of(*statements):
    return sorted(sorted(m.statement for m in grouping.members) for grouping in group(statements))


FIRST = troops("There are [100,000] U.S. troops in Europe.", 100_000, article="a")
SAME = troops("More than [100,000] U.S. troops are now in Europe.", 100_000, article="b", hedge=Hedge.MORE_THAN)


def test_same_subject_joins_and_says_why():
    match = align(FIRST, SAME)
    assert match.is_join
    assert match.figure == SAME.id
    assert "same subject: troop, Europe" in match.reasons
    assert "same owner: United States" in match.reasons
    assert "0 days apart" in match.reasons


def test_moved_toll_is_one_figure():
    early = toll("The storm killed at least [11] people in Solmar.", 11, article="a", subject=KILLED)
    late = toll("The storm killed at least [14] people in Solmar.", 14, article="b", subject=KILLED)
    assert figures_of(early, late) == [[early.id, late.id]]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param(
            toll("The storm killed [9] people.", 9, subject=KILLED),
            toll("The storm injured [9] people.", 9, article="b", subject=HURT),
            id="killed and injured",
        ),
        pytest.param(
            toll("The storm killed [9] people.", 9, subject=KILLED),
            stated("Crews mended [9] cranes.", 9, article="b", unit="cranes", subject={"head": "crane"}),
            id="people and cranes",
        ),
        pytest.param(
            stated("The quay shut for [9] hours.", 9, measure=Measure.DURATION, unit="hours", unit_code="hour"),
            stated(
                "He got [9] months in jail.", 9, article="b", measure=Measure.DURATION, unit="months", unit_code="month"
            ),
            id="hours and months",
        ),
        pytest.param(
            stated("It cost [$9].", 9, measure=Measure.MONEY, currency="USD"),
            stated("It cost [€9].", 9, article="b", measure=Measure.MONEY, currency="EUR"),
            id="two currencies",
        ),
        pytest.param(
            stated("Traffic grew from [40] ships to 60.", 40, unit="ships", subject={"head": "ship"}),
            stated("Traffic grew from 40 ships to [60].", 60, unit="ships", subject={"head": "ship"}),
            id="before and after in one sentence",
        ),
    ],
)
def test_never_one_figure(first, second):
    assert not align(first, second).is_suggestion
    assert len(group([first, second])) == 2


def test_equal_number_alone_joins_nothing():
    first = stated("The museum owns [7,431] coins.", 7431, unit="coins", subject={"head": "coin", "phrase": "coins"})
    second = stated(
        "Officers seized [7,431] cartons.",
        7431,
        article="b",
        unit="cartons",
        subject={"head": "carton", "phrase": "cartons"},
        topic=("smuggling", "border", "corvane"),
    )
    assert not align(first, second).is_join


def test_same_words_about_other_event_stay_apart():
    here = toll("[Four] people were injured in the shooting.", 4, subject=HURT, topic=("bristol", "parkway", "carrier"))
    there = toll(
        "[Four] people were injured in the shooting.", 4, article="b", subject=HURT, topic=("austin", "street", "sixth")
    )
    assert not align(here, there).is_join


def test_assign_ranks_candidates_and_leaves_strangers_out():
    crane = stated("[Two] cranes fell.", 2, article="c", unit="cranes", subject={"head": "crane"})
    found = assign(FIRST, {"7": [SAME], "8": [crane], "9": []})
    assert [match.figure for match in found] == ["7"]
    assert found[0].is_join


def test_group_keeps_every_statement_once_and_in_order():
    crane = stated("[Two] cranes fell.", 2, article="c", unit="cranes", subject={"head": "crane"})
    groupings = group([crane, FIRST, SAME])
    assert [m.statement for g in groupings for m in g.members] == [crane.id, FIRST.id, SAME.id]
    assert groupings[1].definition == "U.S. troops in Europe"
    assert all(0 <= m.score <= 1 for g in groupings for m in g.members)


def test_nothing_groups_to_nothing():
    assert group([]) == ()


def test_keys_of_one_figure_meet_and_hold_no_bare_value():
    assert set(figure_keys(FIRST)) & set(figure_keys(SAME))
    assert 0 < len(figure_keys(FIRST)) <= 20
    assert not any(key.split("|")[0].replace("=", "") == str(Decimal(100_000)) for key in figure_keys(FIRST))


def test_topic_terms_prefer_names_of_the_title():
    text = "The ferry left Solmar at dawn. Solmar's harbour was calm. Police said 9 people were killed."
    terms = topic_terms("Ferry sinks off Solmar", text)
    assert terms[0] == "solmar"
    assert {"ferry", "harbour"} <= set(terms)
    assert not {"kill", "peopl", "police", "9"} & set(terms)
    assert topic_terms("", "") == ()


def test_toll_with_and_without_the_attacker_are_two_figures():
    whole = toll("[13] people are dead, including the gunman.", 13, subject=KILLED)
    victims = toll("A gunman killed [12] people in Solmar.", 12, article="b", subject=KILLED)
    assert align(whole, victims).score < align(victims, replace(victims, id="c", article="c")).score
    assert len(group([whole, victims])) == 2


def test_small_number_of_other_things_joins_nothing():
    tanks = stated("[Three] tanks stood at the quay.", 3, unit="tanks", subject={"head": "tank"})
    schools = stated("[Three] schools were shut.", 3, article="b", unit="schools", subject={"head": "school"})
    assert len(group([tanks, schools])) == 2


def test_slip_of_scale_is_the_same_figure():
    jets = {"head": "cost", "phrase": "cost of the jets"}
    right = stated("The jets cost [$18.4 billion] in all.", "18400000000", measure=Measure.MONEY, subject=jets)
    wrong = stated(
        "The jets cost [$18.4 million] in all.", "18400000", article="b", measure=Measure.MONEY, subject=jets
    )
    assert len(group([right, wrong])) == 1
    assert "the same digits at another scale" in align(right, wrong).reasons


def test_two_speakers_of_one_sentence_may_answer_one_question():
    sentence = "The police counted {} marchers, the union {}."
    first = stated(
        sentence.format("[900]", "1,100"), 900, unit="marchers", subject={"head": "marcher"}, speaker="police"
    )
    second = stated(
        sentence.format("900", "[1,100]"), 1100, unit="marchers", subject={"head": "marcher"}, speaker="union"
    )
    assert align(first, second).score > 0
    assert align(first, replace(second, speaker="police")).score == 0
