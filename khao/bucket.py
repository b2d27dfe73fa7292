"""The objects of a bucket, below a prefix: sent whole, with what browsers are told of them.

The one invariant: an object's kind and how long it may be kept follow from its path alone.
"""

from __future__ import annotations

import contextlib
import mimetypes
import re
from collections.abc import Iterator, Sequence
from email.utils import parsedate_to_datetime
from typing import Any, NamedTuple

from khao import shell
from khao.errors import BuildError, Place, problem
from khao.targets import Bucket, describe

AT_ONCE = 8
"""Objects sent at a time."""
_FINAL = re.compile(r"^assets/|^search/(?:grams|texts)/|\.[0-9a-f]{8,}\.\w+$")
"""Files whose names tell what is in them."""
_FOR_GOOD, _A_MINUTE = "public, max-age=31536000, immutable", "public, max-age=60"
_KINDS = {
    "xml": "application/xml",
    "webp": "image/webp",
    "avif": "image/avif",
    "woff2": "font/woff2",
    "js": "text/javascript",
    "jsonld": "application/ld+json",
}
_UNMET = (409, 412)
"""Statuses of a condition that doesn't hold."""


class Object(NamedTuple):
    """What is in an object, what the store calls that, and how many seconds ago it was written by the store's clock."""

    data: bytes
    tag: str
    age: float


class Objects:
    """The objects, by path below the prefix."""

    def __init__(self, target: Bucket, client: Any, fault: type[Exception]) -> None:
        self.bucket, self.prefix = target.bucket, target.prefix
        self._client, self._fault = client, fault

    def get(self, path: str) -> Object:
        """An object; one without bytes and name where there is none."""
        try:
            found = self._client.get_object(Bucket=self.bucket, Key=self.prefix + path)
        except self._client.exceptions.NoSuchKey:
            return Object(b"", "", 0.0)
        now = parsedate_to_datetime(found["ResponseMetadata"]["HTTPHeaders"]["date"])
        return Object(found["Body"].read(), found["ETag"], (now - found["LastModified"]).total_seconds())

    def listed(self) -> dict[str, str]:
        """What the store calls the bytes of each object, by path."""
        pages = self._client.get_paginator("list_objects_v2").paginate(Bucket=self.bucket, Prefix=self.prefix)
        rows = (row for page in pages for row in page.get("Contents", ()))
        return {row["Key"][len(self.prefix) :]: row["ETag"] for row in rows}

    def put(self, path: str, data: bytes, **conditions: str) -> str:
        """Send an object; gives what the store calls its bytes."""
        told = self._client.put_object(
            Bucket=self.bucket,
            Key=self.prefix + path,
            Body=data,
            ContentType=kind(path),
            CacheControl=_FOR_GOOD if _FINAL.search(path) else _A_MINUTE,
            **conditions,
        )
        return str(told["ETag"])

    def put_if(self, path: str, data: bytes, **conditions: str) -> str:
        """The same under conditions; "" where they don't hold."""
        try:
            return self.put(path, data, **conditions)
        except self._fault as error:
            if error.response["ResponseMetadata"].get("HTTPStatusCode") in _UNMET:  # type: ignore[attr-defined]
                return ""
            raise

    def delete(self, paths: Sequence[str]) -> None:
        """Remove objects; what isn't there is removed already."""
        for start in range(0, len(paths), 1000):
            rows = [{"Key": self.prefix + path} for path in paths[start : start + 1000]]
            self._client.delete_objects(Bucket=self.bucket, Delete={"Objects": rows, "Quiet": True})


@contextlib.contextmanager
def opened(target: Bucket) -> Iterator[Objects]:
    """The bucket. Faults of the store and of the way to it end as BuildError."""
    try:
        import boto3
        from botocore.config import Config
        from botocore.exceptions import BotoCoreError, ClientError
    except ImportError:
        raise BuildError([shell.missing("boto3")]) from None
    retries = {"max_attempts": shell.TRIES, "mode": "standard"}
    options = Config(retries=retries, connect_timeout=15, read_timeout=60, max_pool_connections=AT_ONCE + 2)
    where = {"endpoint_url": target.endpoint or None, "region_name": target.region or None}
    try:
        yield Objects(target, boto3.client("s3", config=options, **where), ClientError)
    except (BotoCoreError, ClientError, ValueError) as error:
        place = Place(describe(target))
        raise BuildError([problem("publish-failed", place, reason=shell.masked(str(error)))]) from None


def kind(path: str) -> str:
    """What browsers are told that a file is."""
    found = _KINDS.get(path.rpartition(".")[2]) or mimetypes.guess_type(path)[0] or "application/octet-stream"
    text = found.startswith("text/") or found.endswith(("json", "xml", "javascript"))
    return f"{found}; charset=utf-8" if text else found
