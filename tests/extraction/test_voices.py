import re

import pytest

from articles.extraction.attribution import attribute
from articles.extraction.sentences import split_sentences
from articles.extraction.values import Span, VoiceKind


def voice_of(text):
    """The voice of the last run of digits in ``text``."""
    spans = [Span(*match.span()) for match in re.finditer(r"\d[\d,.]*\d|\d", text)]
    found = attribute(text, split_sentences(text), spans)[-1]
    voice = found.speaker or found.source
    assert voice is not None
    return voice


NAMES = [
    pytest.param("Sen. Ann Lee spoke. Lee said 40 men died.", "Ann Lee", id="surname"),
    pytest.param("Sen. Ann Lee spoke. Ms. Lee said 40 men died.", "Ann Lee", id="title and surname"),
    pytest.param("NATO Secretary General Jens Holm said 40 men died.", "Jens Holm", id="titles in front"),
    pytest.param("Campaign manager Ann Lee said 40 men died.", "Ann Lee", id="lower-case title in front"),
    pytest.param("Ann Lee met Tom Ray. He said 40 men died.", "Tom Ray", id="he"),
    pytest.param("Tom Ray met Ann Lee. She said 40 men died.", "Ann Lee", id="she"),
    pytest.param("Tom Ray said it rained. Then he said 40 men died.", "Tom Ray", id="he goes on"),
    pytest.param("Tom Ray praised Bill Fox. “Forty,” he said. He added that 40 men died.", "Tom Ray", id="subject first"),
    pytest.param("Robert Downey Jr. spoke. Downey said 40 men died.", "Robert Downey Jr.", id="suffix"),
    pytest.param("Mr. Kweku Boateng spoke. Boateng said 40 men died.", "Kweku Boateng", id="unknown given name"),
    pytest.param("Sen. Ann Lee spoke. The senator said 40 men died.", "Ann Lee", id="office"),
    pytest.param("Sen. Ann Lee met Sen. Tom Ray. The senator said 40 men died.", "senator", id="office of two"),
    pytest.param("Russia's Defense Ministry spoke. The ministry said 40 men died.", "Defense Ministry", id="ministry"),
    pytest.param("A senior U.S. official spoke. The official said 40 men died.", "U.S. official", id="official"),
    pytest.param("The council met. It said 40 men died.", "It", id="it across sentences"),
    pytest.param("The council says that in what they call a war 40 men died.", "council", id="outer body"),
    pytest.param("Ukrainian officials said 40 men died.", "Ukrainian officials", id="as called"),
    pytest.param("A poll released Friday found 40 percent agree.", "poll", id="participle left out"),
    pytest.param("Lee’s claim that 40 men died was wrong. Ann Lee left.", "Ann Lee", id="possessive"),
    pytest.param("Mayor of Leeds Ann Lee said 40 men died.", "Ann Lee", id="name behind of"),
    pytest.param("Virginia Gov. Tom Ray spoke. He said 40 men died.", "Tom Ray", id="state before a title"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name"), NAMES)
def test_voice_name(text, name):
    assert voice_of(text).name == name


KINDS = [
    pytest.param("Ann Lee said 40 men died.", VoiceKind.PERSON, id="person"),
    pytest.param("Lee said 40 men died.", VoiceKind.PERSON, id="surname alone"),
    pytest.param("A spokesman said 40 men died.", VoiceKind.PERSON, id="unnamed person"),
    pytest.param("He said 40 men died.", VoiceKind.PERSON, id="pronoun"),
    pytest.param("Officials said 40 men died.", VoiceKind.GROUP, id="group"),
    pytest.param("Leeds police said 40 men died.", VoiceKind.GROUP, id="police"),
    pytest.param("It said 40 men died.", VoiceKind.BODY, id="it"),
    pytest.param("The minister, al-Yasin said, lost 40 men.", VoiceKind.PERSON, id="Arabic article"),
    pytest.param("They said 40 men died.", VoiceKind.GROUP, id="plural pronoun"),
    pytest.param("The White House said 40 men died.", VoiceKind.BODY, id="body"),
    pytest.param("Washington said 40 men died.", VoiceKind.BODY, id="capital of a government"),
    pytest.param("NATO said 40 men died.", VoiceKind.BODY, id="acronym"),
    pytest.param("The campaign said 40 men died.", VoiceKind.BODY, id="body noun"),
    pytest.param("The Guardian reported 40 deaths.", VoiceKind.OUTLET, id="outlet"),
    pytest.param("The newspaper reported 40 deaths.", VoiceKind.OUTLET, id="outlet noun"),
    pytest.param("Reuters reported 40 deaths.", VoiceKind.AGENCY, id="agency"),
    pytest.param("The report says 40 men died.", VoiceKind.REPORT, id="report"),
    pytest.param("A Gallup poll found 40 percent agree.", VoiceKind.POLL, id="poll"),
    pytest.param("Census data show 40 deaths.", VoiceKind.DATASET, id="data"),
]


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_voice_kind(text, kind):
    assert voice_of(text).kind is kind


def test_voice_mention_keeps_the_title():
    text = "On Monday NATO Secretary General Jens Holm said 40 men died."

    voice = voice_of(text)

    assert voice.mention == voice.span.of(text) == "NATO Secretary General Jens Holm"
    assert voice.name == "Jens Holm"


def test_outlets_are_sources_and_people_speakers():
    text = "Ann Lee wrote in the New York Times that 40 men died."

    (found,) = attribute(text, split_sentences(text), [Span(text.index("40"), text.index("40") + 2)])

    voices = [voice and voice.name for voice in (found.speaker, found.source)]
    assert voices == ["Ann Lee", "The New York Times"]
