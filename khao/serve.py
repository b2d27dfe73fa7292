"""The site on this machine, made again on each change.

The one invariant: it reads what the build wrote and nothing else, for this machine alone, and a build that fails
leaves the last good site in place.
"""

from __future__ import annotations

import functools
import queue
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from watchdog.events import FileClosedNoWriteEvent, FileOpenedEvent, FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from khao import report
from khao.config import Config
from khao.errors import BuildError, Place, problem
from khao.extension import Project
from khao.make import make
from khao.words import Lang, say

_QUIET = 0.05
"""Seconds without an event before a change counts as done: editors save in several steps. A pause within them costs a
build that the next one mends."""


def serve(configure: Callable[[], Config], project: Project, host: str, port: int, lang: Lang) -> int:
    """Build, serve and build again until interrupted; always returns 0.

    Each build is configured anew, so that its moment is its own.
    """
    config = configure()
    _build(config, project, lang)
    changes: queue.SimpleQueue[None] = queue.SimpleQueue()
    server = _server(config.output, host, port)
    observer = Observer()
    for folder in ("content", "data", "layouts"):
        if (config.root / folder).is_dir():
            observer.schedule(_Doorbell(changes), str(config.root / folder), recursive=True)
    observer.start()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(say("serving", lang, address=f"http://{host}:{server.server_address[1]}/"), flush=True)
    from khao import render, replay  # noqa: F401 — the first edit shall not wait for them

    try:
        while True:
            _settle(changes)
            # Bodies have a time limit that needs the main thread, so the building stays here.
            _build(replace(configure(), jobs=1), project, lang)
    except KeyboardInterrupt:
        print(say("stopped", lang))
    finally:
        observer.stop()
        server.shutdown()
    return 0


class _Doorbell(FileSystemEventHandler):
    """Events only tell that something happened; the build looks for itself what."""

    def __init__(self, changes: queue.SimpleQueue[None]) -> None:
        self.changes = changes

    def on_any_event(self, event: FileSystemEvent) -> None:
        # Reading a file fires these two as well: heeding them, the build would wake itself for ever.
        if not isinstance(event, (FileOpenedEvent, FileClosedNoWriteEvent)):
            self.changes.put(None)


def _settle(changes: queue.SimpleQueue[None]) -> None:
    """Wait until something has changed, and then until nothing changes any more."""
    rung = False
    while True:
        try:
            # Never without a timeout: a wait without end doesn't hear Ctrl+C on every system.
            changes.get(timeout=_QUIET)
            rung = True
        except queue.Empty:
            if rung:
                return


def _build(config: Config, project: Project, lang: Lang) -> None:
    try:
        done = make(config, project)
    except BuildError as error:
        print(report.people(error.problems, lang), file=sys.stderr, flush=True)
    else:
        print(done.tell(str(config.output), lang), flush=True)


def _server(folder: Path, host: str, port: int) -> ThreadingHTTPServer:
    try:
        handler = type("Handler", (_Handler,), {"host": host})
        server = ThreadingHTTPServer((host, port), functools.partial(handler, directory=str(folder)))
    except OSError:
        raise BuildError([problem("port-taken", Place(f"{host}:{port}"), port=port)]) from None
    server.daemon_threads = True
    return server


class _Handler(SimpleHTTPRequestHandler):
    """GET and HEAD of files in the output folder, for requests meant for this server."""

    server_version = "Khao"
    host = ""
    extensions_map = {  # noqa: RUF012 — as the standard library declares it
        **SimpleHTTPRequestHandler.extensions_map,
        ".xml": "application/xml; charset=utf-8",
        ".html": "text/html; charset=utf-8",
        ".json": "application/json; charset=utf-8",
        ".csv": "text/csv; charset=utf-8",
        ".txt": "text/plain; charset=utf-8",
    }

    def send_head(self) -> Any:
        # A page of another site could have its own name lead to this address; its Host header gives it away.
        name = self.headers.get("Host", "").rpartition(":")[0] or self.headers.get("Host", "")
        if name not in ("localhost", "127.0.0.1", "[::1]", self.host):
            self.send_error(403)
            return None
        if "\0" in unquote(self.path):
            self.send_error(404)
            return None
        path = Path(self.translate_path(self.path))
        folder = Path(self.directory).resolve()
        real = path.resolve()
        if not real.is_relative_to(folder) or any(part.startswith(".") for part in real.relative_to(folder).parts):
            self.send_error(404)
            return None
        return super().send_head()

    def list_directory(self, path: Any) -> None:  # noqa: ARG002
        """Folders without a page are not there."""
        self.send_error(404)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.is_file():  # noqa: PLR2004
            super().send_error(code, message, explain)
            return
        data = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the terminal is for problems."""
