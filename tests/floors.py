"""Scores on the outside material may not fall under the floors of `gold/floors.json`; run with `python -m tests.floors`.

The material lies beside the repository, in `../shared/eval`, and belongs to others: where it is absent this says so and
passes. Each floor names a scorer, a pattern that finds one number in what it prints, and the least that number may be.
"""

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SCORER = ROOT.parent / "shared" / "eval" / "run.py"
FLOORS = Path(__file__).parent / "gold" / "floors.json"


@dataclass(frozen=True, slots=True)
class Floor:
    what: str
    name: str
    pattern: str
    least: float

    def refusal(self, printed: str) -> str:
        """Why the printed scores do not pass; empty when they do."""
        found = re.search(self.pattern, printed)
        if found is None:
            return f"{self.what}: nothing printed matches {self.pattern!r}"
        value = float(found[1])
        return "" if value >= self.least else f"{self.what}: {self.name} is {value:g}, and its floor {self.least:g}"


def floors() -> list[Floor]:
    return [Floor(**row) for row in json.loads(FLOORS.read_text()).get("eval", [])]


def printed_by(what: str) -> str:
    command = [sys.executable, str(SCORER), what, "--python", sys.executable]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout


def main() -> int:
    if not SCORER.exists():
        print(f"floors: skipped, {SCORER} is not there")
        return 0
    printed = {what: printed_by(what) for what in sorted({floor.what for floor in floors()})}
    refusals = [text for floor in floors() if (text := floor.refusal(printed[floor.what]))]
    print("\n".join(refusals) or f"floors: all {len(floors())} held")
    return 1 if refusals else 0


if __name__ == "__main__":
    sys.exit(main())
