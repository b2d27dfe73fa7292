"""The server of the command `serve`: whom it answers, what it tells open pages, and when it builds."""

from __future__ import annotations

import contextlib
import shutil
import socket
import time
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from desks import serving
from khao import dates, handler, serve
from khao.desk import Desk
from khao.errors import BuildError
from khao.extension import Project
from khao.lookout import Lookout
from test_replay import settle
from trees import Tree

FIRST = "/news/2024/first/"
BROKEN = "---\ntitle: [\n---\n"


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    folder = tmp_path_factory.mktemp("served")
    tree = Tree(folder / "site").put("secret.txt", "ความลับ")
    tree.out = tree.root / ".khao/preview"
    with serving(tree, folder) as served:
        (tree.out / "leads-out").symlink_to(tree.root)
        yield served


# Whom it answers ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [
    "/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/%2e%2e%5csecret.txt", "/..\\secret.txt",
    "//../secret.txt", "/.khao/manifest.json", "/%2ekhao/manifest.json", "/news/../../secret.txt", "/%00",
    "/secret.txt%00.html", "/data/", "/etc/passwd", "//etc/passwd", "/" + "a" * 5000, "/%ff", "/leads-out/secret.txt",
    "/leads-out/", "/~khao/../handler.py", "/~khao/%2e%2e/handler.py", "/~khao/", "/~khao/nothing.js", "*", "x",
])  # fmt: skip
def test_the_server_shows_nothing_but_the_site(served, path):
    status, body = served.ask(path)
    assert (status, "ความลับ".encode() in body, b"import" in body) == (404, False, False)


def test_the_server_answers_this_machine_alone(served):
    for host in ("evil.example", "evil.example:80", "127.0.0.1.evil.example", "", "localhost.", "192.0.2.1"):
        assert served.ask("/", Host=host)[0] == 403
    for host in (f"localhost:{served.port}", "LOCALHOST", "127.0.0.1", "[::1]:8000"):
        assert served.ask("/", Host=host)[0] == 200
    assert served.ask("/", "HEAD") == (200, b"")
    assert {served.ask("/", each)[0] for each in ("POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE")} == {501}


def test_nothing_is_told_to_pages_of_other_sites(served):
    state = "/~khao/state?page=/"
    assert served.ask(state, Origin="http://evil.example")[0] == 403
    assert served.ask(state, Origin="null")[0] == 403
    assert served.ask(state, Sec_Fetch_Site="cross-site")[0] == 403
    assert served.ask(state, Sec_Fetch_Site="same-site")[0] == 403
    assert served.ask("/~khao/desk.js", Sec_Fetch_Site="cross-site")[0] == 403
    assert served.answer(state, Origin=f"http://127.0.0.1:{served.port}").status == 200
    for path in ("/", state, "/~khao/desk.js", "/nothing/"):
        headers = served.answer(path, Origin="http://evil.example").headers
        assert not [name for name in headers if name.lower().startswith("access-control")]
        assert headers["Cache-Control"] == "no-store"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_a_folder_is_led_to_its_page_and_nowhere_else(served):
    answer = served.answer("/news/2024/first")
    assert (answer.status, answer.getheader("Location")) == (301, FIRST)
    assert served.ask("//evil.example/..")[0] == 404
    assert served.ask("/%0d%0aX:y")[0] == 404


def test_files_stay_as_a_build_wrote_them(served):
    status, page = served.ask(FIRST)
    wrote = (served.tree.out / "news/2024/first/index.html").read_bytes()
    assert status == 200
    assert b"khao" not in wrote
    before, _, after = page.partition(b"<script")
    assert before + after.partition(b"</script>")[2] == wrote
    assert served.ask("/feed.xml")[1] == (served.tree.out / "feed.xml").read_bytes()


# What pages are told --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("page", "source"), [
    (FIRST, "content/news/first.md:1"),
    ("/about/", "content/pages/about.md:1"),
    ("/news/", "layouts/list.html:1"),
    ("/", "layouts/home.html:1"),
    ("/schools/beta/", "data/schools.yaml:5"),
    ("/tags/อบรม/", "layouts/list.html:1"),
    ("/nothing/", ""),
])  # fmt: skip
def test_a_page_tells_where_it_comes_from(served, page, source):
    assert served.state(page)["source"] == source


