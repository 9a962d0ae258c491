"""One phase: articles handed in, workers on them, faults at even steps of the work, and what became of everything."""

from __future__ import annotations

import random
import subprocess
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tqdm import tqdm

from tests.chaos import oracle, witness
from tests.chaos.run import MANNED_WITHIN_S, Run, until
from tests.chaos.stories import story

NEW_EDITIONS = 20
# a naive worker that lost its work never ends: it is over when nothing has moved for so long
STILL_S = 25
# long enough for a new worker to have connected and found nothing to do
IDLE_S = 4.0
# each look is a connection and a count: more of them would be a load of their own
LOOKED_S = 0.5
# a worker's first articles pay for what it loads
WARM = 100
FAULTS: dict[str, Callable[[Run], bool]] = {
    "children": Run.kill_child,
    "trees": Run.kill_tree,
    "deploys": Run.deploy,
    "crashes": Run.crash_database,
    "cuts": Run.cut_connections,
    "stale": Run.freeze_past_lease,
    "wipes": lambda run: bool(run.broker.wipe()),
    "freezes": lambda run: bool(run.broker.freeze()),
    "restarts": lambda run: bool(run.broker.restart()),
}


@dataclass(frozen=True, slots=True)
class Phase:
    """What is to be done to how many articles."""

    name: str
    articles: int
    faults: dict[str, int] = field(default_factory=dict)
    broker: str = "embedded"
    crews: int = 2
    deliveries: int = 1
    idle_kills: int = 0
    is_naive: bool = False
    is_long: bool = False
    limit_s: float = 600

    @property
    def is_hurt(self) -> bool:
        """Whether articles come while the faults do; else all are there before the workers start."""
        return bool(self.idle_kills or self.deliveries > 1 or set(self.faults) - {"children", "trees"})


