"""Other processes that use an embedded server, for tests."""

import subprocess
import sys
import sysconfig
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, cast

from claimtracker.embedded import keeper
from claimtracker.embedded.binaries import open_to_all

ROOT = Path(__file__).resolve().parents[2]
USE = """
import sys
from pathlib import Path
from claimtracker.embedded.server import serving
cluster = serving(Path(sys.argv[1]), throwaway=len(sys.argv) > 2)
print(cluster.conninfo("claims"), flush=True)
sys.stdin.read()
"""
WAIT_S = 60
# root's own Python often lies where nobody else may go; the system's can use the same packages
PYTHON_FOR_ALL = ("/usr/bin/python3", {"PYTHONPATH": sysconfig.get_path("purelib"), "PYTHONDONTWRITEBYTECODE": "1"})


class User:
    """A process that uses the server of a folder until `leave` or `kill`."""

    def __init__(self, folder: Path, *, throwaway: bool = False, account: int | None = None) -> None:
        python, environment = (sys.executable, None) if account is None else PYTHON_FOR_ALL
        command = [python, "-c", USE, str(folder), *(["throwaway"] if throwaway else [])]
        self.process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            user=account,
            group=account,
        )

    def conninfo(self) -> str:
        """Waits until the server serves; empty when it does not."""
        return cast(IO[str], self.process.stdout).readline().strip()

    def leave(self) -> None:
        self._end()

    def kill(self) -> None:
        self.process.kill()
        self._end()

    def _end(self) -> None:
        self.process.communicate()


def same_python_for_all() -> bool:
    """Whether PYTHON_FOR_ALL has this version and the packages that were built for it, in a place open to all."""
    if not (Path(PYTHON_FOR_ALL[0]).exists() and open_to_all(Path(sysconfig.get_path("purelib")))):
        return False
    ask = [PYTHON_FOR_ALL[0], "-c", "import sys; print(sys.version_info[:2] == tuple(map(int, sys.argv[1:])))"]
    return subprocess.check_output([*ask, *map(str, sys.version_info[:2])], text=True).strip() == "True"


def until(condition: Callable[[], object]) -> bool:
    """Whether it comes true in time."""
    end = time.monotonic() + WAIT_S
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.02)
    return False


def is_stopped(folder: Path) -> bool:
    return keeper.postmaster(folder / "data") is None


def keepers(folder: Path) -> list[int]:
    """The process ids of the keepers of this folder."""
    wanted = str(folder / "users.lock").encode()
    return [
        int(process.name)
        for process in Path("/proc").iterdir()
        if process.name.isdigit() and wanted in _command_line(process).split(b"\0")
    ]


def _command_line(process: Path) -> bytes:
    try:
        return (process / "cmdline").read_bytes()
    except OSError:
        return b""
