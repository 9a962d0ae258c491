"""The servers of this machine, where it has them: a database, a virtual host or a number of their own for each test."""

import os
import secrets
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from psycopg import sql

POSTGRES = os.environ.get("CLAIMTRACKER_TEST_DATABASE_URL") or "postgresql://postgres@127.0.0.1:5432/postgres"
REDIS_NUMBER = 13


@contextmanager
def postgres(like: str = "") -> Iterator[str]:
    """The address of a new database, for a new role with a password, which are removed afterwards.

    ``postgres(like=address)`` starts with the tables of another, which nobody may use meanwhile.
    """
    name, password = f"claimtracker_{secrets.token_hex(4)}", secrets.token_hex(8)
    try:
        admin = psycopg.connect(POSTGRES, autocommit=True, connect_timeout=3)
    except psycopg.OperationalError as fault:
        pytest.skip(f"no PostgreSQL to be reached: set CLAIMTRACKER_TEST_DATABASE_URL ({str(fault).splitlines()[0]})")
    role, database = sql.Identifier(name), sql.Identifier(name)
    template = sql.Identifier(like.rpartition("/")[2] or "template0")
    with admin:
        admin.execute(sql.SQL("CREATE ROLE {} LOGIN SUPERUSER PASSWORD {}").format(role, sql.Literal(password)))
        admin.execute(sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {}").format(database, role, template))
        try:
            yield f"postgresql://{name}:{password}@{admin.info.host}:{admin.info.port}/{name}"
        finally:
            admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(database))
            admin.execute(sql.SQL("DROP ROLE {}").format(role))


@contextmanager
def rabbitmq() -> Iterator[str]:
    """The address of a new virtual host."""
    if shutil.which("rabbitmqctl") is None or not _listens(5672):
        pytest.skip("no RabbitMQ on 127.0.0.1:5672 that rabbitmqctl could make a virtual host in")
    name = f"claimtracker-{secrets.token_hex(4)}"
    _rabbitmqctl("add_vhost", name)
    try:
        _rabbitmqctl("set_permissions", "-p", name, "guest", ".*", ".*", ".*")
        yield f"amqp://guest:guest@127.0.0.1:5672/{name}"
    finally:
        _rabbitmqctl("delete_vhost", name)


@contextmanager
def redis() -> Iterator[str]:
    if shutil.which("redis-cli") is None or not _listens(6379):
        pytest.skip("no Redis on 127.0.0.1:6379")
    ask = ["redis-cli", "-n", str(REDIS_NUMBER)]
    if subprocess.check_output([*ask, "dbsize"], text=True).strip() != "0":
        pytest.skip(f"database {REDIS_NUMBER} of Redis is in use")
    try:
        yield f"redis://127.0.0.1:6379/{REDIS_NUMBER}"
    finally:
        subprocess.run([*ask, "flushdb"], check=True, stdout=subprocess.DEVNULL)


def _rabbitmqctl(*arguments: str) -> None:
    done = subprocess.run(["rabbitmqctl", "-q", *arguments], capture_output=True, text=True, check=False, timeout=60)
    if done.returncode:
        pytest.skip(f"rabbitmqctl {arguments[0]} failed: {(done.stderr or done.stdout).strip()[:200]}")


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(3)
        return probe.connect_ex(("127.0.0.1", port)) == 0
