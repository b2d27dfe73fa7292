"""Links to other sites, followed.

The one invariant: nothing is sent but a request for the address that stands in the text, and only when it was asked
for by name.
"""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote, urlsplit

from khao import source
from khao.errors import Problem
from khao.manuscript import Manuscript

PATIENCE = 15.0
"""Seconds that a site may take to answer."""
AT_ONCE = 8
_ADDRESS = re.compile(r"https?://[^\s<>()\[\]\"'`]+(?:\([^\s<>()]*\)[^\s<>()\[\]\"'`]*)*")
_KEPT = "/%:@!$&'()*+,;=~?"
"""What stands in an address as it is."""
_HIDDEN = frozenset({401, 403, 405, 406, 429, 451, 999})
"""Answers to a program that is not let in: what a person would see isn't known."""


def outside(root: Path, paths: Iterable[str]) -> list[Problem]:
    """A problem for each link of these files that doesn't lead anywhere."""
    manuscripts = [Manuscript(path, text) for path in paths if isinstance(text := source.read_text(root, path), str)]
    found = [(each, at, url) for each in manuscripts for at, url in _links(each)]
    urls = sorted({url for _, _, url in found})
    with ThreadPoolExecutor(AT_ONCE) as threads:
        wrong = dict(zip(urls, threads.map(follow, urls), strict=True))
    return [each.problem("outside-broken", at, url=url, reason=wrong[url]) for each, at, url in found if wrong[url]]


def _links(manuscript: Manuscript) -> Iterator[tuple[int, str]]:
    for match in _ADDRESS.finditer(manuscript.text):
        url = match[0].rstrip(".,;:!?ฯ*_")
        host = urlsplit(url).hostname or ""
        if host and not re.search(r"(^|\.)example\.(go\.th|com|org|net)$", host):
            yield match.start(), url


def follow(url: str) -> str:
    """Why an address leads nowhere, or ""."""
    reason = ""
    for method in ("HEAD", "GET"):
        try:
            request = urllib.request.Request(_encoded(url), method=method, headers={"User-Agent": "Khao link check"})  # noqa: S310
            with urllib.request.urlopen(request, timeout=PATIENCE):  # noqa: S310 — http or https alone
                return ""
        except urllib.error.HTTPError as error:
            error.close()
            reason = "" if error.code in _HIDDEN else str(error.code)
        except (OSError, ValueError) as error:
            reason = str(getattr(error, "reason", error)) or type(error).__name__
    return reason


def _encoded(url: str) -> str:
    """An address as it is sent: Thai in it is encoded, what is encoded already stays."""
    parts = urlsplit(url)
    host = parts.netloc.encode("idna").decode() if not parts.netloc.isascii() else parts.netloc
    path, query = (quote(part, _KEPT) for part in (parts.path, parts.query))
    return parts._replace(netloc=host, path=path, query=query, fragment="").geturl()
