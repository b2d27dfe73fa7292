"""Where sites are published in tests: a folder, a real sshd, a bare Git repository, a store that speaks as S3 does."""

from __future__ import annotations

import contextlib
import getpass
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import tools
from trees import PROJECT, Tree

NOW = "2567-06-01 12:00"
Files = dict[str, bytes]


@dataclass
class Host:
    """A place to publish to, and how to look at what is there as a reader would."""

    settings: str
    """The target, as data/site.yaml has it."""
    read: Callable[[str], bytes | None]
    """A file that readers get, by its path; None where there is none."""
    paths: Callable[[], set[str]]
    """All that is there but Khao's own notes."""
    put: Callable[[str, bytes], None]
    """What somebody else does there."""
    env: dict[str, str] = field(default_factory=dict)

    def files(self) -> Files:
        return {path: data for path in self.paths() if (data := self.read(path)) is not None}


class Site:
    """A tiny site that the real command builds and publishes."""

    def __init__(self, folder: Path, host: Host) -> None:
        self.tree, self.host = Tree(folder / "site"), host
        text = (self.tree.root / "data/site.yaml").read_text(encoding="utf-8")
        self.tree.put("data/site.yaml", f"{text}publish:\n  web: {host.settings}\n")
        self.moment = NOW

    def words(self, *args: str) -> list[str]:
        root = str(self.tree.root)
        return [sys.executable, str(PROJECT / "build.py"), "--root", root, "--now", self.moment, "--jobs", "1", *args]

    @property
    def env(self) -> dict[str, str]:
        return {**os.environ, "GITHUB_ACTIONS": "", **self.host.env}

    def run(self, *args: str, status: int = 0) -> str:
        done = subprocess.run(
            self.words(*args), capture_output=True, encoding="utf-8", env=self.env, check=False, timeout=120
        )
        assert done.returncode == status, done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        return done.stdout + done.stderr

    def build(self) -> None:
        self.run("build")

    def publish(self, *args: str, status: int = 0) -> str:
        return self.run("publish", "web", *args, status=status)

    def both(self, *args: str, status: int = 0) -> str:
        self.build()
        return self.publish(*args, status=status)

    def start(self, *args: str) -> subprocess.Popen[bytes]:
        run = self.words("publish", "web", *args)
        return subprocess.Popen(run, env=self.env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)

    @property
    def built(self) -> Files:
        return self.tree.files()

    @property
    def online(self) -> Files:
        """What is published, but for what tells of it."""
        return {path: data for path, data in self.host.files().items() if path not in ("deploy.json", ".nojekyll")}


