"""Run inside an empty network namespace: canaries on internal addresses, one public server, and the door between.

Reads addresses from standard input, one a line, fetches each with the strict guard and a resolver of its own, and prints
what the canaries heard as JSON. ``unshare -n python -m tests.ingestion.canaries < addresses``.
"""

from __future__ import annotations

import json
import selectors
import socket
import subprocess
import sys
import threading
from dataclasses import dataclass, field

from articles.ingestion import fetch
from articles.ingestion.guard import Guard

PUBLIC = "93.184.216.34"
INSIDE = ("127.0.0.1", "10.0.0.5", "169.254.169.254", "192.168.1.1", "172.16.0.1", "100.64.0.1", "168.63.129.16")
PORTS = (80, 443, 6379, 8000)
NAMES = {
    "a-loopback.test": ["127.0.0.1"],
    "a-metadata.test": ["169.254.169.254"],
    "aaaa-loopback.test": ["::1"],
    "aaaa-mapped.test": ["::ffff:127.0.0.1"],
    "aaaa-unspecified.test": ["::"],
    "aaaa-nat64.test": ["64:ff9b::7f00:1"],
    "aaaa-6to4.test": ["2002:7f00:1::"],
    "mixed-public-private.test": [PUBLIC, "10.0.0.5"],
    "scoped.test": ["fe80::1%lo"],
    "nonsense.test": ["not an address"],
}
REDIRECTS = {
    "307-file-scheme": "file:///etc/passwd",
    "protocol-relative": "//127.0.0.1/",
    "decimal": "http://2130706433/",
    "metadata": "http://169.254.169.254/latest/meta-data/",
    "rebind": "http://rebind-1st-public-2nd-loopback.test/",
    "private-name": "http://a-metadata.test/",
    "ipv6": "http://[::1]/",
    "userinfo": "http://good.test@127.0.0.1/",
    "port": "http://good.test:6379/",
}


@dataclass
class Canaries:
    """Listeners that count who comes; the public one answers with a page or a redirect, by the name asked for."""

    heard: list[str] = field(default_factory=list)
    selector: selectors.DefaultSelector = field(default_factory=selectors.DefaultSelector)

    def listen(self, address: str, port: int) -> None:
        """Listen on one address and port."""
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        self.selector.register(socket.create_server((address, port), family=family), selectors.EVENT_READ, address)

    def run(self) -> None:
        """Answer for ever."""
        while True:
            for key, _ in self.selector.select():
                connection, _ = key.fileobj.accept()  # type: ignore[union-attr]  # only listeners are registered
                with connection:
                    self._answer(connection, key.data)

    def _answer(self, connection: socket.socket, address: str) -> None:
        if address != PUBLIC:
            self.heard.append(address)
            return
        connection.settimeout(1)
        request = connection.recv(65_536).decode("latin-1")
        connection.sendall(_public_answer(request))


def _public_answer(request: str) -> bytes:
    name = request.partition("Host: ")[2].partition("\r\n")[0]
    kind = name.removeprefix("public-then-redirect-").removesuffix(".test")
    if kind in REDIRECTS or "loop" in name:
        location = REDIRECTS.get(kind, f"http://{name}/")
        return f"HTTP/1.1 302 Found\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n".encode()
    body = b'<meta http-equiv="refresh" content="0;url=http://127.0.0.1/"><p>a public page'
    return b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(body) + body


def resolver() -> Guard:
    """The strict guard with the names of this test; a rebinding name changes its answer at every look-up."""
    asked: dict[str, int] = {}

    def resolve(host: str, port: int) -> list[str]:
        asked[host] = asked.get(host, 0) + 1
        if host.startswith("rebind-"):
            return [PUBLIC] if asked[host] % 2 else ["127.0.0.1"]
        return NAMES.get(host, [PUBLIC])

    return Guard(resolve=resolve)


def main() -> None:
    """Set the namespace up, fetch every address three times, print what was heard and what was fetched."""
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    for address in (*INSIDE[1:], PUBLIC):
        subprocess.run(["ip", "addr", "add", f"{address}/32", "dev", "lo"], check=True)
    canaries = Canaries()
    for address in INSIDE:
        for port in PORTS:
            canaries.listen(address, port)
    canaries.listen("::1", 80)
    canaries.listen(PUBLIC, 80)
    threading.Thread(target=canaries.run, daemon=True).start()
    socket.create_connection(("10.0.0.5", 80), timeout=2).recv(1)
    is_listening, guard, fetched = canaries.heard == ["10.0.0.5"], resolver(), []
    canaries.heard.clear()
    for address in sys.stdin.read().splitlines() * 3:
        try:
            fetched.append(fetch.get(address, guard=guard, deadline_s=2).final_url)
        except fetch.FetchError:
            continue
    json.dump({"is_listening": is_listening, "heard": canaries.heard, "fetched": fetched}, sys.stdout)


if __name__ == "__main__":
    main()
