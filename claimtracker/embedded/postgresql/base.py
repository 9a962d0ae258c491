"""Starts the embedded server when the first connection asks for it, so that commands without a database start none."""

from typing import Any

from django.conf import settings
from django.db.backends.postgresql import base

from claimtracker.embedded.cluster import USER
from claimtracker.embedded.server import serving


class DatabaseWrapper(base.DatabaseWrapper):
    def get_connection_params(self) -> dict[str, Any]:
        cluster = serving(settings.EMBEDDED_POSTGRES_DIR, throwaway=settings.EMBEDDED_POSTGRES_THROWAWAY)
        self.settings_dict |= {"HOST": str(cluster.socket_dir), "USER": USER}
        return super().get_connection_params()
