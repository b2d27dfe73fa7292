"""Tiny sites for tests: a tree of files in one string, edits, builds, and what they did."""

from __future__ import annotations

import shutil
import textwrap
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from khao import dates
from khao.config import Config
from khao.errors import BuildError, Problem
from khao.extension import Project
from khao.make import make
from khao.results import Report

PROJECT = Path(__file__).resolve().parent.parent
NOW = dates.parse("2567-06-01 12:00")

SITE = """
-- data/site.yaml --
title: ข่าวทดสอบ
base_url: https://news.example.go.th
organisation: {name: สำนักงานทดสอบ}
categories:
  - {id: activities, name: ข่าวกิจกรรม}
  - {id: announcements, name: ประกาศ}
navigation: [{title: หน้าแรก, url: /}]
page_size: 2
-- data/schools.yaml --
affiliations:
  - {id: primary, name: สังกัดประถม, pilot_schools: 1}
schools:
  - {id: alpha, name: โรงเรียนอัลฟา, affiliation: primary, pilot: true}
  - {id: beta, name: โรงเรียนบีตา}
-- content/news/first.md --
---
title: ข่าวแรก
date: 2567-05-01
categories: [ข่าวกิจกรรม]
tags: [ประชุม]
schools: [alpha]
---

เนื้อข่าวแรก
-- content/news/second.md --
---
title: ข่าวที่สอง
date: 2567-05-02
tags: [ประชุม, อบรม]
---

เนื้อข่าวที่สอง [โรงเรียน](school:beta)
-- content/pages/about.md --
---
title: เกี่ยวกับ
date: 2567-01-01
---

เกี่ยวกับเรา
"""

BARE = """
-- layouts/base.html --
<!doctype html><html lang="th"><head><title>{{ site.title }}</title></head><body>{% block main %}{% endblock %}</body></html>
-- layouts/list.html --
{% extends "base.html" %}{% block main %}<h1>{{ page.kind }} {{ page.subject }} {{ page.number }}/{{ page.total }}</h1>
{% for item in site.items(page=page.number, **page.query) %}<a href="{{ item.url }}">{{ item.title }}</a> {{ item.summary }}
{% endfor %}{% endblock %}
-- layouts/home.html --
{% extends "list.html" %}
-- layouts/news.html --
{% extends "base.html" %}{% block main %}{% set item = site.item(page.subject) %}{% set body = site.document(item) %}
<h1>{{ item.title }}</h1><time datetime="{{ item.date|iso }}">{{ site.date(item.date) }}</time>{{ body.html }}
{% for id in item.schools %}<a href="{{ site.school(id).url }}">{{ site.school(id).name }}</a>{% endfor %}
{% for id in item.affiliations %}<b>{{ site.affiliation(id).name }}</b>{% endfor %}
{% for photo in item.photos %}<img src="{{ site.file(item, photo.src).url }}" alt="{{ photo.alt }}">{% endfor %}
{% set near = site.neighbours(item) %}{% if near.older %}<a href="{{ near.older.url }}">{{ near.older.title }}</a>{% endif %}
{% if near.newer %}<a href="{{ near.newer.url }}">{{ near.newer.title }}</a>{% endif %}
{% for other in site.related(item) %}<a href="{{ other.url }}">{{ other.title }}</a>{% endfor %}{% endblock %}
-- layouts/reports.html --
{% extends "news.html" %}
-- layouts/pages.html --
{% extends "news.html" %}
-- layouts/schools.html --
{% extends "list.html" %}{% block main %}<h1>{{ site.record(page.collection, page.subject).name }}</h1>{{ super() }}{% endblock %}
-- layouts/affiliations.html --
{% extends "schools.html" %}
-- layouts/directory.html --
{% extends "base.html" %}{% block main %}{% for each in site.records(page.collection) %}<a href="{{ each.url }}">{{ each.name }}</a>{% endfor %}{% endblock %}
-- layouts/terms.html --
{% extends "base.html" %}{% block main %}{% for tag in site.tags() %}<a href="{{ tag.url }}">{{ tag.name }} {{ site.count(tag=tag.slug) }}</a>{% endfor %}{% endblock %}
-- layouts/archive.html --
{% extends "base.html" %}{% block main %}{% for year in site.archive() %}<a href="{{ year.url }}">{{ year.number }} {{ year.count }}</a>{% endfor %}{% endblock %}
-- layouts/search.html --
{% extends "base.html" %}{% block main %}<p id="results" data-index="{{ site.search_index() }}"></p>{% endblock %}
-- layouts/404.html --
{% extends "base.html" %}
-- layouts/redirect.html --
<!doctype html><html lang="th"><title>→</title><meta http-equiv="refresh" content="0; url={{ page.target }}"></html>
-- layouts/feed.xml --
<feed>{% for item in site.items(limit=site.feed_length, **page.query) %}<id>{{ item.url }}</id><title>{{ item.title }}</title>{% endfor %}</feed>
-- layouts/feed.json --
{{ {"items": site.items(limit=site.feed_length, **page.query) | map(attribute="title") | list} | tojson }}
-- layouts/sitemap.xml --
<urlset>{% for url, when in site.urls(page=page.number) %}<loc>{{ site.absolute(url) }}</loc>{% endfor %}</urlset>
-- layouts/sitemap-index.xml --
<sitemapindex/>
-- layouts/news-sitemap.xml --
<urlset>{% for item in site.recent() %}{{ item.url }}{% endfor %}</urlset>
-- layouts/robots.txt --
User-agent: *
-- layouts/headers.txt --
/*
-- layouts/records.csv --
{% for each in site.records(page.collection) %}{{ each.id|csv }},{{ each.name|csv }}
{% endfor %}
-- layouts/records.json --
{{ site.records(page.collection) | map(attribute="name") | list | tojson }}
-- layouts/table.csv --
{% for row in site.dataset(page).rows %}{% for cell in row %}{{ cell | csv }},{% endfor %}
{% endfor %}
-- layouts/table.json --
{{ site.dataset(page).rows | plain | tojson }}
"""


