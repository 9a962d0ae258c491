"""What each number counts: head, owner, place, action, period, qualifiers and the phrase."""

import re
from datetime import date
from decimal import Decimal

import pytest

from articles.extraction.sentences import split_sentences
from articles.extraction.subjects import find_subjects
from articles.extraction.values import Interval, Measure, Quantity, Span, Subject

PUBLISHED = date(2024, 5, 15)  # a Wednesday
NUMBER = re.compile(r"[$€£]?\d[\d,.]*\d(?: (?:million|billion))?|[$€£]?\d(?: (?:million|billion))?")


def quantity(text: str, start: int, end: int) -> Quantity:
    surface = text[start:end]
    currency = {"$": "USD", "€": "EUR", "£": "GBP"}.get(surface[0])
    measure = Measure.MONEY if currency else Measure.COUNT
    return Quantity(Span(start, end), surface, Decimal(1), Interval(), currency=currency, measure=measure)


def subjects_of(text: str) -> tuple[Subject, ...]:
    found = [quantity(text, match.start(), match.end()) for match in NUMBER.finditer(text)]
    return find_subjects(text, split_sentences(text), found, PUBLISHED)


def subject_of(text: str) -> Subject:
    return subjects_of(text)[-1]


@pytest.mark.parametrize(
    ("text", "head", "action"),
    [
        pytest.param("The base holds 4,000 soldiers.", "troop", "hold", id="synonym of troops"),
        pytest.param("Some 60 police officers stood by.", "officer", "", id="two-word name"),
        pytest.param("The blast killed at least 35 people.", "person", "kill", id="verb before"),
        pytest.param("At least 35 people were killed.", "person", "kill", id="passive behind"),
        pytest.param("The dead included 12 children killed on the road.", "child", "kill", id="participle behind"),
        pytest.param("In all 12 miners died.", "miner", "kill", id="intransitive"),
        pytest.param("The raid left 9 farmers dead.", "farmer", "kill", id="state behind"),
        pytest.param("Doctors saw 15 wounded fishermen.", "fisherman", "injure", id="state before the noun"),
        pytest.param("The ministry counted 41 deaths.", "person", "kill", id="noun of action"),
        pytest.param("Police made 17 arrests.", "person", "arrest", id="noun of arrest"),
        pytest.param("The storm claimed 60 lives.", "person", "kill", id="lives"),
        pytest.param("It claimed the lives of 3 rangers.", "ranger", "kill", id="lives of"),
        pytest.param("He was tried over the killing of 2 guards.", "guard", "kill", id="killing of"),
        pytest.param("The fall hurt 3 climbers' knees.", "climber", "injure", id="possessive plural"),
        pytest.param("It led to 3 pilots' deaths.", "pilot", "kill", id="possessive and noun of action"),
        pytest.param("It told of injuries suffered by 11 sailors.", "sailor", "injure", id="suffered by"),
        pytest.param("Later 20 rescuers suffered serious injuries.", "rescuer", "injure", id="light verb and noun"),
        pytest.param("On the hill 7 hikers were found dead.", "hiker", "kill", id="found dead"),
        pytest.param("The man shot and killed 2 clerks.", "clerk", "kill", id="shot and killed"),
        pytest.param("After the fight 5 men, including a boy, were arrested.", "man", "arrest", id="over an aside"),
        pytest.param("There were 80 people who died.", "person", "kill", id="relative clause"),
        pytest.param("The plan cuts 900 jobs.", "job", "cut", id="cut"),
        pytest.param("In the hall 30 women sang.", "woman", "", id="no action known"),
        pytest.param("The city fired 12 bus drivers.", "driver", "fire", id="compound noun"),
        pytest.param("The navy sank 3 patrol boats.", "boat", "", id="unknown verb"),
    ],
)
def test_counted_noun_has_head_and_action(text: str, head: str, action: str):
    found = subject_of(text)

    assert (found.head, found.action) == (head, action)


