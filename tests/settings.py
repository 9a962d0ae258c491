"""Settings of the test run: its own throwaway cluster, nothing durable, nothing slow."""

import os
import tempfile
from pathlib import Path

RUN = "CLAIMTRACKER_TEST_RUN"

if RUN not in os.environ:
    # the first process of the run makes the folder, and its workers inherit the name
    os.environ[RUN] = tempfile.mkdtemp(prefix="claimtracker-tests-")
    # whoever runs PostgreSQL for root must be let through
    Path(os.environ[RUN]).chmod(0o711)
os.environ["DATA_DIR"] = os.environ[RUN]
for name in ("SECRET_KEY", "PRODUCTION", "DEBUG", "BROKER_URL", "ALLOWED_HOSTS", "SECURE_SSL_REDIRECT", "EMAIL_HOST"):
    os.environ.pop(name, None)

from claimtracker.settings import *
from claimtracker.settings import DATA_DIR, DATABASES

# the server's keeper deletes the folder when the last process of the run is gone
EMBEDDED_POSTGRES_DIR = DATA_DIR
EMBEDDED_POSTGRES_THROWAWAY = True
TASKS_AT_ONCE = True
DATABASES["default"]["CONN_MAX_AGE"] = 0
# two tests' threads that wait for each other fail, which PostgreSQL cannot see where a lock of Python is one of the two
DATABASES["default"]["OPTIONS"]["options"] = "-c lock_timeout=60s"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
AXES_ENABLED = False
API_RATES = {"read": 0, "write": 0}
