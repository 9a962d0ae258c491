"""What a connection to PostgreSQL may wait for, by who uses it: pages, workers, commands."""

import os
from typing import Any

# set by whoever is started: `wsgi.py` and `manage.py work`; everything else is a command
SURFACE = "CLAIMTRACKER_SURFACE"

LIMITS = {
    # a reader has gone long before; searches and exports set a limit of their own
    "web": {
        "statement_timeout": "10s",
        "lock_timeout": "5s",
        "idle_in_transaction_session_timeout": "60s",
        # translating a question into machine code takes longer than answering it
        "jit": "off",
    },
    # all within the lease: who waits longer has lost its article, and must not hold locks while it waits. A crash may forget
    # a worker's last commits: whole ones, the latest first, so their articles are queued again and read once more
    "worker": {
        "statement_timeout": "30s",
        "lock_timeout": "20s",
        "idle_in_transaction_session_timeout": "30s",
        "synchronous_commit": "off",
        "jit": "off",
    },
    # migrations and dumps take what they take
    "command": {},
}
# a cable that was pulled says nothing: without these a worker waits two hours for the answer
WIRE = {
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
}

# what every article asks is planned once a connection. A pooler that hands one connection to several, such as PgBouncer, has to
# know of it (its max_prepared_statements)
PREPARED = {"prepare_threshold": 5}


def surface() -> str:
    """``"web"``, ``"worker"`` or ``"command"``."""
    found = os.environ.get(SURFACE, "command")
    return found if found in LIMITS else "command"


def name_of(surface: str) -> str:
    """What PostgreSQL calls the connections of a surface: ``"claimtracker worker"``."""
    return f"claimtracker {surface}"


def session(given: dict[str, Any]) -> dict[str, Any]:
    """The options of a connection, with what its address says above ours: ``session({"connect_timeout": 9})``."""
    ours = " ".join(f"-c {name}={value}" for name, value in LIMITS[surface()].items())
    options = " ".join(filter(None, [ours, given.get("options", "")]))
    name = {"application_name": name_of(surface())}
    return {**WIRE, **PREPARED, **name, **given, **({"options": options} if options else {})}