class Suffering:
    """One phase under way in a folder whose database is set up."""

    def __init__(self, phase: Phase, run: Run) -> None:
        self.phase, self.run, self.done = phase, run, Counter[str]()
        self.ledger = run.folder / "ledger.txt"
        self.limit = 0.0
        self.clients: list[subprocess.Popen[bytes]] = []
        self.bar: Any = tqdm(disable=True)

    def go(self) -> dict[str, Any]:
        """All of it; the result as JSON holds it."""
        self.run.ask(witness.INSTALL)
        random.seed(self.phase.name)
        began = time.monotonic()
        self.limit = began + self.phase.limit_s
        with tqdm(total=self.phase.articles, desc=self.phase.name, unit="article", disable=None) as self.bar:
            self._start()
            cost = self._cost() if self.is_weighed else None
            self._inject()
            self._drain()
            core_ms = self._core_ms(cost) if cost else None
        killed = self.run.end_workers()
        return {
            "seconds": round(time.monotonic() - began, 1),
            "killed_at_end": killed,
            "core_ms": core_ms,
            **self._judged(),
        }

    @property
    def is_weighed(self) -> bool:
        """Whether what the work costs can be told: processes that are killed take their time with them."""
        return not self.phase.faults and not self.phase.is_hurt and not self.phase.is_naive

    def _cost(self) -> tuple[int, float]:
        """How many articles have ended, once the workers are warm, and the processor seconds of workers and database."""
        self.wait_for(min(WARM, self.phase.articles))
        ended = self._ended()
        return ended, self.run.processor_s()

    def _core_ms(self, before: tuple[int, float]) -> float | None:
        """Processor milliseconds of an article since: of its worker, its parser and the database with the embedded broker."""
        ended, spent = self._cost()
        return round(1000 * (spent - before[1]) / (ended - before[0]), 1) if ended > before[0] else None

    def _start(self) -> None:
        if not self.phase.is_hurt:
            self.feed(0, self.phase.articles)
            self.clients.pop().wait()
        for _ in range(self.run.crews):
            self.run.start_worker()
        for _ in range(self.phase.idle_kills):
            until(self.run.is_manned, MANNED_WITHIN_S)
            time.sleep(IDLE_S)
            self.done["idle"] += self.run.kill_child()
        if self.phase.is_hurt:
            self.feed(0, self.phase.articles)

    def feed(self, first: int, beyond: int, *more: str) -> None:
        options = [*more, "--deliveries", str(self.phase.deliveries), *(["--naive"] if self.phase.is_naive else [])]
        options += ["--long"] if self.phase.is_long else []
        self.clients.append(
            self.run.python("-m", "tests.chaos.feed", str(self.ledger), str(first), str(beyond), *options)
        )

    def _inject(self) -> None:
        planned = [name for name in FAULTS for _ in range(self.phase.faults.get(name, 0))]
        random.shuffle(planned)
        for n, name in enumerate(planned):
            wanted = self.phase.articles * (n + 1) // (len(planned) + 2)
            self.wait_for(wanted)
            self.bar.set_postfix_str(name)
            self.run.hurts.append((time.time(), name))
            self.done[name] += FAULTS[name](self.run)

    def _drain(self) -> None:
        self.bar.set_postfix_str("draining")
        self.wait(lambda: all(client.poll() is not None for client in self.clients))
        if self.phase.is_hurt and not self.phase.is_naive:
            self.wait_for(NEW_EDITIONS)
            self.feed(0, NEW_EDITIONS, "--edition", "2", "--annotate", str(NEW_EDITIONS))
            self.wait(lambda: self.clients[-1].poll() is not None)
        self.wait(lambda: not self.run.count(witness.UNENDED))

    def wait(self, is_so: Callable[[], bool]) -> None:
        moved_at, before = time.monotonic(), -1
        while not is_so() and time.monotonic() < self.limit:
            ended = self._ended()
            self.bar.update(ended - self.bar.n)
            if ended != before:
                moved_at, before = time.monotonic(), ended
            if self.phase.is_naive and time.monotonic() - moved_at > STILL_S:
                return
            self.run.revive()
            time.sleep(LOOKED_S)

    def wait_for(self, ended: int) -> None:
        self.wait(lambda: self._ended() >= ended)

    def _ended(self) -> int:
        return self.run.count(witness.ENDED)

    def _judged(self) -> dict[str, Any]:
        turns = [(a, b, c, float(at)) for a, b, c, at in self.run.ask(witness.TURNS)]
        slow = witness.recoveries(turns, [at for at, _ in self.run.hurts])
        faults = {**self.phase.faults, **({"idle": self.phase.idle_kills} if self.phase.idle_kills else {})}
        return {
            "articles": self.phase.articles,
            "broker": self.phase.broker,
            "faults": {name: self.done[name] for name in faults},
            "faults_missing": sum(faults.values()) - sum(self.done[name] for name in faults),
            "clients_failed": sum(client.poll() != 0 for client in self.clients),
            "articles_a_second": round(witness.rate(turns), 2),
            "abandoned": len(slow),
            "recovery_p50_s": round(slow[len(slow) // 2], 1) if slow else None,
            "recovery_p99_s": round(slow[min(len(slow) - 1, len(slow) * 99 // 100)], 1) if slow else None,
            "resumed_most_s": self._resumed(turns),
            "stale_refused": (self.run.folder / "worker.log").read_text(errors="replace").count("lease lost: "),
            **self.losses(),
        }

    def _resumed(self, turns: list[tuple[int, str, str, float]]) -> dict[str, float]:
        """For each fault of database and broker, the longest time until an article was done again."""
        ends = [at for _, _, now, at in turns if now == "done"]
        found: dict[str, float] = {}
        for hurt, name in self.run.hurts:
            after = next((end - hurt for end in ends if end > hurt + 0.5), None)
            if name in ("crashes", "restarts", "freezes", "wipes") and after is not None:
                found[name] = round(max(found.get(name, 0.0), after), 1)
        return found

    def losses(self) -> dict[str, Any]:
        accepted = {int(line) for line in self.ledger.read_text().split()}
        editions = NEW_EDITIONS if self.phase.is_hurt and not self.phase.is_naive else 0
        latest = [story(n, edition=2 if n < editions else 1, is_long=self.phase.is_long) for n in sorted(accepted)]
        wanted, bare = oracle.expected(latest)
        ended = {url for url, state in self.run.ask(witness.STATES) if state in ("done", "rejected", "quarantined")}
        rows: dict[str, list[tuple[Any, ...]]] = {url: [] for url in wanted}
        for url, *row in self.run.ask(witness.CLAIMS):
            rows.setdefault(url, []).append(tuple(row))
        found = {url: oracle.digest(held) for url, held in rows.items()}
        counted = {name: self.run.count(question) for name, question in witness.FAULTS.items()}
        lost = set(wanted) - ended
        return {
            "accepted": len(accepted),
            "lost": len(lost),
            "partial": sum(found[url] != digest for url, digest in wanted.items() if url not in lost),
            **counted,
            "digest": oracle.whole(found),
            "oracle": oracle.whole(wanted),
            "bare_articles_a_second": round(bare, 1),
        }
