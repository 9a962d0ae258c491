"""What the pages show: paragraphs with their claims, matrices, origins, answers, comparisons, rates, charts."""

from datetime import timedelta
from decimal import Decimal

import pytest

from articles.models import Claim, Outlet
from articles.selectors.articles import paragraphs_of
from articles.selectors.changes import changes_of
from articles.selectors.charts import chart_of, legend_of, spread_out
from articles.selectors.claims import facets_of
from articles.selectors.compare import compare_outlets
from articles.selectors.figures import matrix_of, origins_of
from articles.selectors.outlets import outlet_view
from articles.selectors.search import answer_to, understood
from articles.selectors.speakers import speaker_view
from articles.selectors.strips import strip_of
from tests.factories import DAY, make_article, make_claim, make_figure, make_outlet, make_revision, make_speaker


@pytest.mark.parametrize(
    ("text", "spans", "pieces"),
    [
        pytest.param("A 5 b.\n\nC", [(2, 3)], [["A ", "*5", " b."], ["C"]], id="two paragraphs"),
        pytest.param("A\n \n\nB", [], [["A"], ["B"]], id="several blank lines"),
        pytest.param("5 of 10", [(0, 1), (5, 7)], [["*5", " of ", "*10"]], id="at both ends"),
        pytest.param("4 to 8 x", [(0, 6), (5, 6)], [["*4 to 8", " x"]], id="one inside another"),
        pytest.param("12 to 34", [(0, 5), (3, 8)], [["*12 to", "* 34"]], id="one over another's end"),
        pytest.param("5\n\n6", [(0, 4)], [["*5"], ["*6"]], id="over a paragraph's end"),
        pytest.param("", [], [], id="nothing"),
    ],
)
def test_paragraphs(text: str, spans: list[tuple[int, int]], pieces: list[list[str]]):
    claims = [Claim(start=start, end=end) for start, end in spans]
    found = paragraphs_of(text, claims)
    assert [[f"{'*' if each.claim else ''}{each.text}" for each in paragraph] for paragraph in found] == pieces


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("how many troops did Jens Stoltenberg say?", ("troops", "Jens Stoltenberg")),
        ("How much money has the ministry reported last year", ("money", "the ministry")),
        ("how many dead", ("dead", "")),
        ("troops in Europe", ("troops in Europe", "")),
        ("", ("", "")),
    ],
)
def test_questions_are_understood(words: str, meant: tuple[str, str]):
    assert understood(words) == meant


@pytest.mark.django_db
def test_answer_holds_only_what_the_speaker_said():
    hers = make_claim("35", speaker=make_speaker("Ana Veld"))
    make_claim("52", speaker=make_speaker("Bo Lind"))
    answer = answer_to("how many people did Veld say")
    assert [claim.pk for claim in answer.claims] == [hers.pk]
    assert answer_to("how many people did Nobody say").claims == []


@pytest.mark.django_db
def test_matrix_has_own_voice_first_and_copies_are_one_origin():
    first = make_claim("35", outlet=make_outlet("Herald"), speaker=make_speaker("Ana Veld"))
    copy = make_claim("35", article=make_article(outlet=make_outlet("Courier"), copy_of=first.article), days=1)
    matrix = matrix_of([first, copy])
    assert matrix.columns == ["own voice", "Ana Veld"]
    rows = [(outlet, [[claim.pk for claim in cell.claims] for cell in cells]) for outlet, cells in matrix.rows]
    assert rows == [("Courier", [[copy.pk], []]), ("Herald", [[], [first.pk]])]
    assert [(origin.first.pk, [c.pk for c in origin.copies]) for origin in origins_of([copy, first])] == [
        (first.pk, [copy.pk])
    ]


@pytest.mark.django_db
def test_facets_count_what_is_listed():
    herald = make_outlet("Herald")
    make_claim("35", outlet=herald, hedge="about")
    make_claim("52", outlet=herald)
    facets = facets_of(Claim.objects.all())
    assert (facets.total, facets.is_capped) == (2, False)
    assert [(choice.label, choice.count) for choice in facets.fields["outlet"]] == [("Herald", 2)]
    assert {choice.value: choice.count for choice in facets.fields["hedge"]} == {"about": 1, "exact": 1}


