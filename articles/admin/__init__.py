"""Staff screens of every table. Reviewers work on the pages; here staff look things up and mend what no page mends."""

from articles.admin import alerts, desk, intake, people, programs, screens

__all__ = ["alerts", "desk", "intake", "people", "programs", "screens"]
