"""The secret of a local installation: made once, kept in the data folder."""

import os
import tempfile
from pathlib import Path

from django.core.management.utils import get_random_secret_key


def local_secret(path: Path) -> str:
    """The text of `path`, which is made first when it is not there; several processes may ask at once."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        _publish(path, get_random_secret_key())
    return path.read_text()


def _publish(path: Path, secret: str) -> None:
    """Write elsewhere and link: readers see the whole secret, and the first writer wins."""
    handle, name = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "w") as file:
        file.write(secret)
    try:
        path.hardlink_to(name)
    except FileExistsError:
        return
    finally:
        Path(name).unlink()
