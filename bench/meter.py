"""Run a command and say what it took, as JSON: `python -IS meter.py COMMAND...`.

A program of its own, because the kernel counts the memory of whoever starts a command as the command's own until the
command has begun: this starter is smaller than anything that it measures.

The one invariant: it loads nothing but what it needs, and the command's exit status is its own.
"""

import json
import os
import sys
import time

KILOBYTE = 1 if sys.platform == "darwin" else 1024
"""The unit of ru_maxrss."""


def main(command: list[str]) -> int:
    """Wall and CPU seconds, and the bytes of the largest process: the command's or that of a child it waited for."""
    quiet = [(os.POSIX_SPAWN_OPEN, sys.stdout.fileno(), os.devnull, os.O_WRONLY, 0)]
    started = time.perf_counter()
    child = os.posix_spawn(command[0], command, os.environ, file_actions=quiet)
    _, status, used = os.wait4(child, 0)
    wall = time.perf_counter() - started
    print(json.dumps({"wall": wall, "cpu": used.ru_utime + used.ru_stime, "peak": used.ru_maxrss * KILOBYTE}))
    return os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
