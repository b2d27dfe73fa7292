"""`publish`, to real hosts: what readers have is whole at every moment, and nothing is lost that wasn't meant to be."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import threading
import time
from functools import partial
from pathlib import Path

import pytest

import hosts
import tools
from hosts import Site, visit

KINDS = ("folder", "sshd", "git", "s3")
KILLS = int(os.environ.get("KHAO_KILLS", "3"))
"""Publishers killed at a random moment, of each kind of target."""


@pytest.fixture(params=KINDS)
def host(request, tmp_path):
    tools.require(tools.program("rsync"), "rsync")
    made = {"folder": hosts.folder, "sshd": hosts.sshd, "git": hosts.repository, "s3": hosts.store}[request.param]
    if request.param in ("sshd", "s3"):
        with made(tmp_path) as found:
            found.kind = request.param
            yield found
    else:
        found = made(tmp_path)
        found.kind = request.param
        yield found


@pytest.fixture
def site(host, tmp_path):
    return Site(tmp_path, host)


# One after the other --------------------------------------------------------------------------------------------------


def test_a_site_from_its_first_release_to_the_way_back(site, host):
    """First publish, nothing to do, an edit, a removal, and back."""
    site.both()
    first = site.online
    assert first == site.built
    told = json.loads(host.read("deploy.json"))
    assert told["pages"] == sum(path.endswith(".html") for path in first)
    assert told["time"].startswith("2024-06-01T12:00")
    assert visit(host) == []

    assert "ไม่มีอะไรต้องส่ง" in site.publish()
    site.tree.edit("content/news/first.md", "เนื้อข่าวแรก", "เนื้อข่าวที่แก้แล้ว")
    site.build()
    said = site.publish("--dry-run")
    assert "~ news/2024/first/index.html" in said
    assert site.online == first
    said = site.publish()
    assert "~ news/2024/first/index.html" in said
    assert "about" not in said
    second = site.online
    assert second == site.built

    site.tree.delete("content/news/second.md")
    said = site.both()
    assert "- news/2024/second/index.html" in said
    assert site.online == site.built
    assert "news/2024/second/index.html" not in site.online

    site.publish("--rollback")
    assert site.online == second
    site.publish("--rollback") if host.kind != "s3" else site.publish("--rollback", status=1)
    assert site.online == (first if host.kind != "s3" else second)
    site.publish()
    assert site.online == site.built


def test_nobody_who_went_back_comes_to_the_release_that_they_left(site, host):
    site.both()
    first = site.online
    site.tree.edit("content/news/first.md", "เนื้อข่าวแรก", "เนื้อข่าวที่ผิด")
    site.both()
    site.publish("--rollback")
    assert site.online == first
    site.tree.edit("content/news/first.md", "เนื้อข่าวที่ผิด", "เนื้อข่าวที่ถูก")
    site.both()
    site.publish("--rollback")
    assert site.online == first


def test_styles_stay_for_those_who_still_have_the_page_that_asks_for_them(site, host):
    site.tree.put("layouts/assets/site.css", "p { color: red }")
    site.tree.edit("layouts/base.html", "<title>", "<link rel=stylesheet href=\"{{ site.asset('site.css') }}\"><title>")
    site.both()
    old = {path for path in host.paths() if path.startswith("assets/")}
    assert len(old) == 1
    site.tree.put("layouts/assets/site.css", "p { color: blue }")
    site.both()
    assert len({path for path in host.paths() if path.startswith("assets/")} | old) == 2
    assert old <= host.paths()
    site.tree.edit("content/news/first.md", "เนื้อข่าวแรก", "ใหม่")
    site.both()
    assert old.isdisjoint(host.paths())


def test_an_item_appears_and_goes_at_its_moment(site, host):
    site.tree.news("notice", publish="2567-06-02 08:30", expires="2567-06-03 16:30")
    page = "news/2024/notice/index.html"
    for moment, there in (
        ("2567-06-02 08:29:59", False),
        ("2567-06-02 08:30:00", True),
        ("2567-06-03 16:29:59", True),
        ("2567-06-03 16:30:00", False),
    ):
        site.moment = moment
        site.both()
        assert (page in site.online, page.removesuffix("index.html").encode() in host.read("index.html")) == (
            there,
            there,
        )
    site.moment = hosts.NOW
    site.both("--allow", "older")
    assert json.loads(host.read("deploy.json"))["next"] == "2024-06-02T08:30:00+07:00"


# What should not be published -----------------------------------------------------------------------------------------


def test_only_a_finished_build_of_what_the_sources_say_is_published(site, host):
    assert "publish-unbuilt" in site.publish(status=1)
    site.tree.news("secret", draft="true")
    site.run("build", "--drafts")
    assert "publish-outdated" in site.publish(status=1)
    site.both()
    before = site.online
    site.tree.edit("content/news/first.md", "เนื้อข่าวแรก", "แก้หลังสร้าง")
    assert "publish-outdated" in site.publish(status=1)
    site.build()
    (site.tree.out / "index.html").write_text("changed", encoding="utf-8")
    assert "publish-outdated" in site.publish(status=1)
    site.build()
    (site.tree.out / ".khao/journal.json").write_text("{}", encoding="utf-8")
    assert "publish-unbuilt" in site.publish(status=1)
    assert site.online == before


def test_an_empty_site_or_one_that_lost_much_is_published_only_where_it_is_meant(site, host):
    for number in range(15):
        site.tree.news(f"n{number}")
    site.both()
    before = site.online
    for number in range(15):
        site.tree.delete(f"content/news/n{number}.md")
    site.build()
    said = site.publish(status=1)
    assert "publish-removals" in said
    assert "- news/2024/n1/index.html" in site.publish("--allow", "removals", "--dry-run")
    assert site.online == before
    site.publish("--allow", "removals")
    site.tree.delete("content/news/first.md").delete("content/news/second.md")
    site.build()
    assert "publish-empty" in site.publish("--allow", "removals", status=1)
    site.publish("--allow", "empty", "--allow", "removals")
    assert site.online == site.built


def test_an_older_site_is_refused(site, host):
    site.tree.news("soon", date="2567-06-01 13:00")
    site.moment = "2567-06-01 14:00"
    site.both()
    before = site.online
    site.moment = "2567-06-01 12:30"
    site.build()
    assert "publish-older" in site.publish(status=1)
    assert site.online == before
    site.publish("--allow", "older")
    assert site.online == site.built != before


def test_an_older_commit_is_refused_however_late_it_is_built(site, host):
    def commit(moment: str) -> str:
        env = {**site.env, "GIT_COMMITTER_DATE": moment, "GIT_AUTHOR_DATE": moment}
        for words in (("init", "-q"), ("add", "content", "data", "layouts"), ("commit", "-qm", "x")):
            name = ["-c", "user.name=x", "-c", "user.email=x@localhost"]
            subprocess.run(["git", *name, *words], cwd=site.tree.root, env=env, check=True)
        return subprocess.check_output(["git", "rev-parse", "HEAD"], cwd=site.tree.root, text=True).strip()

    old = commit("2024-05-01T10:00:00+07:00")
    site.tree.news("newer")
    new = commit("2024-05-02T10:00:00+07:00")
    site.both()
    assert json.loads(host.read("deploy.json"))["source"] == new
    subprocess.run(["git", "checkout", "-q", old], cwd=site.tree.root, check=True)
    site.moment = "2567-06-01 18:00"
    site.build()
    assert "publish-older" in site.publish(status=1)


def test_what_somebody_else_did_is_not_written_over(site, host):
    site.both()
    host.put("index.html", b"<p>mine</p>")
    site.tree.edit("content/news/first.md", "เนื้อข่าวแรก", "ใหม่")
    site.build()
    assert "publish-changed" in site.publish(status=1)
    assert host.read("index.html") == b"<p>mine</p>"
    site.publish("--allow", "changed")
    assert site.online == site.built


def test_what_others_brought_stays(site, host):
    site.both()
    host.put("CNAME", b"news.example.go.th")
    site.tree.edit("content/news/first.md", "เนื้อข่าวแรก", "ใหม่").delete("content/news/second.md")
    site.both("--allow", "changed")
    assert host.read("CNAME") == b"news.example.go.th"
    assert {path: data for path, data in site.online.items() if path != "CNAME"} == site.built


def test_a_forged_record_removes_nothing_elsewhere(tmp_path):
    host = hosts.folder(tmp_path)
    site = Site(tmp_path, host)
    site.both()
    mine = tmp_path / "mine.txt"
    mine.write_text("mine", encoding="utf-8")
    record = next((tmp_path / "www root/site.releases").glob("*/.khao/published.json"))
    told = json.loads(record.read_text(encoding="utf-8"))
    for forged in (str(mine), "../../../mine.txt"):
        record.write_text(json.dumps({**told, "leaving": [forged]}), encoding="utf-8")
        site.tree.edit("content/news/first.md", "เนื้อข่าวแรก", "เนื้อข่าวแรก และอื่น")
        assert "publish-foreign" in site.both(status=1)
        assert mine.is_file()


def test_a_forged_manifest_publishes_nothing_from_elsewhere(tmp_path):
    host = hosts.folder(tmp_path)
    site = Site(tmp_path, host)
    site.build()
    manifest = site.tree.out / ".khao/manifest.json"
    told = json.loads(manifest.read_text(encoding="utf-8"))
    told["files"]["../data/site.yaml"] = "0" * 32
    manifest.write_text(json.dumps(told), encoding="utf-8")
    site.publish()
    assert site.online == site.built


# Two at once, and killed ones -----------------------------------------------------------------------------------------


def test_of_two_publishers_one_wins_and_the_other_says_so(site, host, tmp_path):
    site.both()
    for number in range(200):
        site.tree.news(f"n{number}")
    site.build()
    # Another machine has a root, and a lock, of its own.
    other = Site(tmp_path / "other", host)
    shutil.rmtree(other.tree.root)
    shutil.copytree(site.tree.root, other.tree.root, symlinks=True)
    other.build()
    running = [each.start() for each in (site, other)]
    said = [each.communicate(timeout=120)[1].decode() for each in running]
    states = sorted(each.returncode for each in running)
    assert states in ([0, 1], [0, 0]), said
    if states == [0, 1]:
        assert "publish-busy" in "".join(said)
    assert site.online == site.built
    assert visit(host) == []


def test_a_publisher_that_is_killed_leaves_a_whole_site(site, host):
    """Killed at any moment: readers miss nothing meanwhile, and the next publisher ends what was begun."""
    site.both()
    chance = random.Random(host.kind)  # noqa: S311 — the same each time
    began = time.monotonic()
    site.tree.news("measure")
    site.build()
    site.publish()
    length = time.monotonic() - began
    missed: list[str] = []
    for number in range(KILLS):
        for each in range(3):
            site.tree.news(f"k{number}-{each}", body=f"เนื้อข่าว {number}")
        site.tree.edit("content/pages/about.md", "เกี่ยวกับ", f"{number} เกี่ยวกับ", 1)
        if number:
            site.tree.delete(f"content/news/k{number - 1}-0.md")
        site.build()
        publisher = site.start("--allow", "removals")  # Of those that are killed, many pages are left to remove.
        over = threading.Event()
        reader = threading.Thread(target=_read_on, args=(host, over, missed))
        reader.start()
        time.sleep(chance.uniform(0.1, 1.1) * length)
        publisher.kill()
        publisher.communicate()
        missed += visit(host)
        over.set()
        reader.join()
    _settled(site)
    assert site.online == site.built
    # Who read the home page before an item was withdrawn, and opens it after that, finds nothing: so it is meant.
    assert [each for each in missed if not each.endswith("-0/")] == []
    assert visit(host) == []


def _read_on(host: hosts.Host, over: threading.Event, missed: list[str]) -> None:
    while not over.wait(0.02):
        missed += visit(host)


def _settled(site: Site) -> None:
    """Publish; whoever was killed a moment ago may still hold the lock for as long as its connection takes to end."""
    for _ in range(50):
        done = subprocess.run(
            site.words("publish", "web", "--allow", "removals"),
            capture_output=True,
            env=site.env,
            check=False,
            timeout=120,
        )
        if done.returncode == 0:
            return
        assert b"publish-busy" in done.stderr, done.stderr.decode()
        time.sleep(0.1)
    raise AssertionError("it stays busy")


# Hosts with faults ----------------------------------------------------------------------------------------------------

FAULTS = {
    "no host": ("{type: dir, path: /srv/x, host: nobody.invalid}", "publish-failed"),
    "no answer": ("{type: dir, path: /srv/x, host: 127.0.0.1, port: 9}", "publish-failed"),
    "no repository": ("{type: git, remote: /nowhere/at/all.git}", "publish-failed"),
    "no git host": ("{type: git, remote: 'https://127.0.0.1:9/x.git'}", "publish-failed"),
    "no store": ("{type: s3, bucket: news, endpoint: 'http://127.0.0.1:9'}", "publish-failed"),
    "password": ("{type: git, remote: 'https://me:hunter2@127.0.0.1:9/x.git'}", "target-secret"),
    "option": ("{type: git, remote: --upload-pack=touch}", "target-option"),
    "option as host": ("{type: dir, path: /srv/x, host: -oProxyCommand=touch}", "target-option"),
    "strange host": ("{type: dir, path: /srv/x, host: 'a b;c'}", "target-host"),
    "no kind": ("{path: /srv/x}", "field-missing"),
    "another kind": ("{type: ftp, path: /srv/x}", "not-a-choice"),
    "key": ("{type: s3, bucket: x, secret_access_key: hunter2}", "field-unknown"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_host_that_fails_is_a_problem(tmp_path, name, monkeypatch):
    settings, rule = FAULTS[name]
    env = {"AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "x", "AWS_DEFAULT_REGION": "us-east-1"}
    site = Site(tmp_path, hosts.Host(settings, lambda _: None, set, lambda _path, _data: None, env))
    if rule == "publish-failed":
        site.build()
        said = site.publish(status=1)
    else:
        said = site.run("build", status=1)
    assert rule in said
    assert "hunter2@" not in said


def test_without_credentials_the_store_is_a_problem(tmp_path):
    host = hosts.Host("{type: s3, bucket: news, endpoint: 'http://127.0.0.1:9'}", lambda _: None, set, lambda *_: None)
    host.env = {"HOME": str(tmp_path), "AWS_EC2_METADATA_DISABLED": "true"}
    site = Site(tmp_path, host)
    site.build()
    assert "publish-failed" in site.publish(status=1)


def test_an_unknown_target_is_wrong_use(tmp_path):
    site = Site(tmp_path, hosts.folder(tmp_path))
    site.build()
    assert "“web”" in site.run("publish", "wep", status=2)


def test_a_full_disk_leaves_the_old_site(tmp_path):
    disk = tmp_path / "www root"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=3m", "none", str(disk)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount a small disk")
    try:
        web = disk / "site"
        nothing = lambda _path, _data: None  # noqa: E731
        host = hosts.Host(
            f'{{type: dir, path: "{web}"}}', partial(hosts._file, web), lambda: hosts._below(web), nothing
        )
        site = Site(tmp_path, host)
        site.both()
        before = site.online
        site.tree.put("layouts/assets/large.bin", os.urandom(4_000_000))
        site.build()
        said = site.publish(status=1)
        assert "publish-failed" in said
        assert "No space left" in said
        assert site.online == before
        (site.tree.root / "layouts/assets/large.bin").unlink()
        site.tree.edit("content/news/first.md", "เนื้อข่าวแรก", "ใหม่")
        site.both()
        assert site.online == site.built
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_a_folder_that_may_not_be_written_to_leaves_the_old_site(tmp_path):
    host = hosts.folder(tmp_path)
    site = Site(tmp_path, host)
    site.both()
    before = site.online
    site.tree.edit("content/news/first.md", "เนื้อข่าวแรก", "ใหม่")
    site.build()
    releases = Path(f"{tmp_path}/www root/site.releases")
    if os.geteuid() == 0:
        flag = subprocess.run(["chattr", "+i", str(releases)], capture_output=True, check=False)
        if flag.returncode:
            pytest.skip("root may write everywhere here")
    else:
        releases.chmod(0o500)
    try:
        assert "publish-failed" in site.publish(status=1)
        assert site.online == before
    finally:
        subprocess.run(["chattr", "-i", str(releases)], capture_output=True, check=False)
        releases.chmod(0o755)


def test_what_lies_where_the_link_should_be_is_left_alone(tmp_path):
    host = hosts.folder(tmp_path)
    web = tmp_path / "www root/site"
    web.mkdir()
    (web / "index.html").write_text("theirs", encoding="utf-8")
    site = Site(tmp_path, host)
    site.build()
    assert "publish-foreign" in site.publish(status=1)
    assert "publish-failed" in site.publish("--allow", "changed", status=1)
    assert (web / "index.html").read_text(encoding="utf-8") == "theirs"


def test_a_branch_or_bucket_with_other_things_is_taken_over_only_where_that_is_meant(tmp_path):
    with hosts.store(tmp_path) as host:
        host.put("CNAME", b"x")
        site = Site(tmp_path, host)
        site.build()
        assert "publish-foreign" in site.publish(status=1)
        site.publish("--allow", "changed")
        assert host.read("CNAME") == b"x"


# What stores are told -------------------------------------------------------------------------------------------------


def test_a_store_is_told_what_files_are_and_how_long_they_may_be_kept(tmp_path):
    with hosts.store(tmp_path) as host:
        site = Site(tmp_path, host)
        site.tree.put("layouts/assets/site.css", "p { color: red }")
        site.both()
        page, style = (host.head(path) for path in ("index.html", next(p for p in host.paths() if p.endswith(".css"))))
        assert page["ContentType"] == "text/html; charset=utf-8"
        assert page["CacheControl"] == "public, max-age=60"
        assert style["ContentType"] == "text/css; charset=utf-8"
        assert "immutable" in style["CacheControl"]
        assert host.head("feed.xml")["ContentType"] == "application/xml; charset=utf-8"


def test_old_releases_are_kept_as_many_as_was_said(tmp_path):
    host = hosts.folder(tmp_path)
    site = Site(tmp_path, host)
    for number in range(5):
        site.tree.edit("content/pages/about.md", "เกี่ยวกับเรา", f"เกี่ยวกับเรา {number}", 1)
        site.both()
    assert len([each for each in (tmp_path / "www root/site.releases").iterdir() if each.is_dir()]) == 3


# What became of a page ------------------------------------------------------------------------------------------------


@pytest.fixture
def published(tmp_path):
    site = Site(tmp_path, hosts.folder(tmp_path))
    site.tree.news("moved", body="เนื้อข่าวที่ย้าย", title="ข่าวที่ย้าย", categories="[ข่าวกิจกรรม]")
    site.both()
    return site


def vanished(site: Site, *args: str) -> dict[str, str]:
    words = site.words("check", "--format", "json", *args)
    said = subprocess.run(words, capture_output=True, env=site.env, check=False).stdout
    return {row["path"]: row["remedy"] for row in json.loads(said) if row["rule"] == "url-vanished"}


def renamed(site: Site, **head: str) -> None:
    path = site.tree.root / "content/news/moved.md"
    text = path.read_text(encoding="utf-8")
    path.unlink()
    lines = "".join(f"{name}: {value}\n" for name, value in head.items())
    site.tree.put("content/news/renamed.md", text.replace("---\n", f"---\n{lines}", 1))


@pytest.mark.parametrize(
    ("head", "written"),
    [
        ({}, "aliases: [/news/2024/moved/]"),
        ({"aliases": "[/old.html]"}, "aliases: [/news/2024/moved/, /old.html]"),
        ({"aliases": "\n  - /old.html"}, "aliases: \n  - /news/2024/moved/\n  - /old.html"),
    ],
)
def test_a_page_that_moved_gets_the_alias_that_leads_there(published, head, written):
    renamed(published, **head)
    assert "/news/2024/moved/" in vanished(published)["content/news/renamed.md"]
    assert vanished(published, "--fix") == {}
    text = (published.tree.root / "content/news/renamed.md").read_text(encoding="utf-8")
    assert written in text
    published.build()
    assert "/news/2024/renamed/" in published.tree.read("news/2024/moved/index.html")
    assert vanished(published, "--fix") == {}
    assert (published.tree.root / "content/news/renamed.md").read_text(encoding="utf-8") == text


@pytest.mark.parametrize("same", ["id", "body", "title"])
def test_what_it_was_is_known_by_one_thing_that_stayed(tmp_path, same):
    site = Site(tmp_path, hosts.folder(tmp_path))
    before = {"id": "lasting", "title": "ก", "body": "เนื้อหา"}
    after = {"id": "another", "title": "ข", "body": "อื่น"} | {same: before[same]}
    site.tree.news("old", **before)
    site.both()
    site.tree.delete("content/news/old.md").news("new", **after)
    assert [*vanished(site)] == ["content/news/new.md"]


def test_what_is_gone_for_good_is_told_until_it_is_published(published):
    published.tree.delete("content/news/moved.md")
    assert [*vanished(published)] == ["content/news/moved.md"]
    published.both()
    assert vanished(published) == {}


@pytest.mark.parametrize("field", ["draft: true", "expires: 2567-05-30"])
def test_what_is_withheld_on_purpose_is_not_missed(published, field):
    published.tree.edit("content/news/moved.md", "---\n", f"---\n{field}\n", 1)
    assert vanished(published) == {}


def test_a_school_that_changes_its_id_is_missed(published):
    published.tree.edit("data/schools.yaml", "id: beta", "id: gamma").edit("content/news/second.md", "beta", "gamma")
    assert [*vanished(published)] == ["data/schools.yaml"]
