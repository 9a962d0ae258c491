from decimal import Decimal

from articles.comparison import spread
from articles.extraction.values import Hedge, Interval
from tests.comparison.statements import stated


def at(number: str, value: int | None, article: str, **fields):
    return stated(f"[{number}] boats sank.", value, article=article, id=article, **fields)


def test_copies_count_once():
    told = spread(
        [
            at("30", 30, "a", outlet="Courier", origin="a"),
            at("30", 30, "b", outlet="Herald", origin="a"),
            at("50", 50, "c", outlet="Globe", origin="c"),
        ]
    )
    assert (told.articles, told.outlets, told.origins) == (3, 3, 2)
    assert [told.low, told.middle, told.high] == [Decimal(30), Decimal(40), Decimal(50)]
    assert told.agreement == 0.0


def test_outlier_agrees_with_fewer_than_half():
    told = spread([at("30", 30, name, origin=name) for name in "abc"] + [at("90", 90, "d", origin="d")])
    assert told.outliers == ("d",)
    assert told.agreement == 0.5


def test_range_gives_both_ends_and_outlets_their_own():
    between = at(
        "20 to 25", None, "a", hedge=Hedge.BETWEEN, interval=Interval(Decimal(20), Decimal(25)), outlet="Courier"
    )
    told = spread([between, at("30", 30, "b", outlet="Herald")])
    assert [(o.outlet, o.low, o.high) for o in told.by_outlet] == [
        ("Courier", Decimal(20), Decimal(25)),
        ("Herald", Decimal(30), Decimal(30)),
    ]


def test_vague_and_empty_have_no_numbers():
    dozens = stated("[Dozens] of boats sank.", None, hedge=Hedge.VAGUE)
    assert spread([dozens]).low is None
    assert spread([]).agreement is None
    assert spread([]).articles == 0
