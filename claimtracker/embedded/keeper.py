"""Stops the embedded server when nobody uses it any more, however its last user went.

Every process that uses the server holds a shared lock on one file, and the kernel takes it back even from a
process that was killed. The keeper waits for the exclusive lock on that file, which it gets when no user is left.
It is run as a script, of its own session and with the standard library alone, so that it outlives who started it.
"""

import fcntl
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

STOP_TIMEOUT_S = 60


@dataclass(frozen=True, slots=True)
class Account:
    """Who runs PostgreSQL: None is whoever asks. PostgreSQL refuses to run as root."""

    uid: int | None = None
    gid: int | None = None

    def run(self, command: list[str], log: Path) -> int:
        """The exit status; what is printed goes to the log."""
        groups: list[int] | None = None if self.uid is None else []
        with log.open("ab") as output:
            return subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                cwd="/",
                env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
                start_new_session=True,
                user=self.uid,
                group=self.gid,
                extra_groups=groups,
                check=False,
            ).returncode


def postmaster(data: Path) -> int | None:
    """The process id of the live server of this data folder.

    A zombie, or a process that was given the number of a dead server, is not it; `pg_ctl status` takes both for one.
    """
    try:
        pid = int((data / "postmaster.pid").read_text().split("\n", 1)[0])
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        arguments = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except (OSError, ValueError, IndexError):
        return None
    return pid if state not in "ZX" and os.fsencode(data) in arguments else None


def stop(data: Path, binaries: Path, account: Account, mode: str = "fast") -> None:
    if postmaster(data) is not None:
        pg_ctl = [str(binaries / "pg_ctl"), "stop", "-D", str(data), "-w", "-t", str(STOP_TIMEOUT_S), "-m", mode]
        account.run(pg_ctl, data / "server.log")


def keep(users: Path, keeper_lock: int, data: Path, binaries: Path, account: Account, *, throwaway: bool) -> None:
    """Wait for the last user, stop the server, and delete it all when it was for one run only."""
    with users.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        stop(data, binaries, account, "immediate" if throwaway else "fast")
        if throwaway:
            shutil.rmtree(users.parent, ignore_errors=True)
        # before new users are let in: they must see that they need another keeper
        os.close(keeper_lock)


def main(arguments: list[str]) -> None:
    users, lock, data, binaries, uid, gid, throwaway = arguments
    account = Account(int(uid), int(gid)) if uid else Account()
    # who started this waits for the parent only
    if os.fork() == 0:
        keep(Path(users), int(lock), Path(data), Path(binaries), account, throwaway=throwaway == "throwaway")


if __name__ == "__main__":
    main(sys.argv[1:])