class Tree:
    """A site in a folder of its own, built in this process."""

    def __init__(self, root: Path, text: str = SITE + BARE) -> None:
        self.root = root
        self.out = root / "public"
        self.now: datetime = NOW
        self.add(text)

    @classmethod
    def real(cls, root: Path) -> Tree:
        """The project's own content, data and layouts."""
        tree = cls(root, "")
        for name in ("content", "data", "layouts"):
            shutil.copytree(PROJECT / name, root / name)
        return tree

    def shipped(self, *names: str) -> Tree:
        """Some of the project's own layouts, files or folders."""
        for name in names:
            source, target = PROJECT / "layouts" / name, self.root / "layouts" / name
            if source.is_dir():
                shutil.copytree(source, target, dirs_exist_ok=True)
            else:
                shutil.copy(source, target)
        return self

    def add(self, text: str) -> Tree:
        """Write each `-- path --` of the text."""
        path = ""
        lines: list[str] = []
        for line in [*text.split("\n"), "-- --"]:
            if line.startswith("-- ") and line.endswith(" --"):
                if path:
                    self.put(path, "\n".join(lines).rstrip("\n") + "\n")
                path, lines = line[3:-3].strip(), []
            else:
                lines.append(line)
        return self

    def put(self, path: str, content: str | bytes) -> Tree:
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode())
        return self

    def news(self, slug: str, body: str = "เนื้อข่าว", **head: str) -> Tree:
        """An item of the section news; keywords are fields of its front matter as YAML."""
        fields = {"title": f"ข่าว {slug}", "date": "2567-05-10", **head}
        front = "\n".join(f"{name}: {value}" for name, value in fields.items())
        return self.put(f"content/news/{slug}.md", f"---\n{front}\n---\n\n{body}\n")

    def edit(self, path: str, old: str, new: str, count: int = -1) -> Tree:
        text = (self.root / path).read_text(encoding="utf-8")
        assert old in text
        return self.put(path, text.replace(old, new, count))

    def delete(self, path: str) -> Tree:
        target = self.root / path
        shutil.rmtree(target) if target.is_dir() else target.unlink()
        return self

    def config(self, **options: object) -> Config:
        config = Config(self.root, self.out, self.now)
        return replace(config, **options)  # type: ignore[arg-type]

    def build(self, project: Project | None = None, **options: object) -> Report:
        return make(self.config(**options), project or Project())

    def problems(self, **options: object) -> dict[str, list[str]]:
        """What a failing build says: the places of each rule. Notes are left out."""
        found: dict[str, list[str]] = {}
        for each in self.fail(**options):
            found.setdefault(each.rule, []).append(str(each.place))
        return found

    def fail(self, **options: object) -> tuple[Problem, ...]:
        from khao.messages import severity

        try:
            self.build(**options)
        except BuildError as error:
            return tuple(each for each in error.problems if severity(each.rule) == "error")
        raise AssertionError("the build found nothing wrong")

    def read(self, file: str) -> str:
        return (self.out / file).read_text(encoding="utf-8")

    def has(self, file: str) -> bool:
        return (self.out / file).exists()

    def files(self, folder: Path | None = None) -> dict[str, bytes]:
        """All that was published, by path."""
        top = folder or self.out
        return {
            path.relative_to(top).as_posix(): path.read_bytes()
            for path in sorted(top.rglob("*"))
            if path.is_file() and ".khao" not in path.relative_to(top).parts
        }


def head(**fields: str) -> str:
    """A front matter of these fields."""
    return textwrap.dedent("---\n") + "".join(f"{name}: {value}\n" for name, value in fields.items()) + "---\n"
