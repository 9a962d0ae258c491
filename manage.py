#!/usr/bin/env python3
"""Django's command line for Claim Tracker."""

import os
import sys

from django.core.management import execute_from_command_line

from claimtracker.sessions import SURFACE

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "claimtracker.settings")
    if sys.argv[1:2] == ["work"]:
        os.environ[SURFACE] = "worker"
    execute_from_command_line(sys.argv)
