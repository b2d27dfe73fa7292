"""The server of the site on this machine: what requests it answers, and with what.

The one invariant: it answers GET and HEAD of requests that are meant for it, with files that lie in the output folder
and with nothing else; what is on the disk goes out as a build wrote it, but for one line in a page's head.
"""

from __future__ import annotations

import contextlib
import errno
import functools
import html
import json
import mimetypes
import os
import re
import socket
import socketserver
import sys
from collections.abc import Collection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, quote, unquote

from khao.errors import BuildError, Place, problem

if TYPE_CHECKING:
    from khao.desk import Desk

OWN = "/~khao/"
"""What paths begin with that are the server's own: no page has such a URL, since a slug holds no `~`."""
BROWSER = Path(__file__).with_name("browser")
"""What runs in the browser while the site is being made."""
LOCAL = ("localhost", "127.0.0.1", "[::1]")
_BEAT = 15.0
"""Seconds after which a channel that is silent shows that it is there."""
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".jsonld": "application/ld+json; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".woff2": "font/woff2",
    ".avif": "image/avif",
    ".webp": "image/webp",
}
_HEAD = re.compile(rb"<head[^>]*>", re.IGNORECASE)


def listen(folder: Path, host: str, port: int, desk: Desk | None = None) -> ThreadingHTTPServer:
    """A server of a folder that has its address. Raises BuildError when it can't have it."""
    hosts = frozenset({*LOCAL, host.lower()})
    try:
        return _Server((host, port), functools.partial(Handler, folder=folder, hosts=hosts, desk=desk))
    except (OSError, OverflowError) as error:
        place = Place(f"{host}:{port}")
        if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
            raise BuildError([problem("port-taken", place, port=port)]) from None
        reason = getattr(error, "strerror", None) or str(error)
        raise BuildError([problem("address-unusable", place, address=place.path, reason=reason)]) from None


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = os.name != "nt"  # There it would let two servers have one address.

    def server_bind(self) -> None:
        """Without a question to the network about this machine's name, which it may be long in answering."""
        socketserver.TCPServer.server_bind(self)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that went away is no error."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class Handler(BaseHTTPRequestHandler):
    """One request. With a desk, pages are told how they stand; without, they are as readers get them."""

    server_version = "Khao"
    sys_version = ""

    def __init__(self, *args: Any, folder: Path, hosts: Collection[str], desk: Desk | None) -> None:
        self.folder, self.hosts, self.desk = folder.resolve(), hosts, desk
        super().__init__(*args)

    def do_GET(self) -> None:
        """Answer a request."""
        path, _, query = self.path.partition("#")[0].partition("?")
        if not self._meant():
            self._answer(403, b"", "text/plain")
        elif self.desk and path == OWN + "state":
            self._channel(self.desk, parse_qs(query).get("page", ["/"])[0])
        elif self.desk and path.startswith(OWN):
            self._file(_inside(BROWSER, path.removeprefix(OWN[:-1])))
        else:
            self._page(path)

    do_HEAD = do_GET  # noqa: N815

    def _meant(self) -> bool:
        """Whether a request is meant for this server and, where it is for the server's own, comes from its pages."""
        host = self.headers.get("Host", "")
        # A page of another site could have its own name lead to this address; its Host header gives it away.
        if re.sub(r":\d+$", "", host).lower() not in self.hosts:
            return False
        origin, site = self.headers.get("Origin"), self.headers.get("Sec-Fetch-Site", "same-origin")
        own = self.path.startswith(OWN)
        return not own or (origin in (None, f"http://{host}") and site in ("same-origin", "none"))

    # Pages -----------------------------------------------------------------------------------------------------------

    def _page(self, path: str) -> None:
        found = _inside(self.folder, path)
        if found is None and not path.endswith("/") and _inside(self.folder, path + "/"):
            self._answer(301, b"", "text/plain", Location=quote(f"/{unquote(path).lstrip('/')}/", safe="/"))
        elif found is None:
            self._missing()
        else:
            self._file(found)

    def _missing(self) -> None:
        page = self.folder / "404.html"
        if page.is_file():
            self._file(page, 404)
        elif self.desk:
            # Nothing has ever been built: the page is there to be told why.
            self._html(503, b"<!doctype html><html><head><title>Khao</title></head><body></body></html>", None)
        else:
            self._answer(404, b"", "text/plain")

    def _file(self, file: Path | None, status: int = 200) -> None:
        try:
            data = file.read_bytes() if file else None
        except OSError:
            data = None
        if file is None or data is None:
            self._answer(404, b"", "text/plain")
            return
        kind = _TYPES.get(file.suffix.lower()) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        if kind.startswith("text/html") and self.desk:
            self._html(status, data, data)
        else:
            self._answer(status, data, kind)

    def _html(self, status: int, page: bytes, shows: bytes | None) -> None:
        """A page with the script that keeps it as its sources are; before any other, so that it sees what was sent."""
        assert self.desk  # noqa: S101
        mark = html.escape(self.desk.mark(shows))
        tag = f'<script type="module" src="{OWN}desk.js" data-shows="{mark}"></script>'.encode()
        at = match.end() if (match := _HEAD.search(page)) else len(page)
        self._answer(status, page[:at] + tag + page[at:], _TYPES[".html"])

    # The channel -----------------------------------------------------------------------------------------------------

    def _channel(self, desk: Desk, page: str) -> None:
        """Tell a page how it stands, at once and whenever that changes, until it goes away."""
        self._begin(200, "text/event-stream; charset=utf-8")
        number = -1
        with contextlib.suppress(OSError):
            while self.command == "GET" and not desk.closed:
                said = ": here\n\n"
                if desk.wait(number, _BEAT):
                    state = desk.state(page)
                    number, said = state["number"], f"retry: 500\ndata: {json.dumps(state, ensure_ascii=False)}\n\n"
                self.wfile.write(said.encode())

    # Words -----------------------------------------------------------------------------------------------------------

    def _begin(self, status: int, kind: str, **more: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        for name, value in more.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def _answer(self, status: int, data: bytes, kind: str, **more: str) -> None:
        self._begin(status, kind, Content_Length=str(len(data)), **more)
        if self.command != "HEAD":
            self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the terminal is for problems."""


def _inside(folder: Path, path: str) -> Path | None:
    """The file at the path of a URL, if it lies in the folder."""
    start, *parts = unquote(path).split("/")
    if start or not parts or any(part.startswith(".") or "\\" in part or "\0" in part for part in parts):
        return None
    file = folder.joinpath(*parts[:-1], parts[-1] or "index.html")
    try:
        inside = file.is_file() and file.resolve().is_relative_to(folder.resolve())
    except (OSError, ValueError):
        return None
    return file if inside else None


def network() -> str:
    """The address of this machine in the network that it is in. Raises BuildError when it is in none."""
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as way:
        way.connect(("203.0.113.1", 9))  # Nothing is sent: it only tells which way something would go.
        address: str = way.getsockname()[0]
        if not address.startswith("127."):
            return address
    raise BuildError([problem("network-missing", Place("--lan"))])