@pytest.mark.parametrize(
    ("text", "head", "action"),
    [
        pytest.param("The crash killed 35 people and injured more than 100.", "person", "injure", id="object left out"),
        pytest.param("There 35 were killed and 100 hurt.", "person", "injure", id="both nouns left out"),
        pytest.param("The death toll rose to 41.", "person", "kill", id="death toll"),
        pytest.param("The number of injured was put at 640.", "person", "injure", id="number of injured"),
        pytest.param("The dead numbered 35.", "person", "kill", id="the dead"),
        pytest.param("Rescuers saved 40 divers. Another 15 drowned.", "person", "kill", id="people from the action"),
        pytest.param("The fleet has 40 ferries. In May 12 sank.", "ferry", "", id="noun of the sentence before"),
        pytest.param("He sent 300 buses; 120 arrived.", "bus", "", id="noun of the number before"),
        pytest.param("There were 30 goats and 12 of them were ill.", "goat", "infect", id="of them"),
        pytest.param("The vote split 90 deputies, and 4 of the deputies left.", "deputy", "", id="of the"),
        pytest.param("It killed 1 woman and wounded 4 others.", "person", "injure", id="others after one person"),
        pytest.param("The blast killed 6 nurses and wounded 4 others.", "nurse", "injure", id="others of a group"),
        pytest.param("It killed 61 people in Arden and 57 in Brell.", "person", "kill", id="same in another place"),
    ],
)
def test_noun_left_out_is_found(text: str, head: str, action: str):
    found = subject_of(text)

    assert (found.head, found.action) == (head, action)


@pytest.mark.parametrize(
    ("text", "owner", "place"),
    [
        pytest.param("There are 100,000 U.S. troops in Europe.", "United States", "Europe", id="initials"),
        pytest.param("There are 100,000 American troops in Europe.", "United States", "Europe", id="adjective"),
        pytest.param("There are 100,000 US troops in Europe.", "United States", "Europe", id="no stops"),
        pytest.param("Ukraine's 300 tanks are in Donbass.", "Ukraine", "Donbas", id="possessive before"),
        pytest.param("The United States has 900 soldiers in Syria.", "United States", "Syria", id="subject of have"),
        pytest.param("In Poland, 40 bridges were closed.", "", "Poland", id="fronted place"),
        pytest.param("There were 40 Russian planes on the Polish border.", "Russia", "", id="owner only"),
        pytest.param("Some 40,000 troops under direct NATO command wait.", "NATO", "", id="body that commands"),
        pytest.param("The flu killed 12 people in Jabalon.", "", "Jabalon", id="unknown name as place"),
        pytest.param("Volunteers fed 60 people in May.", "", "", id="a month is no place"),
        pytest.param("In Lower Hask 3 climbers fell.", "", "Lower Hask", id="unknown name in front"),
    ],
)
def test_owner_and_place_are_normalised(text: str, owner: str, place: str):
    found = subject_of(text)

    assert (found.owner, found.place) == (owner, place)


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        pytest.param("They want 450 more soldiers.", "additional", id="more"),
        pytest.param("Berlin sends another 450 soldiers.", "additional", id="another"),
        pytest.param("A total of 34 nurses fell ill.", "total", id="total"),
        pytest.param("They found 60 dead, including 12 children.", "part", id="including"),
        pytest.param("There were 9 sailors; 3 of the sailors swam.", "part", id="of the"),
        pytest.param("The army will send 800 soldiers to the coast.", "planned", id="will send"),
        pytest.param("The rate is expected to reach 4 percent.", "forecast", id="expected"),
        pytest.param("Rents rose 3 percent.", "change", id="rose by"),
        pytest.param("Rents rose from 800 euros.", "previous", id="rose from"),
        pytest.param("The mine uses $5 million a year.", "rate", id="a year"),
        pytest.param("It is backed by 12 percent of voters.", "share", id="percent of"),
        pytest.param("It holds 40,000 troops under direct command.", "direct", id="limit behind"),
    ],
)
def test_qualifiers_change_the_definition(text: str, qualifier: str):
    assert qualifier in subject_of(text).qualifiers


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        pytest.param("They want more than 450 soldiers.", "additional", id="more than"),
        pytest.param("Rents rose to 4 percent.", "change", id="rose to"),
        pytest.param("There are thousands of forces and 12 tanks.", "part", id="no part"),
        pytest.param("The firm raised $20,000 for a school.", "change", id="raised for"),
    ],
)
def test_look_alikes_give_no_qualifier(text: str, absent: str):
    assert absent not in subject_of(text).qualifiers


