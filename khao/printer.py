"""A browser that prints pages of a finished stage to PDF.

The one invariant: it sees the site as readers will, from this machine alone, and nothing of it outlives the block.
"""

from __future__ import annotations

import contextlib
import functools
import io
import os
import re
import shutil
import signal
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit

from khao.model import file_of, inside

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
SECONDS = 60
"""The time that one report may take."""
Read = Callable[[str], bytes | None]
"""The bytes of a file of the site, by its path below the output folder."""

_OPTIONS = (
    "--headless",
    "--disable-gpu",
    # Pictures for paper are finer than those for a screen.
    "--force-device-scale-factor=2",
    "--no-first-run",
    "--disable-extensions",
    "--disable-background-networking",
    "--no-pdf-header-footer",
    "--generate-pdf-document-outline",
)
_FACE = re.compile(r"@font-face\s*\{[^}]*\}")
_RANGE = re.compile(r"font-weight:\s*(\d+) (\d+)")
_FONT = re.compile(r'url\((["\']?)([^"\')]+\.woff2)\1\)')
_SHEET = "/~khao/print.css"
"""No page has such a URL, since a slug holds no `~`."""
_RULES = b"""* { font-synthesis: none !important; }
.prose a::after { content: none !important; }
.printed { display: none !important; }
.addresses ol { list-style: none; padding: 0; }
"""
"""On a screen links can be followed, so they need no numbers; letters that a browser bends by itself are no text."""
_HEAD_END = re.compile(rb"</head>", re.IGNORECASE)


class Unprintable(Exception):
    """The browser made no PDF: what it said."""


class Hung(Unprintable):
    """It didn't end in time."""


def browser() -> str:
    """The command of a browser on this machine, or ""."""
    own = os.environ.get("KHAO_BROWSER", "")
    return own or next((found for name in BROWSERS if (found := shutil.which(name))), "")


def version(command: str) -> str:
    """What the browser calls itself; "" for what is none."""
    try:
        done = subprocess.run([command, "--version"], capture_output=True, check=False, timeout=SECONDS)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode(errors="replace").strip()


class Press(NamedTuple):
    """A browser that is ready to print."""

    host: str
    """The address at which it sees the site."""
    print: Callable[[str], bytes]
    """Makes a PDF of the page at a URL. Raises Unprintable."""


@contextlib.contextmanager
def press(command: str, read: Read) -> Iterator[Press]:
    """A browser that sees these files as a site."""
    handler = functools.partial(_Handler, read=read)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server, tempfile.TemporaryDirectory() as folder:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            host = f"http://127.0.0.1:{server.server_address[1]}"
            yield Press(host, functools.partial(_print, command, host, Path(folder)))
        finally:
            server.shutdown()


def _print(command: str, host: str, folder: Path, url: str) -> bytes:
    target = folder / "page.pdf"
    target.unlink(missing_ok=True)
    # In a container there is nobody but root, for whom the browser has no sandbox; it sees nothing but this site.
    root = ("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()
    words = [command, *_OPTIONS, *root, f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={target}", host + url]
    # What it leaves lying about goes with the folder; those that it starts go with it.
    own = {**os.environ, "TMPDIR": str(folder)}
    pipe = subprocess.PIPE
    with subprocess.Popen(words, stdout=pipe, stderr=pipe, env=own, start_new_session=True) as running:
        try:
            _, said = running.communicate(timeout=SECONDS)
        except subprocess.TimeoutExpired:
            raise Hung(f"{SECONDS} s") from None
        finally:
            with contextlib.suppress(OSError):
                os.killpg(running.pid, signal.SIGKILL)
    if not target.is_file():
        raise Unprintable(said.decode(errors="replace").strip().rpartition("\n")[2] or f"status {running.returncode}")
    return target.read_bytes()


class _Handler(BaseHTTPRequestHandler):
    """Gives the browser what readers will get, but for fonts and a style sheet of its own."""

    def __init__(self, *args: object, read: Read) -> None:
        self.read = read
        super().__init__(*args)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        data, kind = self._found(parts.path, parse_qs(parts.query).get("weight", [""])[0])
        if data is None:
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def _found(self, path: str, weight: str) -> tuple[bytes | None, str]:
        from khao.bucket import kind

        if path == _SHEET:
            return _RULES, "text/css"
        name = file_of(path)
        data = self.read(name) if inside(unquote(name)) else None
        if data is None:
            return None, ""
        if name.endswith(".html"):
            link = f'<link rel="stylesheet" href="{_SHEET}" media="print"></head>'.encode()
            data = _HEAD_END.sub(link, data, count=1)
        elif name.endswith(".css"):
            data = _FACE.sub(_faces, data.decode(errors="replace")).encode()
        elif weight.isdigit():
            data = _at_weight(data, int(weight))
        return data, kind(name)

    def handle(self) -> None:
        """Answer one request; a browser that has gone needs no answer."""
        with contextlib.suppress(ConnectionError):
            super().handle()

    def log_message(self, *_said: object) -> None:
        """Say nothing."""


def _faces(face: re.Match[str]) -> str:
    """A font of all weights as one for each end of them: browsers print the letters of others as drawings."""
    weights = _RANGE.search(face[0])
    if not weights:
        return face[0]
    made = []
    for weight in weights.groups():
        one = _RANGE.sub(f"font-weight: {weight}", face[0])
        made.append(_FONT.sub(lambda font, weight=weight: f'url("{font[2]}?weight={weight}")', one))  # type: ignore[misc]
    return "".join(made).replace("font-display: swap", "font-display: block").replace("font-display:swap", "")


@functools.lru_cache(maxsize=8)
def _at_weight(data: bytes, weight: int) -> bytes:
    """A font at one of its weights; as it is, where it has but one."""
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    font = TTFont(io.BytesIO(data), recalcTimestamp=False)
    if "fvar" not in font:
        return data
    out = io.BytesIO()
    instancer.instantiateVariableFont(font, {"wght": weight}).save(out)
    return out.getvalue()
