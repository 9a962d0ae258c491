"""Stops asking a broker that does not answer, so that no request waits for it twice."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(slots=True)
class Breaker:
    """Open for ``rest_s`` seconds after ``most`` failures in a row; while open nothing is tried."""

    most: int = 3
    rest_s: float = 30.0
    clock: Callable[[], float] = time.monotonic
    _failures: int = 0
    _opened_at: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def is_open(self) -> bool:
        """Whether to do without the broker for now."""
        with self._lock:
            return self._failures >= self.most and self.clock() - self._opened_at < self.rest_s

    def failed(self) -> None:
        """Note that the broker did not answer."""
        with self._lock:
            self._failures += 1
            self._opened_at = self.clock()

    def answered(self) -> None:
        """Note that it did: the next failure counts from one."""
        with self._lock:
            self._failures = 0
