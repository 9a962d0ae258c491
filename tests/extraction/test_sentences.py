from itertools import pairwise

import pytest

from articles.extraction.sentences import LONGEST_SENTENCE, split_sentences

SPLITS = [
    pytest.param("He left. She stayed.", ["He left.", "She stayed."], id="full stop"),
    pytest.param("Who won? Nobody!", ["Who won?", "Nobody!"], id="question and exclamation"),
    pytest.param("The U.S. Army sent 5 tanks.", ["The U.S. Army sent 5 tanks."], id="abbreviation before a name"),
    pytest.param("It sits in the U.S. The base is old.", ["It sits in the U.S.", "The base is old."], id="abbreviation at the end"),
    pytest.param("Adm. John C. Miller saw 12 ships.", ["Adm. John C. Miller saw 12 ships."], id="title and initial"),
    pytest.param("Mr. Lee met Sen. Ray in St. Ives.", ["Mr. Lee met Sen. Ray in St. Ives."], id="titles"),
    pytest.param("It won No. 5 in the poll.", ["It won No. 5 in the poll."], id="number sign"),
    pytest.param("Did he go? No. He stayed.", ["Did he go?", "No.", "He stayed."], id="the word no"),
    pytest.param("They met on Jan. 5. It rained.", ["They met on Jan. 5.", "It rained."], id="month"),
    pytest.param("Acme Inc. The firm sold 3 units.", ["Acme Inc.", "The firm sold 3 units."], id="company before a starter"),
    pytest.param("Acme Inc. Chairman Bo Li left.", ["Acme Inc. Chairman Bo Li left."], id="company before a name"),
    pytest.param("“Go home.” She left.", ["“Go home.”", "She left."], id="mark after the full stop"),
    pytest.param('"Why?" he asked.', ['"Why?" he asked.'], id="question inside the sentence"),
    pytest.param("Prices rose 3.5 percent.", ["Prices rose 3.5 percent."], id="decimal"),
    pytest.param("We wait... and see.", ["We wait... and see."], id="dots inside"),
    pytest.param("It fell.[3] It rose.", ["It fell.[3]", "It rose."], id="footnote mark"),
    pytest.param("A title of ours\n\nThe text begins.", ["A title of ours", "The text begins."], id="heading"),
    pytest.param("Return China\n\nto colonial rule in 5 years.", ["Return China\n\nto colonial rule in 5 years."], id="blank line inside"),
    pytest.param("A war with\n\nRussia would cost 9 billion.", ["A war with\n\nRussia would cost 9 billion."], id="blank line after a preposition"),
    pytest.param("List:\n\n• five men\n• six women", ["List:", "• five men", "• six women"], id="bullets"),
    pytest.param("1. The first item.\n2. The second item.", ["1. The first item.", "2. The second item."], id="list numbers"),
    pytest.param("KYIV (AP) — Five men died.", ["KYIV (AP) — Five men died."], id="dateline"),
    pytest.param(
        "The committee met on Tuesday in the old town hall and heard\nSenator Ann Lee speak of 40 new tanks for the northern army.",
        ["The committee met on Tuesday in the old town hall and heard\nSenator Ann Lee speak of 40 new tanks for the northern army."],
        id="wrapped line before a capital",
    ),
    pytest.param("  \n ", [], id="white space"),
    pytest.param("", [], id="nothing"),
    pytest.param("他走了。她留下。 好", ["他走了。她留下。", "好"], id="other script"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "sentences"), SPLITS)
def test_split_sentences(text, sentences):
    assert [span.of(text) for span in split_sentences(text)] == sentences


def test_split_sentences_cuts_long_ones():
    text = "word " * 2_000

    spans = split_sentences(text)

    assert max(span.end - span.start for span in spans) <= LONGEST_SENTENCE
    assert "".join(span.of(text) for span in spans).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize("piece", ["1,", "A.", '."', "\n", "No. ", "“\n\n", "x\n", "\u0661", "e\u0301"])
def test_split_sentences_keeps_order_in_odd_text(piece):
    spans = split_sentences(piece * 16_000)

    assert all(a.end <= b.start for a, b in pairwise(spans))
