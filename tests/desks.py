"""A real `serve` of a site in a folder, for the tests of the server and for those in a browser."""

from __future__ import annotations

import contextlib
import http.client
import json
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from trees import PROJECT, Tree


class Served:
    """`serve` in a process of its own."""

    def __init__(self, tree: Tree, folder: Path, *options: str, port: int | None = None) -> None:
        self.tree, self.log, self.output = tree, folder / "errors.txt", folder / "output.txt"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = port or free.getsockname()[1]
        run = [sys.executable, "build.py", "--root", tree.root, "--jobs", "1", "serve", *options]
        run += ["--port", str(self.port)] if port is None else []
        with self.log.open("w") as errors, self.output.open("w") as output:
            self.process = subprocess.Popen(run, cwd=PROJECT, stdout=output, stderr=errors)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def ready(self) -> Served:
        self.until(lambda: f":{self.port}/" in self.output.read_text())
        return self

    def until(self, claim: Callable[[], object], seconds: int = 15) -> None:
        for _ in range(seconds * 20):
            with contextlib.suppress(OSError, http.client.HTTPException):
                if claim():
                    return
            assert self.process.poll() is None, self.log.read_text()
            time.sleep(0.05)
        pytest.fail("it took too long")

    def answer(self, path: str, method: str = "GET", **headers: str) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        connection.putrequest(method, path, skip_host="Host" in headers)
        [connection.putheader(name.replace("_", "-"), value) for name, value in headers.items()]
        connection.endheaders()
        return connection.getresponse()

    def ask(self, path: str, method: str = "GET", **headers: str) -> tuple[int, bytes]:
        answer = self.answer(path, method, **headers)
        return answer.status, answer.read()

    def states(self, page: str) -> Iterator[dict[str, Any]]:
        """What a page is told, one state after the other."""
        answer = self.answer(f"/~khao/state?page={quote(page)}")
        while line := answer.readline():
            if line.startswith(b"data: "):
                yield json.loads(line[6:])

    def state(self, page: str) -> dict[str, Any]:
        return next(self.states(page))

    @property
    def builds(self) -> int:
        """How many builds have changed something."""
        return self.output.read_text().count("สร้างเว็บไซต์แล้ว")

    def stop(self) -> None:
        self.process.send_signal(signal.SIGINT)
        assert self.process.wait(10) == 0
        assert "Traceback" not in self.log.read_text()


@contextlib.contextmanager
def serving(tree: Tree, folder: Path, *options: str) -> Iterator[Served]:
    """The site, served until the test ends."""
    served = Served(tree, folder, *options)
    try:
        yield served.ready()
        served.stop()
    finally:
        served.process.kill()
        served.process.wait()
