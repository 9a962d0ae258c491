"""`manage.py setup`: brings the database up to date and, on a local installation, makes the demo reviewer."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.core.management.base import BaseCommand

from articles.models.people import Role
from claimtracker.secret import local_secret

DEMO_USERNAME = "reviewer"


class Command(BaseCommand):
    help = "Applies the migrations; outside production it makes a demo reviewer, too."

    def handle(self, **options: Any) -> None:
        call_command("migrate", verbosity=0, interactive=False)
        if not settings.PRODUCTION:
            make_demo_reviewer()


def demo_password() -> str:
    """Made for this installation, so that no copy of the program has a known one."""
    return local_secret(settings.DATA_DIR / "demo_password", length=16)


def make_demo_reviewer() -> User:
    """A reviewer with the printed password; one that is there is given it again."""
    user, _ = User.objects.get_or_create(username=DEMO_USERNAME, defaults={"email": "reviewer@localhost"})
    if not user.check_password(demo_password()):
        user.set_password(demo_password())
        user.save(update_fields=["password"])
    group, _ = Group.objects.get_or_create(name=Role.REVIEWER.group)
    user.groups.add(group)
    return user
