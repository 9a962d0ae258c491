"""All figures of speed, each beside what it is compared with: ``python -m tests.bench``; SIZE=full takes ten million claims."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.bench.stage import staged


def main() -> None:
    """Runs one measurement after the other; the databases stay in var/bench for the next time."""
    most = 10_000_000 if os.environ.get("SIZE") == "full" else 1_000_000
    large = staged(most)
    for name, arguments, environment in (
        ("extraction", [], None),
        ("grow", [], None),
        ("loading", [], None),
        ("pages", ["--large", str(most)], None),
        ("lists", ["--claims", str(most)], None),
        ("exports", ["--database-is-there"], large),
        ("busy", ["--claims", str(most)], None),
    ):
        print(f"--- {name}", flush=True)
        subprocess.run([sys.executable, "-m", f"tests.bench.{name}", *arguments], env=environment, check=True)


if __name__ == "__main__":
    main()
