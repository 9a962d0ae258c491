"""One real browser for the run; a page that reports every fault it meets."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Dialog, Page, sync_playwright

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (e) => console.error("CSP " + e.violatedDirective + " " + e.blockedURI));
"""


@dataclass  # no slots: playwright hangs its own mark on the owner of a handler
class Watched:
    """A page and what went wrong on it: console errors, exceptions, policy violations, dialogs, requests elsewhere."""

    page: Page
    faults: list[str] = field(default_factory=list)

    def refuse(self, dialog: Dialog) -> None:
        self.faults.append(f"dialog {dialog.message}")
        dialog.dismiss()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        if os.environ.get("REQUIRE_BROWSER"):
            pytest.fail("REQUIRE_BROWSER is set and there is no chromium")
        pytest.skip("no chromium: apt-get install chromium, or set CHROMIUM to its path")
    # playwright keeps an event loop in this thread, and Django would refuse its database there
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield chromium
        chromium.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def watched(browser: Browser, live_server: object) -> Iterator[Watched]:
    context = browser.new_context()
    context.add_init_script(VIOLATIONS)
    seen = Watched(context.new_page())
    home = str(live_server)
    seen.page.on("console", lambda said: seen.faults.append(said.text) if said.type == "error" else None)
    seen.page.on("pageerror", lambda fault: seen.faults.append(str(fault)))
    seen.page.on("dialog", seen.refuse)
    seen.page.on("request", lambda sent: None if sent.url.startswith(home) else seen.faults.append(f"asked {sent.url}"))
    yield seen
    context.close()
