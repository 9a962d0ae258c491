"""How long pages and API answers take at two sizes: ``python -m tests.bench.pages [--small 10000] [--large 1000000]``.

Each kind of page is asked many times for different rows, nothing kept between two requests, at both sizes in turns, so that
what else the machine does falls on both. Prints for each the time that nineteen of twenty stay under, and their ratio. Speakers,
outlets and series are asked for as often as claims name them, which is how readers come to them; "any speaker" takes each as likely as the next,
and most of those have two claims in the small database and fill their page in the large one; "most quoted speaker" fills it in both.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from time import perf_counter
from typing import Any

from tests.bench.stage import ROOT, client, p95, staged

ROUNDS = 10
REQUESTS = 10
WORDS = ("ferry", "oil", "soldiers deployed", "homes damaged", "walked out", "census")


def addresses() -> Iterator[tuple[str, Callable[[random.Random], str]]]:
    """Each kind of page with a maker of addresses."""
    from django.db.models import Count

    from articles.models import Article, Claim, Figure, Outlet, Series, Speaker

    def rows(form: str, model: Any) -> Callable[[random.Random], str]:
        least, most = (model.objects.order_by(by).values_list("pk", flat=True)[0] for by in ("pk", "-pk"))

        def address(chance: random.Random) -> str:
            wanted = chance.randint(least, most)
            found = model.objects.filter(pk__gte=wanted).order_by("pk").values_list("pk", flat=True)[0]
            return form.format(found)

        return address

    def named(form: str, column: str) -> Callable[[random.Random], str]:
        held = Claim.objects.filter(**{f"{column}__isnull": False})
        least, most = (held.order_by(by).values_list("pk", flat=True)[0] for by in ("pk", "-pk"))

        def address(chance: random.Random) -> str:
            told = held.filter(pk__gte=chance.randint(least, most)).order_by("pk")
            return form.format(told.values_list(column, flat=True)[0])

        return address

    def fixed(address: str) -> Callable[[random.Random], str]:
        return lambda chance: address

    def first(form: str, column: str) -> Callable[[random.Random], str]:
        held = Claim.objects.filter(**{f"{column}__isnull": False}).values_list(column)
        return fixed(form.format(held.annotate(times=Count("pk")).order_by("-times", column)[0][0]))

    yield from (
        (f"list {form}", fixed(form))
        for form in ("/", "/figures/", "/claims/", "/articles/", "/outlets/", "/speakers/", "/disputes/")
    )
    yield from ((f"list {form}", fixed(form)) for form in ("/api/v1/claims/", "/api/v1/figures/", "/api/v1/articles/"))
    yield "list by speaker", named("/claims/?speaker={}", "speaker_id")
    yield "list by most quoted speaker", first("/claims/?speaker={}", "speaker_id")
    yield "list by any speaker", rows("/claims/?speaker={}", Speaker)
    yield "list by outlet", named("/api/v1/claims/?outlet={}", "outlet_id")
    yield "figure", rows("/figures/{}/", Figure)
    yield "figure in the API", rows("/api/v1/figures/{}/", Figure)
    yield "series", named("/series/{}/", "figures__series_id")
    yield "most told series", first("/series/{}/", "figures__series_id")
    yield "any series", rows("/series/{}/", Series)
    yield "claim", rows("/claims/{}/", Claim)
    yield "article", rows("/articles/{}/", Article)
    yield "outlet", named("/outlets/{}/", "outlet_id")
    yield "any outlet", rows("/outlets/{}/", Outlet)
    yield "speaker", named("/speakers/{}/", "speaker_id")
    yield "most quoted speaker", first("/speakers/{}/", "speaker_id")
    yield "any speaker", rows("/speakers/{}/", Speaker)
    yield "search claims", lambda chance: f"/claims/?q={chance.choice(WORDS)}"
    yield "search figures", lambda chance: f"/search/?q={chance.choice(WORDS)}"
    yield "search in the API", lambda chance: f"/api/v1/claims/?q={chance.choice(WORDS)}"


def answer_for_ever() -> None:
    """For each line that names a kind of page: a line of how long some requests for it take here, in milliseconds."""
    browser = client()
    from claimtracker.unchanged import forget

    kinds = dict(addresses())
    chances = {name: random.Random(5) for name in kinds}
    print(json.dumps(list(kinds)), flush=True)
    for line in sys.stdin:
        name, taken = line.strip(), list[float]()
        for _ in range(REQUESTS):
            wanted = kinds[name](chances[name])
            forget()
            began = perf_counter()
            status = browser.get(wanted, follow=False).status_code
            taken.append(1000 * (perf_counter() - began))
            if status not in (200, 301):
                raise RuntimeError(f"{wanted} answers {status}")
        print(json.dumps(taken), flush=True)


class Measured:
    """A process that asks for pages of one database."""

    def __init__(self, claims: int) -> None:
        command = [sys.executable, "-m", "tests.bench.pages", "--here"]
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=staged(claims), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.kinds: list[str] = self._said()

    def _said(self) -> Any:
        assert self.process.stdout is not None
        return json.loads(self.process.stdout.readline())

    def ask(self, kind: str) -> list[float]:
        """How long some requests took."""
        assert self.process.stdin is not None
        print(kind, file=self.process.stdin, flush=True)
        taken: list[float] = self._said()
        return taken

    def end(self) -> None:
        """Let it go."""
        self.process.communicate()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--small", type=int, default=10_000)
    parser.add_argument("--large", type=int, default=1_000_000)
    parser.add_argument("--here", action="store_true", help="answer for the configured database")
    arguments = parser.parse_args()
    if arguments.here:
        answer_for_ever()
        return
    sizes = [arguments.small, arguments.large]
    both = [Measured(size) for size in sizes]
    for kind in both[0].kinds:
        # the first round makes ready
        rounds = [[one.ask(kind) for one in both] for _ in range(ROUNDS + 1)][1:]
        small, large = (p95([each for taken in rounds for each in taken[n]]) for n in (0, 1))
        print(
            f"{kind:27s} p95 {small:7.1f} ms at {sizes[0]:,} claims, {large:7.1f} ms at {sizes[1]:,}: {large / small:5.2f} times",
            flush=True,
        )
    for one in both:
        one.end()


if __name__ == "__main__":
    main()