def test_a_page_tells_when_readers_see_it(tmp_path):
    tree = Tree(tmp_path / "site")
    tree.news("draft", draft="true").news("later", publish="2600-01-01 08:30").news("gone", expires="2601-01-01")
    tree.news("noted", "ก\u200bข")
    with serving(tree, tmp_path) as served:
        said = {name: served.state(f"/news/2024/{name}/")["when"] for name in ("draft", "later", "gone", "noted")}
        assert said == {
            "draft": "ฉบับร่าง ผู้อ่านยังไม่เห็น",
            "later": "ผู้อ่านจะเห็นตั้งแต่ 1 มกราคม 2600 เวลา 08.30 น.",
            "gone": "เผยแพร่ตั้งแต่ 10 พฤษภาคม 2567 · จะนำออก 1 มกราคม 2601",
            "noted": "เผยแพร่ตั้งแต่ 10 พฤษภาคม 2567",
        }
        assert len(served.state("/news/2024/noted/")["notes"]) == 1
        tree.edit("content/news/draft.md", "เนื้อข่าว", "เนื้อข่าวใหม่")
        served.until(lambda: "เนื้อข่าวใหม่".encode() in served.ask("/news/2024/draft/")[1])
        assert served.state("/news/2024/draft/")["source"] == "content/news/draft.md:1"  # after a replay, too


def reach(states, claim):
    """The first state of which it is so; one that tells that a build takes its time may come before."""
    return next(state for state in states if claim(state))


def test_the_state_follows_the_builds(tmp_path):
    tree = Tree(tmp_path / "site")
    with serving(tree, tmp_path) as served:
        states = served.states(FIRST)
        first = next(states)
        assert first["problems"] == []
        assert first["shows"].encode() in served.ask(FIRST)[1]
        tree.edit("content/news/first.md", "เนื้อข่าวแรก", "เนื้อที่แก้แล้ว")
        edited = reach(states, lambda state: state["shows"] != first["shows"])
        tree.put("content/news/second.md", BROKEN)
        wrong = reach(states, lambda state: state["problems"])
        assert wrong["shows"] == edited["shows"]
        (problem,) = wrong["problems"]
        assert (problem["place"].split(":")[0], problem["rule"]) == ("content/news/second.md", "yaml-syntax")
        assert problem["what"]
        assert problem["fix"]
        assert served.state("/news/")["problems"] == wrong["problems"]  # one that comes later
        assert served.ask("/news/2024/second/")[0] == 200
        assert "content/news/second.md:" in served.log.read_text()
        tree.news("second")
        reach(states, lambda state: not state["problems"])


def test_a_renamed_item_is_followed(tmp_path):
    tree = Tree(tmp_path / "site")
    with serving(tree, tmp_path) as served:
        states = served.states(FIRST)
        next(states)
        tree.edit("content/news/first.md", "title:", "slug: other\ntitle:")
        reach(states, lambda state: state["moved"] == "/news/2024/other/")
        assert served.state("/news/2024/other/")["moved"] == ""
        second = served.states("/news/2024/second/")
        next(second)
        (tree.root / "content/news/second.md").rename(tree.root / "content/news/ใหม่.md")
        reach(second, lambda state: state["moved"] == "/news/2024/%E0%B9%83%E0%B8%AB%E0%B8%A1%E0%B9%88/")
        about = served.states("/about/")
        before = next(about)
        tree.delete("content/pages/about.md")
        assert reach(about, lambda state: state["shows"] != before["shows"])["moved"] == ""
        assert served.ask("/about/")[0] == 404


def test_a_style_makes_no_page_new(tmp_path):
    tree = Tree(tmp_path / "site").put("layouts/assets/site.css", "p { color: red }")
    tree.edit("layouts/base.html", "<title>", '<link rel="stylesheet" href="{{ site.asset(\'site.css\') }}"><title>')
    with serving(tree, tmp_path) as served:
        states = served.states(FIRST)
        page, styles, others = next(states)["shows"].split()
        tree.put("layouts/assets/site.css", "p { color: blue }")
        now = reach(states, lambda state: styles not in state["shows"])["shows"].split()
        assert (now[0], now[1] != styles, now[2]) == (page, True, others)
        assert b"blue" in served.ask("/assets/site.css")[1]
        assert "ทำใหม่ 0" in served.output.read_text().split("\n")[-2]
    tree.build()
    assert [path.name for path in (tree.root / "public/assets").glob("site.????????.css")]


SHEETS = {"theme.css": "@import 'site.css'; b { margin: 0 }", "site.css": "p { color: red }"}


def styled(tree):
    for name, text in SHEETS.items():
        tree.put(f"layouts/assets/{name}", text)
    tree.edit("layouts/base.html", "<title>", '<link rel="stylesheet" href="{{ site.asset(\'theme.css\') }}"><title>')
    tree.put("layouts/assets/photo.svg", "<svg/>")
    return tree


