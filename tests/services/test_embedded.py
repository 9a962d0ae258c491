"""The embedded server under several users, kills and odd folders. Each test has a cluster of its own."""

import os
import pwd
import shutil
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from claimtracker.embedded import keeper
from claimtracker.embedded.binaries import EmbeddedPostgresError
from claimtracker.embedded.cluster import Cluster
from tests.services.embedded_users import User, is_stopped, keepers, same_python_for_all, until

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")


@pytest.fixture
def folder() -> Iterator[Path]:
    """Short, as a socket's address must be, and open to the account that runs PostgreSQL for root."""
    path = Path(tempfile.mkdtemp(prefix="ct-"))
    path.chmod(0o711)
    yield path
    assert until(lambda: is_stopped(path) and not keepers(path))
    shutil.rmtree(path, ignore_errors=True)


def names(conninfo: str) -> set[str]:
    with psycopg.connect(conninfo) as connection:
        return {name for (name,) in connection.execute("SELECT datname FROM pg_database WHERE NOT datistemplate")}


def test_first_starts_at_once_make_one_server(folder):
    users = [User(folder) for _ in range(4)]
    assert len({user.conninfo() for user in users}) == 1
    assert names(Cluster.at(folder).conninfo("claims")) == {"postgres", "claims", "broker"}
    assert len(keepers(folder)) == 1
    for user in users:
        user.leave()


def test_server_runs_until_its_last_user_leaves(folder):
    first, second = User(folder), User(folder)
    assert first.conninfo() == second.conninfo()
    first.leave()
    assert names(Cluster.at(folder).conninfo("claims"))
    second.leave()
    assert until(lambda: is_stopped(folder))


def test_killed_user_counts_no_more(folder):
    user = User(folder)
    assert user.conninfo()
    user.kill()
    assert until(lambda: is_stopped(folder))


def test_rows_outlive_the_kill_of_the_server(folder):
    first = User(folder)
    conninfo = first.conninfo()
    with psycopg.connect(conninfo) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS seven")
    pid = keeper.postmaster(folder / "data")
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    assert until(lambda: is_stopped(folder))
    second = User(folder)
    with psycopg.connect(second.conninfo()) as connection:
        assert connection.execute("SELECT seven FROM kept").fetchone() == (7,)
    first.leave()
    second.leave()


def test_server_left_without_users_and_keeper_is_used_again(folder):
    first = User(folder)
    assert first.conninfo()
    pid = keeper.postmaster(folder / "data")
    for process in keepers(folder):
        os.kill(process, signal.SIGKILL)
    first.kill()
    assert until(lambda: not keepers(folder))
    second = User(folder)
    assert second.conninfo()
    assert keeper.postmaster(folder / "data") == pid
    second.leave()
    assert until(lambda: is_stopped(folder))


def test_half_made_cluster_is_made_again(folder):
    (folder / "data" / "base").mkdir(parents=True)
    (folder / "data" / "PG_VERSION").write_text("18\n")
    user = User(folder)
    assert names(user.conninfo()) == {"postgres", "claims", "broker"}
    user.leave()


def test_throwaway_server_deletes_itself(folder):
    user = User(folder / "run", throwaway=True)
    assert user.conninfo()
    user.kill()
    assert until(lambda: not (folder / "run").exists())


def test_long_path_has_its_socket_elsewhere(folder):
    deep = folder / ("deep" * 25)
    deep.mkdir(mode=0o711)
    user = User(deep)
    assert "host=/tmp/claimtracker-" in user.conninfo()
    user.leave()
    assert until(lambda: is_stopped(deep) and not keepers(deep))


def test_cluster_of_another_version_is_refused(folder):
    user = User(folder)
    assert user.conninfo()
    user.leave()
    assert until(lambda: is_stopped(folder))
    (folder / "data" / "PG_VERSION").write_text("12\n")
    with pytest.raises(EmbeddedPostgresError, match="made by PostgreSQL 12"):
        Cluster.at(folder).start()


@as_root
def test_root_uses_another_place_for_a_closed_folder(folder):
    folder.chmod(0o700)
    place = Cluster.at(folder).state
    assert place.parent == Path("/var/tmp")
    user = User(folder)
    assert str(place) in user.conninfo()
    user.leave()
    assert until(lambda: is_stopped(place) and not keepers(place))
    shutil.rmtree(place)


@as_root
def test_place_of_somebody_else_is_refused(folder):
    folder.chmod(0o700)
    place = Cluster.at(folder).state
    os.chown(place, 4242, 4242)
    with pytest.raises(EmbeddedPostgresError, match="belongs to somebody else"):
        Cluster.at(folder)
    place.rmdir()


@as_root
@pytest.mark.skipif(not same_python_for_all(), reason="no Python of this version that everybody may run")
def test_ordinary_user_needs_no_privilege(folder):
    nobody = pwd.getpwnam("nobody")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    user = User(folder, account=nobody.pw_uid)
    assert names(user.conninfo()) == {"postgres", "claims", "broker"}
    assert (folder / "data").stat().st_uid == nobody.pw_uid
    user.leave()