@pytest.mark.django_db
def test_compared_outlets_are_sorted_into_same_differs_and_only():
    one, other = make_outlet("Herald"), make_outlet("Courier")
    same = make_figure(make_claim("35", outlet=one), make_claim("35", outlet=other), outlet_count=2)
    differs = make_figure(make_claim("35", outlet=one), make_claim("52", outlet=other), outlet_count=2)
    only = make_figure(make_claim("7", outlet=one))
    compared = compare_outlets([one, other])
    assert [row.figure for row in compared.same] == [same]
    assert [row.figure for row in compared.differs] == [differs]
    assert [[row.figure for row in each.rows] for each in compared.only] == [[only], []]


@pytest.mark.django_db
def test_outlet_rates_name_part_and_whole():
    outlet: Outlet = make_outlet("Herald")
    make_claim("35", outlet=outlet, speaker=make_speaker(), hedge="about")
    make_claim("52", outlet=outlet)
    rates = {rate.name: (rate.part, rate.whole, rate.percent) for rate in outlet_view(outlet).rates}
    assert (rates["attributed"], rates["hedged"]) == ((1, 2, 50), (1, 2, 50))
    assert rates["in conflict"] == (0, 0, None)


@pytest.mark.django_db
def test_changes_are_those_of_numbers_only():
    article = make_article()
    for text, value in (("35 died.", "35"), ("Sadly 41 died.", "41")):
        article.revisions.update(is_latest=False)
        revision = make_revision(text, article)
        at = text.index(value)
        make_claim(value, article=article, revision=revision, start=at, end=at + 2, sentence_end=len(text))
    (change,) = changes_of(article)
    told = [(edit.before and edit.before.surface, edit.after and edit.after.surface) for edit in change.edits]
    assert (told, change.kept) == ([("35", "41")], 0)


def test_marks_are_pushed_apart_inside_the_edges():
    places = spread_out([DAY, DAY, DAY + timedelta(days=9)], 0, 100, least=10)
    assert places == [0, 10, 100]
    crowded = spread_out([DAY] * 50, 0, 100, least=10)
    assert crowded[0] >= -0.1
    assert crowded[-1] <= 100
    assert spread_out([DAY], 0, 100) == [50]


@pytest.mark.django_db
def test_chart_draws_open_ends_ranges_and_a_wide_scale():
    open_end = make_claim("35", hedge="at_least")
    spanned = make_claim(None, surface="20 to 25", hedge="between", days=1)
    spanned.interval = open_end.interval.__class__(Decimal(20), Decimal(25), "[]")
    vague = make_claim(None, surface="dozens", days=2)
    chart = chart_of([open_end, spanned, vague])
    assert chart is not None
    assert [(mark.is_open_up, mark.is_range) for mark in chart.marks] == [(True, False), (False, True)]
    assert (chart.unmeasured, chart.is_log) == (1, False)
    wide = chart_of([make_claim("35"), make_claim("35000", days=1)])
    assert wide is not None
    assert wide.is_log
    assert [tick.label for tick in wide.values] == ["100", "1,000", "10,000"]
    assert chart_of([vague]) is None
    assert strip_of([vague]) is None


@pytest.mark.django_db
def test_more_outlets_than_colours_get_another_shape():
    claims = [make_claim("5", outlet=make_outlet(f"Outlet {n:02}")) for n in range(9)]
    assert [(entry.colour, entry.shape) for entry in legend_of(claims)][-2:] == [(7, 0), (0, 1)]


@pytest.mark.django_db
def test_first_report_is_found_behind_the_newest_claims(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("articles.selectors.outlets.MOST_JUDGED", 1)
    herald, courier = make_outlet("Herald"), make_outlet("Courier")
    claims = [
        make_claim("35", outlet=herald),
        make_claim("35", outlet=courier, days=1),
        make_claim("35", outlet=herald, days=2),
    ]
    make_figure(*claims, first_reported_at=DAY)
    rates = {name: rate_of(outlet, "first") for name, outlet in (("Herald", herald), ("Courier", courier))}
    assert rates == {"Herald": (1, 1), "Courier": (0, 1)}


def rate_of(outlet: Outlet, name: str) -> tuple[int, int]:
    return next((rate.part, rate.whole) for rate in outlet_view(outlet).rates if rate.name == name)


@pytest.mark.django_db
def test_speaker_is_shown_with_the_figures_told_most(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("articles.selectors.speakers.MOST_FIGURES", 1)
    veld = make_speaker("Ana Veld")
    make_figure(make_claim("35", speaker=veld))
    often = make_figure(make_claim("35", speaker=veld), make_claim("52", speaker=veld, days=1))
    view = speaker_view(veld)
    assert [(told.figure, len(told.claims)) for told in view.told] == [(often, 2)]
    assert (view.total, view.is_cut) == (3, True)