@pytest.mark.parametrize("edits", [
    {"site.css": "p { color: blue }"},
    {"site.css": "p { color: blue }", "theme.css": "@import 'site.css'; b { background: url(photo.svg) }"},
    {"site.css": "p   { color:red }  /* the same */"},
])  # fmt: skip
def test_a_style_alone_is_put_into_place_as_a_clean_build_would(tree, monkeypatch, edits):
    settle(styled(tree))
    tree.build(preview=True)
    with monkeypatch.context() as patch:
        patch.setattr("khao.build.build", None)  # nobody looks at everything
        for name, text in edits.items():
            tree.put(f"layouts/assets/{name}", text)
        done = tree.build(preview=True)
        assert done.rendered == ()
        assert tree.build(preview=True).changes.kept == done.changes.kept + len(done.changes.changed)
    now = tree.files()
    tree.news("more").build(preview=True)
    tree.delete("content/news/more.md").build(preview=True)
    assert tree.files() == now
    settle(tree)
    tree.build(preview=True, clean=True)
    assert tree.files() == now
    done = tree.edit("layouts/assets/site.css", "p", "q").build(preview=True)
    assert done.changes.changed == ("assets/site.css",)


def test_a_style_that_names_what_is_not_there_is_told(tree):
    styled(tree).build(preview=True)
    tree.put("layouts/assets/site.css", "p { background: url(none.svg) }")
    assert tree.problems(preview=True) == {"asset-missing": ["layouts/assets/site.css:1:21"]}


# When it builds -------------------------------------------------------------------------------------------------------


def test_ten_files_at_once_are_one_build_and_reading_is_none(tmp_path):
    tree = Tree(tmp_path / "site")
    with serving(tree, tmp_path) as served:
        time.sleep(0.5)
        before = served.builds
        for number in range(10):
            tree.news(f"n{number}")
        served.until(lambda: served.ask("/news/2024/n9/")[0] == 200)
        served.until(lambda: served.builds > before)
        assert [path.read_bytes() for path in tree.root.rglob("*.md")]
        tree.put("content/news/.first.md.swp", "x").put("content/news/first.md~", "x")
        time.sleep(1)
        assert served.builds == before + 1


def test_folders_that_take_the_place_of_others_are_watched(tmp_path):
    tree = Tree(tmp_path / "site")
    with serving(tree, tmp_path) as served:
        shutil.copytree(tree.root / "content", tree.root / "other")
        (tree.root / "content").rename(tree.root / "before")
        served.until(lambda: served.state("/")["problems"])  # a root without content
        (tree.root / "other").rename(tree.root / "content")
        served.until(lambda: not served.state("/")["problems"])
        tree.edit("content/news/first.md", "เนื้อข่าวแรก", "เนื้อในโฟลเดอร์ใหม่")
        served.until(lambda: "เนื้อในโฟลเดอร์ใหม่".encode() in served.ask(FIRST)[1])


def test_a_first_build_that_fails_is_told_on_every_page(tmp_path):
    tree = Tree(tmp_path / "site").put("content/news/first.md", BROKEN)
    with serving(tree, tmp_path) as served:
        for page in ("/", FIRST):
            status, body = served.ask(page)
            assert (status, b"/~khao/desk.js" in body) == (503, True)
        states = served.states("/")
        assert next(states)["problems"]
        tree.news("first")
        reach(states, lambda state: not state["problems"])
        assert served.ask("/")[0] == 200


def test_an_item_comes_at_its_moment(tmp_path, monkeypatch):
    """By a clock that begins shortly before, in this process."""
    tree = Tree(tmp_path / "site").edit("layouts/news.html", "<h1>", "<i>{{ site.awaiting(item) }}</i><h1>")
    tree.news("later", publish="2569-06-01 08:30")
    behind = datetime.now(dates.BANGKOK) - (dates.parse("2569-06-01 08:30") - timedelta(seconds=2))

    def configure():
        config = tree.config(now=datetime.now(dates.BANGKOK) - behind)
        return replace(config, drafts=True, future=True, preview=True)

    desk = Desk(configure(), "", "th")
    loop = serve.Loop(configure, Project(), desk, "th")
    loop.build(configure())
    assert "<i>2026-06-01" in tree.read("news/2024/later/index.html")
    with Lookout(tree.root, serve.FOLDERS) as lookout:
        lookout.wait(loop.due)
    loop.again()
    assert "<i>None" in tree.read("news/2024/later/index.html")
    assert loop.due is None or loop.due > time.time() + 60


def test_where_somebody_else_builds_it_is_tried_again(tree):
    from khao.lock import alone

    config = tree.config()
    loop = serve.Loop(lambda: config, Project(), Desk(config, "", "th"), "th")
    with alone(config):
        loop.build(config)
    assert not loop.desk.standing.problems
    assert loop.due
    loop.again()
    assert tree.has("index.html")


