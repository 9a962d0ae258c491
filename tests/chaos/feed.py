"""The client: submits articles one by one, and writes down outside of the database what was accepted.

``python -m tests.chaos.feed LEDGER FROM TO [--edition 2] [--deliveries 5] [--naive] [--annotate 20]``
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path

import django

from tests.chaos.stories import Story, story

AGAIN_S = 0.5
TRIED_FOR_S = 90
CHUNK = 100


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ledger", type=Path)
    parser.add_argument("first", type=int)
    parser.add_argument("beyond", type=int)
    parser.add_argument("--edition", type=int, default=1)
    parser.add_argument("--deliveries", type=int, default=1)
    parser.add_argument("--long", action="store_true")
    parser.add_argument("--naive", action="store_true")
    parser.add_argument("--annotate", type=int, default=0)
    given = parser.parse_args()
    django.setup()
    if given.annotate:
        annotate(given.annotate)
    chance, ids = random.Random(7), list[int]()
    with given.ledger.open("a", encoding="utf-8") as ledger:
        for number in range(given.first, given.beyond):
            told = story(number, edition=given.edition, is_long=given.long)
            ids.append(_submit(told, is_naive=given.naive))
            ledger.write(f"{number}\n")
            ledger.flush()
            if len(ids) == CHUNK or number == given.beyond - 1:
                _send_again(ids * (given.deliveries - 1), chance)
                ids.clear()


def _submit(told: Story, *, is_naive: bool) -> int:
    """What a client does that gets no answer: the same once more, until there is one."""
    from django.db import Error, close_old_connections

    end = time.monotonic() + TRIED_FOR_S
    while True:
        try:
            return _accept_naively(told) if is_naive else _accept(told)
        except Error:
            if time.monotonic() > end:
                raise
            close_old_connections()
            time.sleep(AGAIN_S)


def _accept(told: Story) -> int:
    from articles import tasks
    from articles.models import Article

    said = tasks.Said(outlet=told.outlet, published=told.published)
    submission = tasks.Submission(told.raw, told.media_type, url=told.url, said=said)
    (receipt,) = tasks.submit([submission], via=Article.Via.API)
    assert receipt.article_id is not None, receipt.reason
    return receipt.article_id


def _accept_naively(told: Story) -> int:
    from tests.chaos import naive

    return naive.accept(told)


def _send_again(ids: list[int], chance: random.Random) -> None:
    from articles import tasks
    from articles.ingestion import sending

    chance.shuffle(ids)
    for pk in ids:
        sending.send(tasks.extract_article, pk)


def annotate(count: int) -> None:
    """Hang a note on the first claim of so many articles."""
    from django.contrib.auth.models import User

    from articles.actions.notes import Anchor, Target
    from articles.actions.notes import annotate as note
    from articles.models import Claim

    by, _ = User.objects.get_or_create(username="reviewer")
    for claim in (
        Claim.objects.order_by("article_id", "start").distinct("article_id").select_related("revision")[:count]
    ):
        anchor = Anchor(claim.revision, claim.start, claim.end)
        note(by=by, body="Seen on paper", target=Target(claim=claim), anchor=anchor)


if __name__ == "__main__":
    main()
