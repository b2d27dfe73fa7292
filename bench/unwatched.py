"""What a visit takes a page's main thread, where nothing but a counter looks on.

The one invariant: Playwright leaves the page alone. It follows each request of the pages that it makes, and that is
work of theirs: a fifth of a search's.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import CDPSession

PATIENCE = 30.0
"""Seconds after which a page that has not come to its end is broken."""
SHOWN = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
"""Ends when what there is has been drawn."""
Send = Callable[..., dict[str, Any]]
"""(method of the DevTools protocol, its parameters) → the answer."""


def work(session: CDPSession, url: str, listen: str, end: str) -> float:
    """Seconds of processor time of a page's main thread until a promise is kept and its outcome is drawn.

    `session` is the browser's; `listen` is told to the page before anything of it is read, `end` gives the promise.
    Raises TimeoutError.
    """
    with _page(session) as (send, heard):
        send("Performance.enable", timeDomain="threadTicks")
        send("Page.enable")
        send("Page.addScriptToEvaluateOnNewDocument", source=listen)
        send("Page.navigate", url=url)
        _wait(session, lambda: "Page.loadEventFired" in heard)
        send("Runtime.evaluate", expression=f"{end}.then(() => {SHOWN})", awaitPromise=True)
        told = {each["name"]: each["value"] for each in send("Performance.getMetrics")["metrics"]}
    return float(told["TaskDuration"]) - float(told["DevToolsCommandDuration"])


@contextlib.contextmanager
def _page(session: CDPSession) -> Iterator[tuple[Send, dict[int | str, Any]]]:
    """An empty page of a new reader: how to command it, and what has been heard of it by number or event."""
    context = session.send("Target.createBrowserContext")["browserContextId"]
    target = session.send("Target.createTarget", {"url": "about:blank", "browserContextId": context})["targetId"]
    page = session.send("Target.attachToTarget", {"targetId": target, "flatten": False})["sessionId"]
    heard: dict[int | str, Any] = {}
    numbers = itertools.count(1)

    def hear(event: dict[str, Any]) -> None:
        if event["sessionId"] == page:
            message = json.loads(event["message"])
            heard[message.get("id") or message["method"]] = message.get("result", {})

    def send(method: str, **parameters: Any) -> dict[str, Any]:
        message = json.dumps({"id": (number := next(numbers)), "method": method, "params": parameters})
        session.send("Target.sendMessageToTarget", {"sessionId": page, "message": message})
        _wait(session, lambda: number in heard)
        answer: dict[str, Any] = heard[number]
        return answer

    session.on("Target.receivedMessageFromTarget", hear)
    try:
        yield send, heard
    finally:
        session.remove_listener("Target.receivedMessageFromTarget", hear)
        session.send("Target.disposeBrowserContext", {"browserContextId": context})


def _wait(session: CDPSession, fits: Callable[[], bool]) -> None:
    """Until this is so. What is heard comes in while something is sent, and the browser is what this may bother."""
    until = time.monotonic() + PATIENCE
    while not fits():
        if time.monotonic() > until:
            raise TimeoutError
        session.send("Browser.getVersion")
        time.sleep(0.005)
