"""Programs of the system that publishing works with: started without a shell's guesses, their faults told as problems.

The one invariant: no password that stands in an address is ever told.
"""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import time
from collections.abc import Collection, Iterator, Mapping, Sequence

from khao.errors import BuildError, Place, Problem, problem

TRIES = 4
PAUSE = 1.0
"""Seconds before a second try; each further one waits twice as long."""


class Refused(Exception):
    """A program ended with a fault: its status, and what it said."""

    def __init__(self, status: int, said: str) -> None:
        super().__init__(status, said)
        self.status, self.said = status, said


def run(
    words: Sequence[str],
    *,
    data: bytes = b"",
    env: Mapping[str, str] | None = None,
    again: Collection[int] = (),
) -> bytes:
    """What the program printed. Raises Refused when it fails, BuildError when it isn't there.

    Statuses in `again` are those of broken connections: it is started anew, later each time.
    """
    for number in range(TRIES):
        done = _started(words, data, env)
        if done.returncode == 0:
            return done.stdout
        if done.returncode not in again or number == TRIES - 1:
            break
        time.sleep(PAUSE * 2**number)
    raise Refused(done.returncode, masked(done.stderr.decode(errors="replace").strip() or f"status {done.returncode}"))


def _started(words: Sequence[str], data: bytes, env: Mapping[str, str] | None) -> subprocess.CompletedProcess[bytes]:
    try:
        whole = {**os.environ, "LC_ALL": "C.UTF-8", **(env or {})}
        return subprocess.run(words, input=data, capture_output=True, env=whole, check=False)
    except FileNotFoundError:
        raise BuildError([missing(words[0])]) from None


@contextlib.contextmanager
def held(words: Sequence[str]) -> Iterator[Refused | None]:
    """A program that says `held` and goes on for as long as the block does; what it said instead, where it doesn't."""
    pipe = subprocess.PIPE
    try:
        holder = subprocess.Popen(words, stdin=pipe, stdout=pipe, stderr=pipe)
    except FileNotFoundError:
        raise BuildError([missing(words[0])]) from None
    with holder:
        told = holder.stdout.readline() if holder.stdout else b""
        try:
            if told == b"held\n":
                yield None
            else:
                said = holder.communicate()[1].decode(errors="replace").strip()
                yield Refused(holder.returncode, masked(said))
        finally:
            if holder.stdin:
                holder.stdin.close()


def missing(tool: str) -> Problem:
    """The problem of a program that isn't there."""
    return problem("publish-tool", Place(tool), name=tool)


def masked(text: str) -> str:
    """A text without what stands before the host in an address; its last line says most."""
    return re.sub(r"://[^/@\s]+@", "://…@", text)[-600:]
