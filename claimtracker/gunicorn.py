"""How the web server runs, here and in the container: `gunicorn -c python:claimtracker.gunicorn claimtracker.wsgi`."""

import os

from claimtracker.garbage import leave_alone_what_stays

bind = f"{os.environ.get('HOST') or '127.0.0.1'}:{os.environ.get('PORT') or '8000'}"
worker_class = "gthread"
workers = int(os.environ.get("WEB_WORKERS") or 2)
threads = int(os.environ.get("WEB_THREADS") or 4)
# loaded once, before the workers are forked
preload_app = True
timeout = 30
graceful_timeout = 25
# against leaks, and not all workers at the same moment
max_requests = 2000
max_requests_jitter = 200
# heartbeats in memory: a slow disk must not look like a hung worker
worker_tmp_dir = "/dev/shm"
accesslog = os.environ.get("WEB_ACCESS_LOG") or None
control_socket_disable = True


def when_ready(_arbiter: object) -> None:
    """Loaded, listening, and no worker forked yet."""
    leave_alone_what_stays()
