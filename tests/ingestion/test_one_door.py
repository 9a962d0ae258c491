"""Nothing but the door itself may speak to the network."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
# serve.py looks for a free port to listen on, and talks to nobody
DOOR = {"fetch.py", "fetch_wire.py", "guard.py", "serve.py"}
NETWORK = {
    *("socket", "ssl", "http.client", "urllib.request", "urllib3", "requests", "httpx", "aiohttp", "ftplib", "smtplib"),
    *("telnetlib", "xmlrpc.client", "feedparser", "trafilatura.downloads", "asyncio", "selectors"),
}


def imported(path: Path) -> set[str]:
    """Every module that a file imports, with the names taken from it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def test_only_the_door_imports_the_network() -> None:
    files = [path for path in (ROOT / "articles").rglob("*.py") if path.name not in DOOR]
    found = {str(path.relative_to(ROOT)): imported(path) & NETWORK for path in files}
    assert {name: modules for name, modules in found.items() if modules} == {}


def test_trafilatura_is_never_asked_to_fetch() -> None:
    files = [path for path in (ROOT / "articles").rglob("*.py") if "fetch_url" in path.read_text(encoding="utf-8")]
    assert files == []
