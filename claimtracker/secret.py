"""The secrets of a local installation: each made once and kept in the data folder."""

import os
import tempfile
from pathlib import Path

from django.utils.crypto import get_random_string

CHARACTERS = 64


def local_secret(path: Path, length: int = CHARACTERS) -> str:
    """The text of `path`, letters and digits, which is made first when it is not there; several may ask at once."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        _publish(path, get_random_string(length))
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
