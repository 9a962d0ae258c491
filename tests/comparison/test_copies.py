import pytest

from articles.comparison import ArticleText, Overlap, copy_overlap, find_copies, sketch
from articles.comparison.copies import copy_share

REPORT = (
    "The harbour master of Solmar closed the outer quay on Monday after a crane slid into the water. "
    "Divers searched the basin until dusk and found no one. The crane, built in the nineties, had passed its yearly "
    "check in spring, the port office wrote. Three ferries were sent to the old pier, where passengers waited for hours "
    "in the rain. A salvage ship is expected from the south by the end of the week, and the office hopes to open half "
    "of the quay before the holiday. Fishing boats may use the inner gate as before, though only by daylight."
)
OTHER = (
    "Voters in the upper valley rejected the new water tariff by a wide margin, the district clerk wrote on Sunday. "
    "Turnout was the highest in twelve years. The council must now find other money for the leaking main under the "
    "market square, which has flooded cellars twice since autumn. A second vote is unlikely before the next budget, and "
    "the mayor, who had fought for the tariff, left the hall without a word to the waiting crowd or to her own party."
)
FOOTER = (
    "\n\nCopyright 2024 WXYZ. All rights reserved. This material may not be published or rewritten."
    "\nSign up for our newsletter to get breaking news alerts in your inbox.\nAlready have an account? Log in here."
    "\nPlease check your email and click on the link to activate your account."
)
SPEECH = (
    "\u201cWe will rebuild every house that this river took, we will do it before the frost, and we will not ask a single "
    "family in this valley to pay for what the dam company should have mended ten years ago, when our engineers told them "
    "in writing that the lower gate was rusted through,\u201d "
)


def test_copy_with_footer_is_a_copy():
    shared = copy_overlap(REPORT, REPORT + FOOTER)
    assert shared.is_copy
    assert shared.overlap == 1.0


def test_runs_point_into_both_texts():
    first, second = REPORT, "Updated. " + REPORT
    left, right = copy_overlap(first, second).runs[0]
    assert left.of(first) == right.of(second)
    assert left.end - left.start > 500


def test_excerpt_is_a_copy():
    assert copy_overlap(REPORT, REPORT[: REPORT.index("A salvage")]).is_copy


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param(REPORT, OTHER, id="strangers"),
        pytest.param(REPORT + FOOTER, OTHER + FOOTER, id="one station's footer"),
        pytest.param("Man hurt at pier." + FOOTER, "Child lost in fog." + FOOTER, id="nothing but a footer"),
        pytest.param(SPEECH + "he said. " + OTHER, SPEECH + "she wrote. " + REPORT, id="one long quotation"),
        pytest.param("", REPORT, id="no text"),
    ],
)
def test_not_a_copy(first, second):
    assert not copy_overlap(first, second).is_copy


def test_sketches_of_copies_meet_and_of_strangers_do_not():
    assert len(set(sketch(REPORT)) & set(sketch(REPORT + FOOTER))) >= 4
    assert not set(sketch(REPORT + FOOTER)) & set(sketch(OTHER + FOOTER))
    assert all(0 <= key < 2**63 for key in sketch(REPORT))
    assert sketch("") == ()


def test_origin_is_the_longest_text_of_its_copies():
    articles = [ArticleText("a", REPORT), ArticleText("b", OTHER), ArticleText("c", REPORT + " More tomorrow.")]
    assert find_copies(articles) == {"a": "c", "b": "b", "c": "c"}


def test_the_share_alone_is_that_of_the_whole_answer() -> None:
    whole = copy_overlap(REPORT, REPORT + FOOTER)
    assert copy_share(REPORT, REPORT + FOOTER) == Overlap(whole.is_copy, whole.overlap)
