"""Celery's settings: what a worker may do, and how each broker carries the work.

The database is the truth and a message only says that a row is due, so nothing here may lose an article: what a
broker forgets, the sweep sends again.
"""

from typing import Any

from celery.schedules import schedule
from django.conf import settings
from kombu import Exchange, Queue

# a lease of 30 s and a sweep of each worker within 4.8 s: what a kill left is taken again within 40 s
SWEEP_EVERY_S = 4
POLL_EVERY_S = 60
ALERT_EVERY_S = 15
MAIL_EVERY_S = 60
# looks whether the day's dump is there
DUMP_EVERY_S = 1800
SEAL_EVERY_S = 60
MAIL_EVERY_S = 30
TASK_LIMIT_S = 90

task_always_eager = settings.TASKS_AT_ONCE
task_eager_propagates = True

accept_content = ["json"]
task_serializer = "json"
result_backend = None
task_ignore_result = True
timezone = "UTC"

# a worker that dies between taking a message and taking its row gives the message back
task_acks_late = True
# a task that kills its process must not come back at once for ever: its row's attempts count, and the sweep decides
task_reject_on_worker_lost = False
# 56 of 2,000 messages sat in a dead worker with the default of 4
worker_prefetch_multiplier = 1
# one task a process, see there
worker_pool = "claimtracker.crew:TaskPool"
# Celery closes Django's connections before and after each task, and a new one costs the server more than most tasks do: that
# pool closes those that are old or broken instead. The name is Celery's own
CELERY_DB_REUSE_MAX = 1_000_000_000
# the last resort, kept by the kernel: the real limits are those of fetching and of the parser's own process. A soft limit
# cannot interrupt C code, so there is none
task_time_limit = TASK_LIMIT_S
worker_max_tasks_per_child = 500
worker_max_memory_per_child = 400_000
worker_soft_shutdown_timeout = 60
worker_hijack_root_logger = False
worker_cancel_long_running_tasks_on_connection_loss = False

# a page must not wait for a broker that is down: one try, and the sweep sends it later
task_publish_retry = False
broker_connection_timeout = 2
# RabbitMQ: a broker behind a cut cable is noticed within a minute
broker_heartbeat = 30
# a worker that loses its broker ends, and its crew starts another within ten seconds of the broker's return: nothing of the
# old connection is left to wait for, and Celery's own pauses grow to half a minute
broker_connection_retry = False
broker_connection_retry_on_startup = False
# beat waits as long as it takes
broker_connection_max_retries = None

beat_schedule = {
    "sweep": {
        "task": "articles.tasks.sweep",
        "schedule": schedule(SWEEP_EVERY_S),
        # sweeps that nobody took do not pile up; a busy worker may be late for one
        "options": {"expires": 10 * SWEEP_EVERY_S},
    },
    "poll_feeds": {
        "task": "articles.tasks.poll_feeds",
        "schedule": schedule(POLL_EVERY_S),
        "options": {"expires": POLL_EVERY_S},
    },
    "look_for_alerts": {
        "task": "articles.tasks.look_for_alerts",
        "schedule": schedule(ALERT_EVERY_S),
        "options": {"expires": ALERT_EVERY_S},
    },
    "mail_alerts": {
        "task": "articles.tasks.mail_alerts",
        "schedule": schedule(MAIL_EVERY_S),
        "options": {"expires": MAIL_EVERY_S},
    },
    "forget_old_requests": {
        "task": "articles.tasks.forget_old_requests",
        "schedule": schedule(DUMP_EVERY_S),
        "options": {"expires": DUMP_EVERY_S},
    },
    "dump_nightly": {
        "task": "articles.tasks.dump_nightly",
        "schedule": schedule(DUMP_EVERY_S),
        "options": {"expires": DUMP_EVERY_S},
    },
    "mail_notices": {
        "task": "articles.tasks.mail_notices",
        "schedule": schedule(MAIL_EVERY_S),
        "options": {"expires": MAIL_EVERY_S},
    },
    "seal_audit": {
        "task": "articles.tasks.seal_audit",
        "schedule": schedule(SEAL_EVERY_S),
        "options": {"expires": SEAL_EVERY_S},
    },
}

# the timetable has a queue of its own: behind a backlog, a sweep would find what a kill left only when all is done
TIMETABLE = "timetable"
task_routes = (
    [
        *((entry["task"], {"queue": TIMETABLE}) for entry in beat_schedule.values()),
        ("articles.tasks.fetch_*", {"queue": "fetch"}),
        ("articles.tasks.deliver_*", {"queue": "fetch"}),
        ("articles.tasks.mail_*", {"queue": "fetch"}),
        ("articles.tasks.poll_*", {"queue": "fetch"}),
        ("articles.tasks.*", {"queue": "extract"}),
    ],
)
task_default_queue = "extract"


def _queues(exchange_type: str, arguments: dict[str, str]) -> tuple[Queue, ...]:
    exchange = Exchange("claims", type=exchange_type, durable=True)
    return tuple(
        Queue(name, exchange, routing_key=name, durable=True, queue_arguments=arguments)
        for name in ("fetch", "extract", TIMETABLE)
    )


def _embedded() -> dict[str, Any]:
    return {
        # the transport finds the server itself; kombu warns where no host stands
        "broker_url": "pgmq://localhost",
        "broker_transport": "claimtracker.embedded.broker:Transport",
        "broker_transport_options": {
            # the extension is not there to be created: its SQL is installed
            "init_extension": False,
            "use_notify": True,
            "wait_time_seconds": 0,
            "polling_interval": 0.1,
            # pgmq has no renewal: longer than any task
            "visibility_timeout": 10 * TASK_LIMIT_S,
            "pool_size": 1,
            "pool_timeout": 2,
        },
        "task_queues": _queues("direct", {}),
        # names of reply queues are longer than pgmq's 47 characters
        "worker_enable_remote_control": False,
    }


def _rabbitmq() -> dict[str, Any]:
    return {
        "broker_url": settings.BROKER_URL,
        "broker_transport_options": {"confirm_publish": True, "read_timeout": 5, "write_timeout": 5},
        # delays travel through queues of the broker only with a topic exchange
        "task_queues": _queues("topic", {"x-queue-type": "quorum"}),
        "task_default_exchange": "claims",
        "task_default_exchange_type": "topic",
        "task_default_queue_type": "quorum",
        "worker_detect_quorum_queues": True,
        # else a worker that comes back under its old name dies of RESOURCE_LOCKED
        "control_queue_durable": True,
        "control_queue_exclusive": False,
    }


def _redis() -> dict[str, Any]:
    return {
        "broker_url": settings.BROKER_URL,
        "broker_transport_options": {
            "visibility_timeout": 10 * TASK_LIMIT_S,
            "socket_timeout": 5,
            "socket_connect_timeout": 2,
            "socket_keepalive": True,
            "health_check_interval": 25,
        },
        "task_queues": _queues("direct", {}),
        "worker_disable_prefetch": True,
    }


def _carried() -> dict[str, Any]:
    if not settings.BROKER_URL:
        return _embedded()
    return _rabbitmq() if settings.BROKER_URL.startswith("amqp") else _redis()


globals().update(_carried())
