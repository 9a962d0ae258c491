"""How long pages and API answers take at two sizes: ``python -m tests.bench.pages [--small 10000] [--large 1000000]``.

Each kind of page is asked many times for different rows, nothing kept between two requests. Prints for each the time that
nineteen of twenty stay under, at both sizes, and their ratio. Speakers, outlets and series are asked for as often as claims name
them, which is how readers come to them, so that the page is as full at both sizes; "any speaker" takes each as likely as the next,
and most of those have two claims in the small database and fill their page in the large one; "most quoted speaker" fills it in both.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Callable, Iterator
from time import perf_counter
from typing import Any

from tests.bench.stage import client, measured_by, p95, staged

REQUESTS = 40
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


def measure() -> dict[str, float]:
    """The p95 of each kind of page, in milliseconds, at this database."""
    browser = client()
    from claimtracker.unchanged import forget

    found = {}
    for name, address in addresses():
        chance, taken = random.Random(5), []
        for number in range(REQUESTS + 5):
            wanted = address(chance)
            forget()
            began = perf_counter()
            status = browser.get(wanted, follow=False).status_code
            if status not in (200, 301):
                raise RuntimeError(f"{wanted} answers {status}")
            if number >= 5:
                taken.append(1000 * (perf_counter() - began))
        found[name] = p95(taken)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--small", type=int, default=10_000)
    parser.add_argument("--large", type=int, default=1_000_000)
    parser.add_argument("--here", action="store_true", help="measure the configured database and print JSON")
    arguments = parser.parse_args()
    if arguments.here:
        print(json.dumps(measure()))
        return
    sizes = [arguments.small, arguments.large]
    small, large = (json.loads(measured_by(staged(size), "pages", "--here")) for size in sizes)
    for name, before in small.items():
        print(
            f"{name:27s} p95 {before:7.1f} ms at {sizes[0]:,} claims, {large[name]:7.1f} ms at {sizes[1]:,}: {large[name] / before:5.2f} times"
        )


if __name__ == "__main__":
    main()