@pytest.mark.parametrize(
    ("text", "head"),
    [
        pytest.param("The unemployment rate fell to 4.1 percent.", "unemployment", id="rate of a thing"),
        pytest.param("The budget is expected to total $800 billion.", "budget", id="subject of total"),
        pytest.param("The fund has a deficit of $12 million.", "deficit", id="noun of"),
        pytest.param("They passed a $1.3 trillion spending bill.", "bill", id="noun behind"),
        pytest.param("He gave $250,000 in campaign funds.", "fund", id="in"),
        pytest.param("It was a 6.9 percent jump in defence spending.", "spending", id="noun of the change"),
        pytest.param("Houses worth $34 million burned.", "house", id="worth"),
        pytest.param("He bought $50 million worth of grain.", "grain", id="worth of"),
        pytest.param("The repair cost $80 million.", "repair", id="cost"),
        pytest.param("The clinic was sold for $12 million.", "clinic", id="sold for"),
        pytest.param("Tarvik bought the brewery for $3 million.", "brewery", id="bought for"),
        pytest.param("Exports: 6 percent.", "export", id="label"),
        pytest.param("The lake is 90 metres deep.", "depth", id="dimension"),
        pytest.param("The farm lies 35 miles north of Arden.", "distance", id="distance"),
        pytest.param("US troop levels in Europe have reached over 100,000.", "troop", id="levels of troops"),
        pytest.param("It came after a 2-year investigation.", "investigation", id="length of a thing"),
        pytest.param("The debt hit $22 million. In May it was $19 million.", "debt", id="pronoun"),
        pytest.param("Output was $5 million, down from $6 million.", "output", id="number before"),
        pytest.param("Output fell, slipping 3 percent.", "output", id="subject of the main verb"),
    ],
)
def test_amount_has_its_noun(text: str, head: str):
    assert subject_of(text).head == head


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        pytest.param("There are 100,000 U.S. troops in Europe.", "U.S. troops in Europe", id="tail"),
        pytest.param("The strike killed 35 people.", "people killed in the strike", id="event"),
        pytest.param("The gunman killed 3 clerks.", "clerks killed by the gunman", id="agent"),
        pytest.param("A 40,000-troop rapid reaction force is ready.", "troops of the rapid reaction force", id="adjective"),
        pytest.param("The 30-member alliance met.", "members of the alliance", id="members"),
        pytest.param("Rents in Arden rose 3 percent.", "increase of Rents in Arden", id="change"),
        pytest.param("There were 23 jurors charged with fraud.", "jurors charged with fraud", id="words in their order"),
        pytest.param("He faces 10 years in prison.", "years in prison", id="stretch of time"),
        pytest.param("It won 38 percent of the vote.", "share of the vote won", id="share"),
        pytest.param("Outside 70 ships are waiting in the bay.", "ships waiting in the bay", id="predicate"),
        pytest.param("It rang 96 callers who had left no name.", "callers who had left no name", id="relative"),
        pytest.param("It hid forces, and 2 carrier strike groups in the High North.",
                     "carrier strike groups in the High North", id="place kept"),
    ],
)  # fmt: skip
def test_phrase_is_understood_alone(text: str, phrase: str):
    assert subject_of(text).phrase == phrase


def test_comparative_is_change_and_level():
    level, increase, authorised, _year = subjects_of(
        "The military budget is expected to total $800 billion: "
        "$60 billion more than the $740 billion authorized for fiscal year 2022."
    )

    assert (level.head, "change" in level.qualifiers) == ("budget", False)
    assert (increase.head, "change" in increase.qualifiers) == ("budget", True)
    assert (authorised.head, authorised.action, authorised.period) == ("budget", "authorise", "fiscal year 2022")


def test_periods_and_days_follow_publication():
    assert subject_of("The firm hired 40 clerks last year.").period == "2023"
    assert subject_of("The firm hired 40 clerks on Monday.").as_of == date(2024, 5, 13)


def test_reasons_name_rules_and_words():
    text = "The blast killed 35 people."

    rules = {(reason.field, reason.rule): reason.span for reason in subject_of(text).reasons}

    assert rules["subject", "noun behind the number"] == Span(20, 26)
    assert rules["action", "verb before the number"] == Span(10, 16)


def test_one_subject_for_each_quantity_in_order():
    text = "It has 2 ships. It lost 3 boats."
    found = [quantity(text, 24, 25), quantity(text, 7, 8)]

    heads = [subject.head for subject in find_subjects(text, split_sentences(text), found, None)]

    assert heads == ["boat", "ship"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("12", id="number alone"),
        pytest.param("« 12 » ((( ", id="marks"),
        pytest.param("the " * 300 + "12 " + "of " * 300, id="function words"),
        pytest.param("1 " * 500, id="numbers only"),
        pytest.param("новые 12 танков", id="other script"),
    ],
)
def test_odd_text_gives_a_subject_each(text: str):
    assert len(subjects_of(text)) == len(NUMBER.findall(text))


def test_quantity_outside_every_sentence_is_empty():
    assert find_subjects("12 men", [], [quantity("12 men", 0, 2)], None) == (Subject(),)
