"""What a web server calls."""

import os

from django.core.wsgi import get_wsgi_application

from claimtracker.sessions import SURFACE

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "claimtracker.settings")
os.environ[SURFACE] = "web"

application = get_wsgi_application()