def test_what_somebody_else_wrote_is_seen_though_nobody_is_expected_to(tree):
    tree.build()
    assert tree.build(trusted=True).rendered == ()
    shutil.rmtree(tree.out)
    assert tree.build(trusted=True).rendered
    (tree.out / ".khao/manifest.json").write_text("{}")
    assert [*tree.problems(trusted=True)] == ["output-in-the-way"]  # files that it doesn't call its own


# Drafts ---------------------------------------------------------------------------------------------------------------


def test_what_is_not_published_yet_is_shown_and_marked(tmp_path):
    tree = Tree.real(tmp_path / "site")
    tree.news("draft", title="เรื่องร่าง", draft="true").news("later", title="เรื่องหน้า", publish="2600-01-01 08:30")
    tree.put("content/pages/plan.md", "---\ntitle: แผน\ndate: 2567-01-01\ndraft: true\n---\n\nแผน\n")
    tree.build()
    plain = tree.files()
    assert not any("draft" in path or "later" in path or b'awaited"' in data for path, data in plain.items())
    tree.build(drafts=True, future=True)
    for page in ("news/2024/draft", "news/2024/later", "plan", "news"):
        assert 'class="awaited">' in tree.read(f"{page}/index.html")
    assert "จะเผยแพร่ 1 มกราคม 2600 เวลา 08.30 น." in tree.read("news/2024/later/index.html")
    assert 'class="awaited">ฉบับร่าง' in tree.read("news/index.html")
    tree.build()
    assert tree.files() == plain


def test_a_draft_that_is_published_loses_its_mark_wherever_it_is_shown(tree):
    tree.edit("layouts/list.html", "{{ item.summary }}", "<i>{{ site.awaiting(item) }}</i>")
    tree.news("draft", draft="true").build(drafts=True)
    assert tree.read("news/index.html").count("<i>draft</i>") == 1
    done = tree.edit("content/news/draft.md", "draft: true", "draft: false").build(drafts=True)
    assert "<i>draft</i>" not in tree.read("news/index.html")
    assert "/about/" not in done.rendered


# Where it is to be had ------------------------------------------------------------------------------------------------


def rules(call, *args):
    with pytest.raises(BuildError) as told:
        call(*args)
    return [each.rule for each in told.value.problems]


def test_an_address_that_is_not_to_be_had_is_told(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        assert rules(handler.listen, tmp_path, "127.0.0.1", port) == ["port-taken"]
    assert rules(handler.listen, tmp_path, "203.0.113.1", 8000) == ["address-unusable"]
    assert rules(handler.listen, tmp_path, "no such host", 8000) == ["address-unusable"]
    assert rules(handler.listen, tmp_path, "127.0.0.1", 99999) == ["address-unusable"]


def test_the_usual_port_gives_way_and_a_chosen_one_does_not(tree, monkeypatch):
    desk = Desk(tree.config(), "", "th")
    with contextlib.ExitStack() as stack:
        other = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        taken = other.getsockname()[1]
        monkeypatch.setattr(serve, "PORT", taken)
        monkeypatch.setattr(handler.ThreadingHTTPServer, "shutdown", lambda _: None)  # it never began
        with serve._open(serve.Door(), tree.config(), desk) as (server,):
            assert taken < server.server_address[1] <= taken + serve._MORE
        assert rules(stack.enter_context, serve._open(serve.Door(port=taken), tree.config(), desk)) == ["port-taken"]


def network() -> str | None:
    with contextlib.suppress(BuildError):
        return handler.network()
    return None


@pytest.mark.skipif(network() is None, reason="this machine is in no network")
def test_the_network_may_come_in(tmp_path):
    tree, here = Tree(tmp_path / "site"), network()
    with serving(tree, tmp_path, "--lan") as served:
        assert served.ask("/")[0] == 200
        served.until(lambda: f"http://{here}:{served.port}/" in served.output.read_text())
        served.until(lambda: "█" in served.output.read_text())
        with socket.create_connection((here, served.port)) as connection:
            connection.sendall(f"HEAD / HTTP/1.0\r\nHost: {here}:{served.port}\r\n\r\n".encode())
            assert b" 200 " in connection.recv(100)
        assert served.ask("/", Host=f"{here}:{served.port}")[0] == 403  # on the way of this machine alone


def test_without_a_network_nobody_is_asked_in(monkeypatch):
    def unreachable(*_):
        raise OSError

    monkeypatch.setattr(socket.socket, "connect", unreachable)
    assert rules(handler.network) == ["network-missing"]
