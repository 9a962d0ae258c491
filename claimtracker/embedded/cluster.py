"""One cluster on disk: where it lies, how it is made, started and filled with its databases."""

import os
import shutil
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from claimtracker.embedded import keeper
from claimtracker.embedded.binaries import (
    OUTSIDE,
    EmbeddedPostgresError,
    account,
    open_to_all,
    private_folder,
    program_folder,
    tag,
)
from claimtracker.embedded.keeper import Account

USER = "claims"
DATABASES = ("claims", "broker")
# the longest path that a unix socket's address holds is 107 bytes
SOCKET_PATH_BYTES = 100
START_TIMEOUT_S = 120
START_ATTEMPTS = 10
INITDB = (
    f"--username={USER}",
    "--auth=trust",
    "--encoding=UTF8",
    # sorts and lowers alike on every machine, and pg_trgm keeps accented letters, which it drops under plain C
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--locale=C.UTF-8",
    "--data-checksums",
    "--no-instructions",
)
SETTINGS = {
    "listen_addresses": "''",
    "max_connections": "100",
    # taken as it fills: a small database never comes to it
    "shared_buffers": "256MB",
    # no disk of today seeks
    "random_page_cost": "1.1",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "256MB",
}
THROWAWAY_SETTINGS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@dataclass(frozen=True, slots=True)
class Cluster:
    state: Path
    binaries: Path
    account: Account
    throwaway: bool

    @classmethod
    def at(cls, folder: Path, *, throwaway: bool = False) -> "Cluster":
        """The cluster of this folder; its true place is under /var/tmp where `nobody` cannot enter the folder."""
        runner = account()
        folder = folder.resolve()
        folder.mkdir(parents=True, exist_ok=True)
        if runner.uid is not None and not open_to_all(folder):
            folder = private_folder(OUTSIDE / f"claimtracker-{tag(folder)}", os.geteuid())
        return cls(folder, program_folder(runner), runner, throwaway)

    @property
    def data(self) -> Path:
        return self.state / "data"

    @property
    def socket_dir(self) -> Path:
        short = len(os.fsencode(self.data / ".s.PGSQL.5432.lock")) <= SOCKET_PATH_BYTES
        return self.data if short else Path("/tmp") / f"claimtracker-{tag(self.data)}"

    def is_ready(self) -> bool:
        """Whether the server runs and its databases were made since it started."""
        pid = keeper.postmaster(self.data)
        with suppress(OSError):
            return pid is not None and (self.state / "ready").read_text() == str(pid)
        return False

    def start(self) -> None:
        """Make the cluster if there is none, start it, make its databases. The caller holds the start lock."""
        self._initialise()
        self._refuse_other_version()
        if keeper.postmaster(self.data) is None:
            self._remove_stale_locks()
            self._launch()
        self._make_databases()
        (self.state / "ready").write_text(str(keeper.postmaster(self.data)))

    def conninfo(self, database: str) -> str:
        """libpq's `key=value` form, as psycopg and pgmq take it."""
        return psycopg.conninfo.make_conninfo(host=str(self.socket_dir), user=USER, dbname=database)

    def _run(self, program: str, *arguments: str) -> int:
        return self.account.run([str(self.binaries / program), *arguments], self.state / "server.log")

    def _initialise(self) -> None:
        """A cluster is whole when its marker is there: one whose making was killed is made again."""
        if (self.data / "made").exists():
            return
        shutil.rmtree(self.data, ignore_errors=True)
        self._own(self.data)
        sync = ["--no-sync"] if self.throwaway else []
        if self._run("initdb", "-D", str(self.data), *INITDB, *sync):
            raise EmbeddedPostgresError(f"PostgreSQL's initdb failed; see {self.state / 'server.log'}.")
        settings = SETTINGS | (THROWAWAY_SETTINGS if self.throwaway else {})
        with (self.data / "postgresql.auto.conf").open("a") as file:
            file.writelines(f"{name} = {value}\n" for name, value in settings.items())
        (self.data / "made").touch()

    def _own(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, exist_ok=True)
        if self.account.uid is not None and self.account.gid is not None:
            os.chown(folder, self.account.uid, self.account.gid)

    def _refuse_other_version(self) -> None:
        with next((self.binaries.parent / "share").rglob("postgres.bki")).open() as catalogue:
            ours = catalogue.readline().split()[-1]
        made = (self.data / "PG_VERSION").read_text().strip()
        if ours != made:
            raise EmbeddedPostgresError(
                f"{self.data} was made by PostgreSQL {made}, and {ours} is installed: dump it with the old one, or delete it."
            )

    def _remove_stale_locks(self) -> None:
        """Their server is gone; PostgreSQL itself still refuses to start beside a process of the old one."""
        for stale in (self.data / "postmaster.pid", self.socket_dir / ".s.PGSQL.5432.lock"):
            stale.unlink(missing_ok=True)

    def _launch(self) -> None:
        if self.socket_dir != self.data:
            self._own(self.socket_dir)
            private_folder(self.socket_dir, os.geteuid() if self.account.uid is None else self.account.uid)
        options = f"-c unix_socket_directories='{self.socket_dir}'"
        command = ["start", "-D", str(self.data), "-w", "-t", str(START_TIMEOUT_S), "-o", options]
        for _ in range(START_ATTEMPTS):
            if self._run("pg_ctl", *command, "-l", str(self.data / "server.log")) == 0:
                return
            time.sleep(0.5)
        raise EmbeddedPostgresError(f"The embedded PostgreSQL did not start; see {self.data / 'server.log'}.")

    def _make_databases(self) -> None:
        with psycopg.connect(self.conninfo("postgres"), autocommit=True) as connection:
            present = {name for (name,) in connection.execute("SELECT datname FROM pg_database")}
            for database in set(DATABASES) - present:
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(database)))
