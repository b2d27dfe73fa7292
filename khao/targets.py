"""Where a site is published: the targets that data/site.yaml may name.

The one invariant: no secret stands there, and nothing that a program could take for an option.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from khao import nodes, schema
from khao.errors import problem
from khao.nodes import Node, Scalar
from khao.reading import Reading
from khao.schema import Compound, Field


@dataclass(frozen=True)
class Folder:
    """A folder of a web server, here or on a host that ssh reaches."""

    path: str
    """The name that the web server knows: a symbolic link to the release of now."""
    host: str = ""
    port: int = 22
    keep: int = 5
    """Releases that stay, besides the one of now."""


@dataclass(frozen=True)
class Branch:
    """A branch of a Git repository, whose host publishes it."""

    remote: str
    branch: str = "gh-pages"


@dataclass(frozen=True)
class Bucket:
    """A bucket of an object store that speaks as S3 does."""

    bucket: str
    endpoint: str = ""
    """"" for Amazon's own."""
    prefix: str = ""
    region: str = ""


Target = Folder | Branch | Bucket


def _word(node: Node, reading: Reading, name: str) -> str | None:
    """A word that a program is given."""
    value = schema.line(node, reading, name)
    if value and value.startswith("-"):
        reading.fail("target-option", node, field=name, value=value)
        return None
    return value


def _address(node: Node, reading: Reading, name: str) -> str | None:
    """An address without a password in it."""
    value = _word(node, reading, name)
    if value and "://" in value and urlsplit(value).password is not None:
        # Without the line, which would tell it to whoever reads the log.
        reading.problems.append(problem("target-secret", reading.place(node), field=name))
        return None
    return value


def _host(node: Node, reading: Reading, name: str) -> str | None:
    value = _word(node, reading, name)
    if value and not re.fullmatch(r"(?:[\w.-]+@)?[\w.:-]+", value):
        reading.fail("target-host", node, field=name, value=value)
        return None
    return value


def _prefix(node: Node, reading: Reading, name: str) -> str | None:
    value = _word(node, reading, name)
    return value and value.strip("/") + "/"


_TYPE = Field("type", schema.Choice("dir", "git", "s3"), "ชนิด", "Its kind", "dir", required=True)


def _made(make: Callable[..., Target]) -> Callable[..., Target]:
    return lambda **found: make(**{name: value for name, value in found.items() if name != _TYPE.name})


class Targets:
    """Targets by name."""

    kinds: Mapping[str, Compound[Target]] = {
        "dir": Compound(
            _made(Folder),
            _TYPE,
            Field(
                "path",
                _word,
                "ที่อยู่โฟลเดอร์ที่เครื่องแม่ข่ายเปิดให้อ่าน",
                "The folder that the web server shows",
                "/srv/www/news",
                required=True,
            ),
            Field(
                "host", _host, "เครื่องแม่ข่าย ถ้าอยู่คนละเครื่อง", "The host, where it is another one", "web@www.example.go.th"
            ),
            Field("port", schema.integer, "พอร์ต ssh", "Its port for ssh", "22"),
            Field("keep", schema.integer, "จำนวนฉบับก่อนที่เก็บไว้", "Earlier releases that are kept", "5"),
        ),
        "git": Compound(
            _made(Branch),
            _TYPE,
            Field(
                "remote",
                _address,
                "ที่อยู่ repository",
                "The repository",
                "git@git.example.go.th:pr/news.git",
                required=True,
            ),
            Field("branch", _word, "ชื่อ branch", "The branch", "gh-pages"),
        ),
        "s3": Compound(
            _made(Bucket),
            _TYPE,
            Field("bucket", _word, "ชื่อ bucket", "The bucket", "news", required=True),
            Field("endpoint", _address, "ที่อยู่ของบริการ", "The service's address", "https://s3.example.go.th"),
            Field("prefix", _prefix, "โฟลเดอร์ใน bucket", "The folder in the bucket", "news/"),
            Field("region", _word, "ภูมิภาค", "The region", "ap-southeast-1"),
        ),
    }

    def __call__(self, node: Node, reading: Reading, _name: str) -> tuple[tuple[str, Target], ...] | None:
        """(name, target) of each."""
        if not isinstance(node, nodes.Mapping):
            reading.fail("not-a-mapping", node)
            return None
        found = []
        for key, (_, each) in node.entries.items():
            type_ = each.entries.get("type") if isinstance(each, nodes.Mapping) else None
            word = type_[1].text if type_ and isinstance(type_[1], Scalar) else ""
            # What has no kind yet is told by the table of one that has.
            target = self.kinds.get(word, self.kinds["dir"])(each, reading, key)
            if target and word in self.kinds:
                found.append((key, target))
        return tuple(found)


def describe(target: Any) -> str:
    """A target in one line."""
    match target:
        case Folder(host=host, path=path):
            return f"{host}:{path}" if host else path
        case Branch(remote=remote, branch=branch):
            return f"{remote} ({branch})"
        case _:
            return f"{target.endpoint or 's3:/'}/{target.bucket}/{target.prefix}"
