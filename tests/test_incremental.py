"""The promise of promises: after any edits, an incremental build equals a clean one, byte for byte."""

from __future__ import annotations

import io
import shutil
import tempfile
import time
from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from PIL import Image

from khao import limits
from trees import Tree, head

SLUGS = [f"item-{number}" for number in range(6)]
TAGS = st.lists(st.sampled_from(["ประชุม", "อบรม", "Satun", "satun"]), max_size=2, unique=True)
DATES = st.sampled_from(["2566-12-31", "2567-05-01", "2567-05-02", "2567-05-31 10:00", "2567-10-01"])
WORDS = st.sampled_from(["ข่าวด่วน", "ประชุมครู", "กีฬาสี", "Open House", "รับสมัคร"])
LAYOUTS = ["base.html", "list.html", "news.html", "feed.xml", "schools.html", "directory.html"]


class Newsroom(RuleBasedStateMachine):
    """Random work of an office; after each step both builds are compared."""

    @initialize()
    def open(self):
        self.folder = Path(tempfile.mkdtemp())
        self.tree = Tree(self.folder / "site")
        self.items: dict[str, dict[str, str]] = {}
        self.edits = 0
        file = "site.file(item, photo.src)"
        shows = f'class="{{{{ {file}.colour }}}}" srcset="{{{{ {file}.sources | map(attribute="srcset") | join }}}}" '
        self.tree.edit("layouts/news.html", "<img ", f"<img {shows}")
        self.tree.put("content/news/album/index.md", head(title="อัลบั้ม", date="2567-05-09", photos="all") + "\nเนื้อ\n")
        self.put_photo("a1.jpg", "red")

    def save(self, slug):
        fields = {name: value for name, value in self.items[slug].items() if name != "body"}
        if fields.get("expires", "9") <= fields["date"]:
            del fields["expires"]  # An office would be told.
        self.tree.news(slug, self.items[slug]["body"], **fields)

    @rule(slug=st.sampled_from(SLUGS), title=WORDS, date=DATES, tags=TAGS)
    def create(self, slug, title, date, tags):
        self.items[slug] = {"title": title, "date": date, "tags": f"[{', '.join(tags)}]", "body": "เนื้อ"}
        self.save(slug)

    @precondition(lambda self: self.items)
    @rule(data=st.data(), words=WORDS)
    def edit_body(self, data, words):
        slug = data.draw(st.sampled_from(sorted(self.items)))
        self.items[slug]["body"] += f"\n\n{words}"
        self.save(slug)

    @precondition(lambda self: self.items)
    @rule(
        data=st.data(),
        field=st.sampled_from(["title", "date", "draft", "pinned", "expires", "schools", "summary", "aliases"]),
    )
    def edit_head(self, data, field):
        slug = data.draw(st.sampled_from(sorted(self.items)))
        value = data.draw(
            {
                "title": WORDS,
                "date": DATES,
                "draft": st.sampled_from(["true", "false"]),
                "pinned": st.sampled_from(["true", "false"]),
                "expires": st.sampled_from(["2568-01-01", "2567-06-01"]),
                "schools": st.sampled_from(["[alpha]", "[beta]", "[]"]),
                "summary": WORDS,
                "aliases": st.just(f"[/old/{slug}.html]"),
            }[field]
        )
        self.items[slug][field] = value
        self.save(slug)

    @precondition(lambda self: self.items)
    @rule(data=st.data(), to=st.sampled_from(SLUGS))
    def rename(self, data, to):
        slug = data.draw(st.sampled_from(sorted(self.items)))
        self.tree.delete(f"content/news/{slug}.md")
        self.items[to] = {**self.items.pop(slug)}
        self.items[to].pop("aliases", None)
        self.save(to)

    @precondition(lambda self: self.items)
    @rule(data=st.data())
    def delete(self, data):
        slug = data.draw(st.sampled_from(sorted(self.items)))
        del self.items[slug]
        self.tree.delete(f"content/news/{slug}.md")

    @rule(layout=st.sampled_from(LAYOUTS))
    def edit_layout(self, layout):
        self.edits += 1
        path = self.tree.root / "layouts" / layout
        text = path.read_text(encoding="utf-8")
        self.tree.put(f"layouts/{layout}", text.replace("{% endblock", f"<!-- {self.edits} -->{{% endblock", 1))

    @rule(name=st.sampled_from(["โรงเรียนอัลฟา", "โรงเรียนอัลฟาใหม่", "โรงเรียนเกษม"]))
    def rename_school(self, name):
        path = self.tree.root / "data/schools.yaml"
        lines = path.read_text(encoding="utf-8").split("\n")
        lines = [
            f"  - {{id: alpha, name: {name}, affiliation: primary, pilot: true}}" if "alpha" in line else line
            for line in lines
        ]
        self.tree.put("data/schools.yaml", "\n".join(lines))

    @rule(size=st.sampled_from([1, 2, 20]), title=WORDS)
    def edit_settings(self, size, title):
        path = self.tree.root / "data/site.yaml"
        lines = path.read_text(encoding="utf-8").split("\n")
        kept = [line for line in lines if not line.startswith(("page_size:", "title:")) and line]
        self.tree.put("data/site.yaml", "\n".join([f"title: {title}", *kept, f"page_size: {size}", ""]))

    @rule(name=st.sampled_from(["a1.jpg", "a2.png", "a10.webp"]), colour=st.sampled_from(["red", "#00f8", "white"]))
    def put_photo(self, name, colour):
        kind = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP"}[name.partition(".")[2]]
        made = io.BytesIO()
        image = Image.new("RGBA", (30, 20), colour)
        (image.convert("RGB") if kind == "JPEG" else image).save(made, kind)
        self.tree.put(f"content/news/album/{name}", made.getvalue())

    @rule(name=st.sampled_from(["a2.png", "a10.webp"]))
    def lose_a_photo(self, name):
        (self.tree.root / "content/news/album" / name).unlink(missing_ok=True)

    @rule(formats=st.sampled_from(["[webp, jpeg]", "[jpeg]", "[webp]"]))
    def choose_formats(self, formats):
        path = self.tree.root / "data/site.yaml"
        lines = path.read_text(encoding="utf-8").split("\n")
        kept = [line for line in lines if not line.startswith("photo_formats:") and line]
        self.tree.put("data/site.yaml", "\n".join([*kept, f"photo_formats: {formats}", ""]))

    @rule(flags=st.fixed_dictionaries({"drafts": st.booleans(), "future": st.booleans()}))
    def build_with(self, flags):
        self.tree.build(**flags)

    @rule()
    def lose_the_cache(self):
        shutil.rmtree(self.tree.root / ".khao", ignore_errors=True)

    @precondition(lambda self: self.tree.has("index.html"))
    @rule()
    def lose_a_page(self):
        (self.tree.out / "index.html").unlink()

    @invariant()
    def incremental_equals_clean(self):
        if not hasattr(self, "tree"):
            return
        time.sleep(0.015)  # Else every file counts as too young to be trusted, and nothing is ever replayed.
        self.tree.build()
        clean = Tree(self.folder / "clean", "")
        for name in ("content", "data", "layouts"):
            shutil.copytree(self.tree.root / name, clean.root / name)
        clean.build()
        assert self.tree.files() == clean.files()
        assert self.tree.build().rendered == ()
        shutil.rmtree(clean.root)

    def teardown(self):
        shutil.rmtree(getattr(self, "folder", "/nonexistent"), ignore_errors=True)


PHASES = [Phase.explicit, Phase.reuse, Phase.generate]
Newsroom.TestCase.settings = settings(max_examples=25, phases=PHASES, stateful_step_count=12, deadline=None)


@pytest.fixture(autouse=True)
def _quick_clock(monkeypatch):
    monkeypatch.setattr(limits, "TICK", 10_000_000)


TestNewsroom = pytest.mark.timeout(600)(pytest.mark.usefixtures("_quick_clock")(Newsroom.TestCase))
