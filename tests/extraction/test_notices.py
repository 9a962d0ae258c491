"""Lines by which an outlet owns up to a change."""

import pytest

from articles.extraction.notices import find_notices, has_new_notice


@pytest.mark.parametrize(
    "line",
    [
        "Correction: the toll was 41, not 35.",
        "Correction, 4 March 2026: the toll was misstated.".replace(",", " ("),
        "* This article was amended on 4 March 2026 to correct the toll.",
        "An earlier version of this article wrongly said that 35 people died.",
        "Editor’s note: this story has been corrected.",
        "Korrektur: In einer früheren Version hieß es 35 Tote.",
        "In einer früheren Version war die Zahl falsch.",
        "Une version précédente indiquait par erreur 35 morts.",
        "Fe de errores: fueron 41 personas.",
    ],
)
def test_notice_is_found(line: str):
    text = f"Flood kills 41\n\nAt least 41 people died.\n\n{line}\n"
    assert [span.of(text) for span in find_notices(text)] == [line]


@pytest.mark.parametrize(
    "line",
    [
        "The correction of the market went on for a third day.",
        "This article is part of a series on rivers.",
        "Officials corrected the toll to 41 on Monday.",
        "He called this story wrong.",
        "Corrections officers counted 35 inmates.",
    ],
)
def test_news_of_corrections_is_no_notice(line: str):
    assert find_notices(f"At least 41 people died.\n\n{line}\n") == ()


def test_only_a_new_notice_counts():
    old = "35 died.\n\nCorrection: the river is the Ister."
    assert not has_new_notice(old, old.replace("35", "41"))
    assert has_new_notice(old, old.replace("35", "41") + "\n\nCorrection: 41 people died.")
