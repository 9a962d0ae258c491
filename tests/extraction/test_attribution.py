import re

import pytest

from articles.extraction.attribution import attribute
from articles.extraction.sentences import split_sentences
from articles.extraction.values import Attribution, Mode, Span

OWN, DIRECT, INDIRECT = Mode.OWN_VOICE, Mode.DIRECT, Mode.INDIRECT


def attributions(text):
    """The attribution of each run of digits in ``text``."""
    spans = [Span(*match.span()) for match in re.finditer(r"\d[\d,.]*\d|\d", text)]
    return attribute(text, split_sentences(text), spans)


def who(attribution):
    voice = attribution.speaker or attribution.source
    return voice and voice.name


DIRECT_SPEECH = [
    pytest.param('"We lost 40 men," said Ann Lee.', "Ann Lee", id="inverted"),
    pytest.param('"We lost 40 men," Ann Lee said.', "Ann Lee", id="speaker then verb"),
    pytest.param('Ann Lee said, "We lost 40 men."', "Ann Lee", id="verb before"),
    pytest.param('Ann Lee: "We lost 40 men."', "Ann Lee", id="name and colon alone"),
    pytest.param('"It hurts," Ann Lee said. "We lost 40 men."', "Ann Lee", id="continued"),
    pytest.param('"Did we lose 40 men?" asked Ann Lee.', "Ann Lee", id="question"),
    pytest.param("“We lost 40 men,” Ann Lee, a doctor from Kent, told reporters.", "Ann Lee", id="apposition"),
    pytest.param("''We lost 40 men,'' Ms. Lee said. Ann Lee is a doctor.", "Ann Lee", id="doubled apostrophes"),
    pytest.param("Ann Lee told the court:\n\nWe lost 40 men that day.", "Ann Lee", id="block after a colon line"),
    pytest.param("Ann Lee spoke.\n\nShe said:\n\n“We lost 40 men.”", "Ann Lee", id="colon line with a pronoun"),
    pytest.param("“It was hell,” said Ann Lee.\n\n“We lost 40 men.”", "Ann Lee", id="next paragraph"),
    pytest.param("Ann Lee said: “It was hell.\n\n“We lost 40 men.”", "Ann Lee", id="marks opened again"),
    pytest.param("Ann Lee made this remark:\n\n“We lost 40 men.”", "Ann Lee", id="colon line without a cue verb"),
    pytest.param('He bought the "40 under 40" magazine.', None, id="title in marks"),
]


@pytest.mark.parametrize(("text", "name"), DIRECT_SPEECH)
def test_direct_speech(text, name):
    found = attributions(text)[0]

    assert who(found) == name
    assert found.mode is (DIRECT if name else OWN)


INDIRECT_SPEECH = [
    pytest.param("The army said 40 men died.", "army", id="said before"),
    pytest.param("Forty of 90 men died, the army said.", "army", id="said after"),
    pytest.param("The plan, Ann Lee said, costs 90 million.", "Ann Lee", id="parenthetic"),
    pytest.param("Ann Lee later also said on Friday that 40 men died.", "Ann Lee", id="adverbs between"),
    pytest.param("Ann Lee, who runs the clinic, said 40 men died.", "Ann Lee", id="relative clause between"),
    pytest.param("Ann Lee (D-Ohio) said 40 men died.", "Ann Lee", id="bracket between"),
    pytest.param("Ukrainian officials say 40 men died.", "Ukrainian officials", id="unnamed group"),
    pytest.param("A spokesman for the mayor said 40 men died.", "spokesman for the mayor", id="unnamed person"),
    pytest.param("The group's president, Ann Lee, said 40 men died.", "Ann Lee", id="name in apposition"),
    pytest.param("Ann Lee tweeted that 40 men died.", "Ann Lee", id="writing"),
    pytest.param("Ann Lee pointed out that 40 men died.", "Ann Lee", id="verb with particle"),
    pytest.param("Ann Lee called for 40 new tanks.", "Ann Lee", id="called for"),
    pytest.param("Ann Lee went home, saying 40 men had died.", "Ann Lee", id="gerund"),
    pytest.param("Ann Lee was quoted as saying 40 men died.", "Ann Lee", id="passive quoted as saying"),
    pytest.param("As Ann Lee noted, 40 men died.", "Ann Lee", id="as clause"),
    pytest.param("More men died, 40 in all, than the army had admitted.", "army", id="than clause"),
    pytest.param("According to the White House, 40 men died.", "White House", id="according to, fronted"),
    pytest.param(
        "Some 40 men died, according to Ukrainian officials.", "Ukrainian officials", id="according to, behind"
    ),
    pytest.param("As reported by the Daily Herald, 40 men died.", "Daily Herald", id="as reported by"),
    pytest.param("A Gallup poll found 40 percent agree.", "Gallup poll", id="finding"),
    pytest.param("The poll released Friday shows that 40 percent agree.", "poll", id="finding with participle"),
    pytest.param("The survey has Lee leading by 40 points.", "survey", id="poll has"),
    pytest.param("In a Gallup poll, 40 percent agreed.", "Gallup poll", id="in a poll, fronted"),
    pytest.param("About 40 percent agreed in a Gallup poll.", "Gallup poll", id="in a poll, behind"),
    pytest.param("Labor Department data show 40 layoffs.", "Labor Department data", id="data show"),
    pytest.param("The report says 40 men died.", "report", id="report as a noun"),
    pytest.param("If, as Ann Lee says, 40 men come, we go.", "Ann Lee", id="if clause"),
]


