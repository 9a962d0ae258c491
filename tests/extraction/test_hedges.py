from decimal import Decimal

import pytest

from articles.extraction.quantities import find_quantities
from articles.extraction.values import Hedge, Interval

N = Decimal(300)
AT_LEAST, MORE, AT_MOST, LESS, ABOUT = (
    (Hedge.AT_LEAST, Interval(N, None)),
    (Hedge.MORE_THAN, Interval(N, None, low_open=True)),
    (Hedge.AT_MOST, Interval(None, N)),
    (Hedge.LESS_THAN, Interval(None, N, high_open=True)),
    (Hedge.ABOUT, Interval(N, N)),
)
EXACT = (Hedge.EXACT, Interval(N, N))

HEDGES = [
    pytest.param("{} boats", EXACT, id="none"),
    pytest.param("exactly {} boats", EXACT, id="exactly"),
    pytest.param("at least {} boats", AT_LEAST, id="at least"),
    pytest.param("at least another {} boats", AT_LEAST, id="at least another"),
    pytest.param("no fewer than {} boats", AT_LEAST, id="no fewer than"),
    pytest.param("{} boats or more", AT_LEAST, id="or more"),
    pytest.param("{} or more boats", AT_LEAST, id="or more between"),
    pytest.param("more than {} boats", MORE, id="more than"),
    pytest.param("just over {} boats", MORE, id="just over"),
    pytest.param("upwards of {} boats", MORE, id="upwards of"),
    pytest.param("{}-plus boats", MORE, id="plus"),
    pytest.param("as many as {} boats", AT_MOST, id="as many as"),
    pytest.param("up to {} boats", AT_MOST, id="up to"),
    pytest.param("no more than {} boats", AT_MOST, id="no more than"),
    pytest.param("within {} miles", AT_MOST, id="within"),
    pytest.param("{} boats at most", AT_MOST, id="at most"),
    pytest.param("fewer than {} boats", LESS, id="fewer than"),
    pytest.param("just under {} boats", LESS, id="just under"),
    pytest.param("not even {} boats", LESS, id="not even"),
    pytest.param("sub-{} sq m rooms", LESS, id="sub"),
    pytest.param("nearly {} boats", ABOUT, id="nearly"),
    pytest.param("some {} boats", ABOUT, id="some"),
    pytest.param("an estimated {} boats", ABOUT, id="an estimated"),
    pytest.param("~{} boats", ABOUT, id="tilde"),
    pytest.param("{}-odd boats", ABOUT, id="odd"),
    pytest.param("{} boats or so", ABOUT, id="or so"),
    pytest.param("a book about a {}-boat fleet", EXACT, id="about as a preposition"),
    pytest.param("over the past {} days", EXACT, id="over the past"),
]


@pytest.mark.parametrize(("pattern", "expected"), HEDGES)
def test_hedge_and_interval(pattern: str, expected: tuple[Hedge, Interval]) -> None:
    quantity = find_quantities("They counted " + pattern.format("300") + " there.")[0]

    assert (quantity.hedge, quantity.interval) == expected
    assert quantity.value == N


def test_conversion_keeps_the_hedge() -> None:
    _, miles = find_quantities("Moths fly more than 100 kilometers (60 miles).")

    assert miles.hedge is Hedge.MORE_THAN


def test_comparison_bounds_nothing() -> None:
    more, level = find_quantities("It is $60 billion more than $740 billion.")

    assert (more.hedge, level.hedge) == (Hedge.EXACT, Hedge.EXACT)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        pytest.param("They sent a planned 3,000 troops.", ("planned",), id="planned"),
        pytest.param("The law authorises $740 million.", ("authorised",), id="authorised"),
        pytest.param("Sales are projected to reach 3,000 units.", ("projected",), id="projected"),
        pytest.param("They sent 3,000 troops.", (), id="none"),
    ],
)
def test_status_is_kept_apart(text: str, status: tuple[str, ...]) -> None:
    assert find_quantities(text)[0].status == status


@pytest.mark.parametrize(
    ("text", "is_negated"),
    [
        pytest.param("They did not send 3,000 troops.", True, id="did not"),
        pytest.param("They never had 3,000 troops.", True, id="never"),
        pytest.param("They sent not only 3,000 troops.", False, id="not only"),
        pytest.param("They sent no more than 3,000 troops.", False, id="no more than"),
        pytest.param("It was not so: 3,000 troops came.", False, id="other clause"),
    ],
)
def test_negation(text: str, is_negated: bool) -> None:
    assert find_quantities(text)[0].is_negated is is_negated


def test_reasons_name_rule_and_words() -> None:
    text = "At least 35 people died."
    reasons = {reason.field: reason for reason in find_quantities(text)[0].reasons}

    assert reasons["hedge"].rule == "hedge-before"
    assert reasons["hedge"].span is not None
    assert reasons["hedge"].span.of(text) == "At least"
    assert reasons["unit"].rule == "counted-noun"
    assert reasons["value"].rule == "digits-number"