class Links(HTMLParser):
    """The links of a page to this site, and what it needs to be shown."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.url, self.found = url, set[str]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("href", "src") and value and not re.match(r"[a-z]+:|//", value):
                self.found.add(urlsplit(urljoin(self.url, value)).path)


def fetch(host: Host, url: str) -> bytes | None:
    path = unquote(url).lstrip("/")
    return host.read(path + "index.html" if path == "" or path.endswith("/") else path)


def visit(host: Host) -> list[str]:
    """What a reader of the home page misses, who opens everything that it links to; torn pages, too."""
    home = fetch(host, "/")
    if home is None:
        return ["/"]
    links = Links("/")
    links.feed(home.decode())
    missed = [] if home.rstrip().endswith(b"</html>") else ["/ is torn"]
    for url in sorted(links.found):
        data = fetch(host, url)
        if data is None:
            missed.append(url)
        elif url.endswith("/") and not data.rstrip().endswith(b"</html>"):
            missed.append(f"{url} is torn")
    return missed


# The hosts ------------------------------------------------------------------------------------------------------------


def _below(folder: Path) -> set[str]:
    found = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return {path.as_posix() for path in found if ".khao" not in path.parts}


def _file(folder: Path, path: str) -> bytes | None:
    with contextlib.suppress(OSError):
        return (folder / path).read_bytes()
    return None


def folder(base: Path) -> Host:
    web = base / "www root" / "site"
    web.parent.mkdir(parents=True)
    put = lambda path, data: (web / path).write_bytes(data)  # noqa: E731
    return Host(f'{{type: dir, path: "{web}", keep: 2}}', partial(_file, web), lambda: _below(web), put)


@contextlib.contextmanager
def sshd(base: Path) -> Iterator[Host]:
    """The same folder, behind a real sshd on loopback."""
    program = tools.require(tools.program("sshd", "/usr/sbin"), "sshd")
    home = base / "home"
    home.mkdir()
    for name in ("host", "mine"):
        words = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(home / name)]
        subprocess.run(words, check=True)
    (home / "authorized").write_bytes((home / "mine.pub").read_bytes())
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    lines = [f"Port {port}", "ListenAddress 127.0.0.1", f"HostKey {home}/host", f"AuthorizedKeysFile {home}/authorized"]
    lines += ["StrictModes no", "UsePAM no", "PasswordAuthentication no", f"PidFile {home}/pid", "MaxStartups 100"]
    (home / "sshd").write_text("\n".join(lines) + "\n", encoding="utf-8")
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)
    client = (
        f"Host *\nIdentityFile {home}/mine\nStrictHostKeyChecking no\nUserKnownHostsFile {home}/known\nLogLevel ERROR\n"
    )
    (home / "config").write_text(client, encoding="utf-8")
    wrapper = home / "bin"
    wrapper.mkdir()
    # OpenSSH looks for its settings at the home of the account, whatever HOME says.
    (wrapper / "ssh").write_text(f'#!/bin/sh\nexec {shutil.which("ssh")} -F {home}/config "$@"\n', encoding="utf-8")
    (wrapper / "ssh").chmod(0o755)
    server = subprocess.Popen([str(program), "-D", "-e", "-f", str(home / "sshd")], stderr=subprocess.DEVNULL)
    try:
        _open("127.0.0.1", port)
        host = folder(base)
        where = f"host: {getpass.getuser()}@127.0.0.1, port: {port}"
        settings = host.settings.replace("type: dir", f"type: dir, {where}")
        yield Host(settings, host.read, host.paths, host.put, {"PATH": f"{wrapper}:{os.environ['PATH']}"})
    finally:
        server.terminate()
        server.wait()


def repository(base: Path) -> Host:
    tools.require(tools.program("git"), "git")
    bare = base / "bare.git"
    subprocess.run(["git", "init", "--quiet", "--bare", str(bare)], check=True)

    def git(*words: str, data: bytes = b"") -> bytes:
        name = ("-c", "user.name=x", "-c", "user.email=x@localhost")
        run = ["git", f"--git-dir={bare}", *name, *words]
        return subprocess.run(run, input=data, capture_output=True, check=True).stdout

    def read(path: str) -> bytes | None:
        with contextlib.suppress(subprocess.CalledProcessError):
            return git("cat-file", "blob", f"gh-pages:{path}")
        return None

    def paths() -> set[str]:
        names = git("ls-tree", "-r", "-z", "--name-only", "gh-pages").decode().split("\0")
        return {name for name in names if name and not name.startswith(".khao/")}

    def put(path: str, data: bytes) -> None:
        work = base / "elsewhere"
        shutil.rmtree(work, ignore_errors=True)
        subprocess.run(["git", "clone", "--quiet", "--branch", "gh-pages", str(bare), str(work)], check=True)
        (work / path).write_bytes(data)
        for words in (("add", "-A"), ("commit", "-qm", "by hand"), ("push", "-q")):
            subprocess.run(
                ["git", "-C", str(work), "-c", "user.name=x", "-c", "user.email=x@localhost", *words], check=True
            )

    return Host(f"{{type: git, remote: {bare}}}", read, paths, put)


@contextlib.contextmanager
def store(base: Path) -> Iterator[Host]:
    """moto's server: the whole of S3's interface, conditions included."""
    import boto3
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    address, port = server.get_host_and_port()
    endpoint = f"http://{address}:{port}"
    env = {
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_EC2_METADATA_DISABLED": "true",
        "HOME": str(base),
    }
    client = boto3.client(
        "s3",
        endpoint_url=endpoint,
        aws_access_key_id="test",
        aws_secret_access_key="test",  # noqa: S106
        region_name="us-east-1",
    )
    bucket = f"news{port}"
    client.create_bucket(Bucket=bucket)

    def read(path: str) -> bytes | None:
        with contextlib.suppress(client.exceptions.NoSuchKey):
            return client.get_object(Bucket=bucket, Key=f"site/{path}")["Body"].read()
        return None

    def paths() -> set[str]:
        pages = client.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix="site/")
        names = {row["Key"][5:] for page in pages for row in page.get("Contents", ())}
        return {name for name in names if not name.startswith(".khao/")}

    def put(path: str, data: bytes) -> None:
        client.put_object(Bucket=bucket, Key=f"site/{path}", Body=data)

    host = Host(f"{{type: s3, bucket: {bucket}, endpoint: '{endpoint}', prefix: site}}", read, paths, put, env)
    host.head = lambda path: client.head_object(Bucket=bucket, Key=f"site/{path}")  # type: ignore[attr-defined]
    try:
        yield host
    finally:
        server.stop()


def _open(address: str, port: int) -> None:
    for _ in range(100):
        with contextlib.suppress(OSError), socket.create_connection((address, port), timeout=1):
            return
        time.sleep(0.05)
    raise AssertionError("it does not listen")