@pytest.mark.parametrize(("text", "name"), INDIRECT_SPEECH)
def test_indirect_speech(text, name):
    found = attributions(text)[0]

    assert who(found) == name
    assert found.mode is INDIRECT
    assert found.cue is not None


OWN_VOICE = [
    pytest.param("At least 40 men died.", id="plain"),
    pytest.param("Ann Lee, 40, said the road was shut.", id="age of the speaker"),
    pytest.param("In 2014 Ann Lee said the road was shut.", id="before a leading cue"),
    pytest.param('"The road is shut," said Ann Lee, who has 3 sons.', id="behind the speaker"),
    pytest.param("The firm added 40 jobs.", id="arithmetic"),
    pytest.param("The flood claimed 40 lives.", id="claimed lives"),
    pytest.param("A man who claimed responsibility left a 40-page note.", id="claimed responsibility"),
    pytest.param("Ann Lee did not say 40 men died.", id="denied"),
    pytest.param("The toll is expected to reach 40.", id="passive"),
    pytest.param("Sales rose 40 percent. Ann Lee said she was glad.", id="sentence before"),
    pytest.param("The road is shut, the army said. Some 40 men live there.", id="sentence behind"),
    pytest.param("Ann Lee said the old bridge is shut, which cost 40 firms their trade.", id="remark"),
    pytest.param("According to the plan, the road is shut.\n\nSome 40 men live there.", id="next paragraph"),
]


@pytest.mark.parametrize("text", OWN_VOICE)
def test_own_voice(text):
    assert set(attributions(text)) == {Attribution()}


def test_two_speakers_share_a_sentence():
    found = attributions("The army said 40 men died, while the mayor said 90 did.")

    assert [who(a) for a in found] == ["army", "mayor"]


def test_outer_speaker_of_a_reported_speaker():
    found = attributions('"As a general told me, 60 million people died," Joe Biden said.')

    assert who(found[0]) == "Joe Biden"


def test_listener_outlet_is_the_source():
    text = "The Wall Street Journal reported it. “I expect 40,000 more,” Ann Lee told the Journal."

    (found,) = attributions(text)

    assert found.speaker.name == "Ann Lee"
    assert found.source.name == "The Wall Street Journal"


def test_outlet_that_reports_a_speaker_is_the_source():
    (found,) = attributions("The Guardian reported that Ann Lee said 40 men died.")

    assert [voice and voice.name for voice in (found.speaker, found.source)] == ["Ann Lee", "The Guardian"]


def test_list_under_a_cue():
    text = "According to the White House:\n\n  • On Monday 40 men left.\n  • On Friday 90 men left."

    assert [who(a) for a in attributions(text)] == ["White House", "White House"]


def test_statement_inside_a_list_item():
    text = "According to the White House:\n\n• The European Union announced it would send 500 million euros."

    assert who(attributions(text)[0]) == "European Union"


def test_answer_says_why():
    text = "At least 40 men died, Ann Lee said."

    (found,) = attributions(text)

    assert found.cue.of(text) == "said"
    assert found.speaker.span.of(text) == found.speaker.mention == "Ann Lee"
    assert [(reason.field, reason.rule) for reason in found.reasons] == [
        ("cue", "said-after"),
        ("speaker", "full-name"),
    ]


def test_order_of_the_spans_is_kept():
    text = "The army said 40 died. Some 90 fled."
    spans = [Span(text.index("90"), text.index("90") + 2), Span(text.index("40"), text.index("40") + 2)]

    assert [who(a) for a in attribute(text, split_sentences(text), spans)] == [None, "army"]


@pytest.mark.parametrize(
    "piece",
    ['"5 ', "said 5, ", "5 according to 5 ", "He said 5. ", "* 5\n", "“5\n\n", "said:\n\n5", "also Friday said 5 ", "5) (", "A. 5 ", "١ قال 5 ", "in in 5 "],
)  # fmt: skip
def test_odd_text_never_raises(piece):
    text = piece * 400
    spans = [Span(match.start(), match.end()) for match in re.finditer("5", text)]

    assert len(attribute(text, split_sentences(text), spans)) == len(spans)


def test_number_outside_every_sentence():
    assert attribute(" 5 ", (), [Span(1, 2)]) == (Attribution(),)
