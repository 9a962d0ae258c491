from itertools import pairwise

import pytest

from articles.extraction.quotations import find_quotations

FOUND = [
    pytest.param('He said, "Go home."', ["Go home."], id="straight"),
    pytest.param("He said, “Go home.”", ["Go home."], id="typographic"),
    pytest.param("''We lost 5,'' she said.", ["We lost 5,"], id="doubled apostrophes"),
    pytest.param("He called it ‘the last of 9 wars’ and left.", ["the last of 9 wars"], id="typographic single"),
    pytest.param("She calls it 'a plan for 5 years' now.", ["a plan for 5 years"], id="straight single"),
    pytest.param("The men's plan and the boys' plan", [], id="apostrophes"),
    pytest.param('"A," he said, "and B."', ["A,", "and B."], id="two in a sentence"),
    pytest.param('He said: "I read “No 5” today."', ["I read “No 5” today."], id="curly inside straight"),
    pytest.param("“It is so.“ He left.", ["It is so."], id="opening mark at both ends"),
    pytest.param("“One man.\n\n“Two men.”", ["One man.\n\n“Two men."], id="speech over paragraphs"),
    pytest.param("“Never closed here.\n\nNext “one” is.", ["one"], id="unbalanced skips that one"),
    pytest.param('A 6" pipe and "two words" here.', ["two words"], id="inch mark"),
    pytest.param("„Fünf Mann“, sagte er.", ["Fünf Mann"], id="low mark"),
    pytest.param("«Cinq hommes», dit-il.", ["Cinq hommes"], id="guillemets"),
    pytest.param("She said:\n\nThere are 5 of them.\n\nHe left.", ["There are 5 of them."], id="block after a colon line"),
    pytest.param("The menu:\n\nThere are 5 dishes.", [], id="colon line without speech"),
    pytest.param("She said:\n\n• 5 men\n\n• 6 men", [], id="list after a colon line"),
    pytest.param('" " “” ', [" "], id="empty marks"),
    pytest.param("", [], id="nothing"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "quoted"), FOUND)
def test_find_quotations(text, quoted):
    assert [quotation.span.of(text) for quotation in find_quotations(text)] == quoted


def test_block_quotation_is_marked():
    text = "She told the court:\n\nI saw “five” men."

    (block,) = find_quotations(text)

    assert block.is_block
    assert block.span.of(text) == "I saw “five” men."


@pytest.mark.parametrize("piece", ['"', "“", "''", "'a", "‘a’b ", '("', "“\n\n", "said:\n\n", '“"”', "’"])
def test_quotations_never_overlap_in_odd_text(piece):
    found = find_quotations(piece * 4_000)

    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
