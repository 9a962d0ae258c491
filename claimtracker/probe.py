"""`python -m claimtracker.probe`: exits with 0 when the web server of this container or machine answers for itself."""

import http.client
import os
import sys

TIMEOUT_S = 5


def answers(host: str, port: int, name: str = "") -> bool:
    """Whether /healthz says yes; `name` is the site's own where the server refuses others."""
    connection = http.client.HTTPConnection(host, port, timeout=TIMEOUT_S)
    try:
        connection.request("GET", "/healthz", headers={"Host": name or f"{host}:{port}"})
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def main() -> int:
    name = os.environ.get("ALLOWED_HOSTS", "").split(",")[0].strip().lstrip(".")
    return 0 if answers("127.0.0.1", int(os.environ.get("PORT") or 8000), name) else 1


if __name__ == "__main__":
    sys.exit(main())
