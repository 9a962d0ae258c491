"""Strangers read from the replica, whoever signed in from the primary, and nothing is ever written to the replica."""

import os
import subprocess
import sys
from pathlib import Path

from tests.claimtracker.test_settings import ROOT
from tests.services.conftest import Ready
from tests.services.servers import postgres

# two databases stand for a primary and its replica, so that an outlet's name tells which one answered
WALK = """
import django; django.setup()
from django.contrib.auth.models import User
from django.db import utils
from django.test import Client
from articles.models import Outlet
Outlet.objects.create(name="on the primary")
stranger, person = Client(), Client()
person.force_login(User.objects.create_user("someone"))
print("stranger", "on the replica" in stranger.get("/outlets/", headers={"host": "localhost"}).text)
print("words", stranger.get("/claims/?q=a", headers={"host": "localhost"}).status_code)
print("person", "on the primary" in person.get("/outlets/", headers={"host": "localhost"}).text)
try:
    Outlet.objects.using("replica").create(name="never")
except utils.InternalError as refused:
    print("refused", "read-only" in str(refused))
"""
FILL = """
import django; django.setup()
from articles.models import Outlet
Outlet.objects.create(name="on the replica")
"""


def run(program: str, folder, **environment: str) -> str:
    known = {"PATH": os.environ["PATH"], "DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "claimtracker.settings"}
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, cwd=ROOT, env=known | environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_who_reads_where(ready: Ready, tmp_path: Path):
    with postgres(like=ready.database) as primary, postgres(like=ready.database) as replica:
        run(FILL, tmp_path, DATABASE_URL=replica)
        said = run(WALK, tmp_path, DATABASE_URL=primary, DATABASE_REPLICA_URL=replica)
    assert said.split() == ["stranger", "True", "words", "200", "person", "True", "refused", "True"]
