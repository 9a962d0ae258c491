"""Whether the disk that the data lies on has room left: a full one stops PostgreSQL, so writes are refused before."""

import shutil

from django.conf import settings

MEGABYTE = 1_000_000


def has_room() -> bool:
    """Whether more than DISK_FLOOR_MB are free where DATA_DIR lies; True where the floor is 0 or the folder is not there."""
    floor: int = settings.DISK_FLOOR_MB
    try:
        return not floor or shutil.disk_usage(settings.DATA_DIR).free > floor * MEGABYTE
    except OSError:
        return True
