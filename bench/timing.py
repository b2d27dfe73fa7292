"""What a build takes, and how soon the server shows an edit.

The one invariant: no process that is started here outlives its sample.
"""

from __future__ import annotations

import http.client
import json
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from bench.results import Sample

METER = Path(__file__).with_name("meter.py")
PATIENCE = 60.0
"""Seconds after which a server that shows no edit is broken."""


def command(words: Sequence[str], folder: Path) -> Sample:
    """One command, run in the folder."""
    meter = [sys.executable, "-IS", str(METER), *words]
    done = subprocess.run(meter, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{words[0]} in {folder.name} failed:\n{done.stderr}")
    sample: Sample = json.loads(done.stdout)
    return sample


def reloading(serve: Sequence[str], url: str, words: str, save: Callable[[], None]) -> Sample:
    """The time from saving an edit until the page at the URL shows its words."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = subprocess.Popen([*serve, "--port", str(port)], stdout=subprocess.PIPE, text=True)
    try:
        if not any(f":{port}/" in line for line in server.stdout or ()):
            raise RuntimeError("the server did not start")
        save()
        saved = time.perf_counter()
        while words not in _page(port, url):
            if time.perf_counter() - saved > PATIENCE:
                raise RuntimeError(f"{url} does not show the edit")
            time.sleep(0.005)
        return {"wall": time.perf_counter() - saved}
    finally:
        server.terminate()
        server.communicate()


def _page(port: int, url: str) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    try:
        connection.request("GET", url)
        return connection.getresponse().read().decode()
    finally:
        connection.close()
