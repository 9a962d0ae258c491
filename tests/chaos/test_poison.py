"""Texts that kill or hang a parser, and values that no database holds: each ends with a cause, and harms no other."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterator
from random import Random

import pytest
from django.db.models.functions import Now

from articles.ingestion import child, intake, leases, work
from articles.ingestion.submission import Outcome, Said, Submission
from articles.models import Article, Claim

pytestmark = [pytest.mark.chaos, pytest.mark.django_db]
# the small size is that of .ci/run
IS_FULL = os.environ.get("CHAOS_SIZE") == "full"
POISON, ODD_VALUES = (20, 500) if IS_FULL else (2, 60)
ENDED = {Article.State.DONE, Article.State.REJECTED, Article.State.QUARANTINED}
# the real child, but for two words: the pages that killed and hung parsers are refused before a parser sees them
CHILD = """
import os, signal
from articles.ingestion import child_side
child_side.CPU_S = 2
read_page = child_side._READERS["page"]
def read(body, **more):
    if b"killing" in body:
        os.kill(os.getpid(), signal.SIGSEGV)
    while b"hanging" in body:
        pass
    return read_page(body, **more)
child_side._READERS = {**child_side._READERS, "page": read}
child_side.main()
"""
SENTENCE = "At least 35 people were hurt in the harbour on Monday, the police said. "


@pytest.fixture(autouse=True)
def fresh_child() -> Iterator[None]:
    child.close_child()
    yield
    child.close_child()


def page(kind: str, number: int) -> Submission:
    body = f"<html><head><title>Page {number}</title></head><body><article><h1>Page {number}</h1>"
    body += f"<p>A {kind} page. {SENTENCE * 4}</p>" * 3 + "</article></body></html>"
    return Submission(body.encode(), "text/html", url=f"https://news.example/{number}")


def worked(submission: Submission) -> Article:
    """What becomes of an article after the three attempts that it has."""
    receipt = intake.accept(submission, via=Article.Via.COMMAND)
    assert receipt.article_id is not None
    for _ in range(leases.MOST_ATTEMPTS):
        work.extract_article(receipt.article_id)
        Article.objects.filter(pk=receipt.article_id).update(next_attempt_at=Now())
    return Article.objects.get(pk=receipt.article_id)


def test_poisoned_pages_harm_no_neighbour(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(child, "COMMAND", (sys.executable, "-c", CHILD))
    kinds = ["plain", "killing", "plain", "hanging"] * POISON
    ends = [worked(page(kind, number)) for number, kind in enumerate(kinds)]
    told = {
        kind: Counter((a.state, a.reason) for k, a in zip(kinds, ends, strict=True) if k == kind) for kind in set(kinds)
    }
    assert told == {
        "plain": {("done", ""): 2 * POISON},
        "killing": {("rejected", "parse_crashed: SIGSEGV"): POISON},
        "hanging": {("rejected", "parse_timeout"): POISON},
    }
    assert max(article.attempt_count for article in ends) <= leases.MOST_ATTEMPTS


ODD = [
    pytest.param("At least 35 people were hurt\x00 and 12 people died.", id="NUL"),
    pytest.param("At least 35 people \ud800 were hurt and 12 people died.", id="lone surrogate"),
    pytest.param(f"The ministry counted {'9' * 5_000} soldiers and 12 ships.", id="5,000 digits"),
    pytest.param("It cost 1e999999 dollars and 12 people died.", id="exponent"),
    pytest.param("It cost $9.99e400 million, NaN percent and Infinity dollars, and 12 people died.", id="not a number"),
    pytest.param(f"It cost {2**40:,} dollars, {2**70:,} euros and 12 people died.", id="beyond integers"),
    pytest.param(f"About 0.{'0' * 400}1 percent of 12 people died.", id="400 places"),
    pytest.param("About 10 million million million million million million million people, 12 died.", id="millions of millions"),
    pytest.param(" ".join(f"w{n:x}" for n in range(140_000)) + " and 12 people died.", id="1 MB of different words"),
    pytest.param("x" * 1_000_000 + " and 12 people died.", id="1 MB of one word"),
    pytest.param("12 people died. " * 1_000, id="1,000 claims"),
    pytest.param("\ufffe\uffff\U0010ffff 12 people died\u202e, 35 were hurt\u2028.", id="no characters"),
    pytest.param(f"{'A' * 3_000} said that 12 people died.", id="a name of 3,000 letters"),
    pytest.param("the " + "very " * 2_000 + "large 12 people died, said " + "Ada " * 2_000, id="long words for it"),
]  # fmt: skip


@pytest.mark.parametrize("text", ODD)
def test_odd_values_end(text: str):
    article = worked(Submission(text.encode("utf-8", "surrogatepass"), url="https://news.example/odd"))
    assert article.state in ENDED
    assert article.state == Article.State.DONE or article.reason
    numbers = [n for claim in Claim.objects.all() for n in (claim.value, claim.interval and claim.interval.lower)]
    assert all(number is None or number.is_finite() for number in numbers)


NUMBERS = (
    "9" * 400, "0" * 400, "1e999999", "-1e-999999", "NaN", "Infinity", "-0", "0x7f", "1,2,3,4", "1.2.3.4", "٣٥", "३५", "三十五",
    "½", "35½", "1/0", "10^400", str(2**31), str(2**63), str(2**200), "1_000", "１２", "Ⅻ", "35\x00", "3\u200b5", "3\u202e5", "٪35",
)  # fmt: skip
UNITS = (
    "%",
    "percent",
    "million",
    "billion billion",
    "$",
    "€",
    "℃",
    "\ufffd",
    "people",
    "",
    "\x00",
    "\ud800",
    "times",
    "km²",
)
FRAMES = (
    "At least {}{} were hurt.", "{}–{}, she said.", "${} {}", "between {} and {}", "“{}{}", "({}", "{} {} {}", "up from {} to {}",
)  # fmt: skip


def odd_text(number: int) -> str:
    """A sentence whose number, unit and frame are drawn from what breaks programs."""
    chance = Random(number)
    drawn = (chance.choice(chance.choice((NUMBERS, UNITS))) for _ in range(3))
    return f"{chance.choice(FRAMES).format(*drawn)} And {number} {chance.choice(UNITS)} {chance.choice(NUMBERS)}."


def test_generated_odd_values_end():
    for number in range(ODD_VALUES):
        raw = odd_text(number).encode("utf-8", "surrogatepass")
        article = worked(Submission(raw, url=f"https://news.example/odd/{number}"))
        assert article.state in ENDED, odd_text(number)
        assert article.state == Article.State.DONE or article.reason, odd_text(number)
    numbers = [n for claim in Claim.objects.all() for n in (claim.value, claim.interval and claim.interval.lower)]
    assert all(number is None or number.is_finite() for number in numbers)


@pytest.mark.parametrize("odd", ["a\x00b", "a\ud800b", "x" * 1_000_000], ids=["NUL", "surrogate", "long"])
@pytest.mark.parametrize("field", ["title", "byline", "outlet", "language"])
@pytest.mark.parametrize("raw", [SENTENCE.encode(), None], ids=["text", "address"])
def test_odd_statements_end(field: str, odd: str, raw: bytes | None):
    submission = Submission(raw, url="https://news.example/odd", said=Said(**{field: odd}))
    receipt = intake.accept(submission, via=Article.Via.API)
    if receipt.outcome is Outcome.REJECTED:
        assert receipt.reason
    elif raw:
        assert worked(submission).state in ENDED
