"""The site on its makers' machine, made again on each change and shown as it becomes.

The one invariant: it shows what the last sound build wrote; one that fails leaves that in place and tells why, over it.
"""

from __future__ import annotations

import contextlib
import gc
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from http.server import ThreadingHTTPServer

from khao import handler, report, seal
from khao.config import Config
from khao.desk import Desk
from khao.errors import BuildError
from khao.extension import Project
from khao.lookout import Lookout
from khao.make import make
from khao.store import salt
from khao.words import Lang, say

FOLDERS = ("content", "data", "layouts")
PORT = 8000
_MORE = 20
"""Ports tried after the usual one, when nobody asked for one."""
_AGAIN = 1.0
"""Seconds until the next try, where somebody else is building."""

_PATIENCE = 0.4
"""Seconds of work before pages tell that there is some."""


@dataclass(frozen=True)
class Door:
    """Where the site is to be had."""

    host: str = "127.0.0.1"
    port: int | None = None
    """None for the usual one, or the next that is free."""
    lan: bool = False
    """Whether the network that this machine is in may come in."""


def serve(configure: Callable[[], Config], project: Project, door: Door, lang: Lang) -> int:
    """Build, serve and build again until interrupted; always returns 0. Raises BuildError when nobody could come in.

    Each build is configured anew, so that its moment is its own.
    """
    config = configure()
    desk = Desk(config, salt(project.salt()), lang)
    with _open(door, config, desk) as servers:
        loop = Loop(configure, project, desk, lang)
        # Nobody is answered yet: workers are forked as long as there is no other thread.
        loop.build(config)
        with Lookout(config.root, FOLDERS) as lookout:
            for server in servers:
                threading.Thread(target=server.serve_forever, daemon=True).start()
            _welcome(servers, door, lang)
            from khao import render, replay  # noqa: F401 — the first edit shall not wait for them

            gc.freeze()  # What is there now stays, and need not be looked through in the middle of an edit.
            lookout.ring()  # What was saved during the first build may have been too late for it.
            stopped = _heed(lookout)
            with contextlib.suppress(KeyboardInterrupt):
                while not stopped.is_set():
                    lookout.wait(loop.due)
                    loop.again()
            print(say("stopped", lang))
    return 0


def _heed(lookout: Lookout) -> threading.Event:
    """Set by Ctrl+C. Where Python throws an interrupt away, as while it frees an object, it still ends the wait."""
    stopped = threading.Event()

    def stop(_number: int, _frame: object) -> None:
        stopped.set()
        lookout.ring()
        raise KeyboardInterrupt

    signal.signal(signal.SIGINT, stop)
    return stopped


@dataclass
class Loop:
    """The builds, one after the other; all in one thread, since the time limit of bodies needs the main one."""

    configure: Callable[[], Config]
    project: Project
    desk: Desk
    lang: Lang
    due: float | None = None
    """When to build again though nothing has been saved, as `time.time()` tells it."""
    built: bool = False
    """Whether the output folder has been made, by this process."""
    broken: bool = False

    def again(self) -> None:
        """Build for this moment."""
        try:
            config = replace(self.configure(), jobs=1, trusted=self.built)  # Other threads are running now.
        except BuildError as error:
            self._failed(error)
        else:
            self.build(config)

    def build(self, config: Config) -> None:
        """Build, and tell how it went."""
        began = time.time()
        self.due = None
        patience = threading.Timer(_PATIENCE, self.desk.busy, [self.desk.standing.number])
        if self.built:
            patience.start()
        try:
            done = make(config, self.project)
        except BuildError as error:
            self._failed(error)
            return
        finally:
            patience.cancel()
        self.desk.built(done, config.now)
        changes = done.changes
        if not self.built or self.broken or changes.added or changes.changed or changes.removed:
            print(done.tell(str(config.output), self.lang).split("\n")[0], flush=True)
        self.built, self.broken = True, False
        sealed = seal.last(config, self.project.salt())
        if sealed and sealed.until:
            self.due = began + (sealed.until - config.now).total_seconds()

    def _failed(self, error: BuildError) -> None:
        if any(each.rule == "already-building" for each in error.problems):
            self.due = time.time() + _AGAIN
            return
        self.broken = True
        self.desk.failed(error.problems)
        print(report.people(self.desk.standing.problems, self.lang), file=sys.stderr, flush=True)


@contextlib.contextmanager
def _open(door: Door, config: Config, desk: Desk) -> Iterator[list[ThreadingHTTPServer]]:
    """The servers, bound but silent: one for this machine, and one for the network where it may come in."""
    hosts = [door.host, handler.network()] if door.lan else [door.host]
    with contextlib.ExitStack() as stack:
        ports = [door.port] if door.port is not None else [*range(PORT, PORT + _MORE + 1)]
        for port in ports:
            try:
                servers = [stack.enter_context(handler.listen(config.output, hosts[0], port, desk))]
                # A port that was free to choose is the same one for all.
                chosen = servers[0].server_address[1]
                servers += [
                    stack.enter_context(handler.listen(config.output, each, chosen, desk)) for each in hosts[1:]
                ]
                break
            except BuildError as error:
                stack.close()
                if port == ports[-1] or any(each.rule != "port-taken" for each in error.problems):
                    raise
        try:
            yield servers
        finally:
            desk.close()
            for server in servers:
                server.shutdown()


def _welcome(servers: list[ThreadingHTTPServer], door: Door, lang: Lang) -> None:
    """Tell where the site is to be had, to a telephone's camera as well."""
    port = servers[0].server_address[1]
    addresses = [f"http://{server.server_address[0]!s}:{port}/" for server in servers]
    if door.port is None and port != PORT:
        print(say("port-moved", lang, usual=PORT, port=port))
    print(say("serving", lang, address=addresses[0]), flush=True)
    if door.lan:
        import segno  # Nobody else needs it.

        print(say("serving-network", lang, address=addresses[1]), flush=True)
        segno.make(addresses[1], micro=False).terminal(compact=True)
