"""Python's search for garbage in rings, held off from what stays for good."""

import gc

# an answer of fifty rows makes some ten thousand objects, none of them in a ring
LEAST_NEW = 20_000


def leave_alone_what_stays() -> None:
    """Never look again at what is loaded by now, and at new objects less often: a look in the middle of an answer takes longer than it.

    For a web server after it loaded the program and before it forks: the processes then also share that memory for good.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(LEAST_NEW, 20, 50)
