"""The command `new`, at a terminal with somebody who types, or away from one."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path

from trees import PROJECT

NOW = "2567-06-01 12:00"


def words(root: Path, *args: str, now: str = NOW) -> list[str]:
    """The command line."""
    return [sys.executable, str(PROJECT / "build.py"), "--root", str(root), "--now", now, "--jobs", "1", "new", *args]


# Ctrl+C reaches only those whose terminal it is.
OWN = """
import fcntl, os, sys, termios
os.setsid()
fcntl.ioctl(0, termios.TIOCSCTTY)
os.execv(sys.argv[1], sys.argv[1:])
"""


class Terminal:
    """The command at a terminal of its own, and somebody who types."""

    def __init__(self, root: Path, *args: str, now: str = NOW) -> None:
        self.screen, theirs = pty.openpty()
        env = {**os.environ, "GITHUB_ACTIONS": "", "TERM": "dumb"}
        self.process = subprocess.Popen(
            [sys.executable, "-c", OWN, *words(root, *args, now=now)],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=env,
        )
        os.close(theirs)
        self.shown = b""

    def until(self, text: str) -> str:
        """Wait for words on the screen; gives all since the last time."""
        end = time.monotonic() + 30
        while text.encode() not in self.shown:
            assert time.monotonic() < end, self.shown.decode(errors="replace")
            if select.select([self.screen], [], [], 0.1)[0]:
                try:
                    self.shown += os.read(self.screen, 4096)
                except OSError:
                    break
        assert text in self.shown.decode(errors="replace")
        seen, self.shown = self.shown.decode(errors="replace"), b""
        return seen

    def type(self, text: str) -> None:
        os.write(self.screen, text.encode())

    def status(self) -> int:
        try:
            while os.read(self.screen, 4096):
                pass
        except OSError:
            pass
        os.close(self.screen)
        return self.process.wait(30)
