"""What VS Code is told of a site: schemas that let stand what Khao reads, forms, snippets; what others set stays."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

import samples
from khao import editors, frontmatter, shapes, work
from khao.audit import look
from khao.config import Config
from khao.head import Known, fields
from khao.load import load
from khao.mend import mend
from khao.messages import severity
from trees import NOW, PROJECT, Tree

# Of https://frontmatter.codes/docs/content-creation/fields, as far as it is used.
KINDS = {"string", "datetime", "boolean", "image", "choice", "list", "fields", "slug"}


class Loader(yaml.SafeLoader):
    """YAML as editors read it: a date is a text."""


Loader.yaml_implicit_resolvers = {
    sign: [(tag, pattern) for tag, pattern in rows if not tag.endswith(("timestamp", ":int", ":float"))]
    for sign, rows in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def parsed(text: str) -> Any:
    return yaml.load(text, Loader)  # noqa: S506 — a safe one


@pytest.fixture(scope="module")
def rich(tmp_path_factory):
    return samples.rich(tmp_path_factory.mktemp("editors") / "site")


def known(tree: Tree) -> Known:
    return load(tree.config(drafts=True, future=True), work.Inline()).known


def faults(schema: shapes.Shape, text: str) -> list[str]:
    return [each.message for each in jsonschema.Draft7Validator(schema).iter_errors(parsed(text))]


def test_the_projects_own_files_are_current():
    own = load(Config(PROJECT, PROJECT, NOW), work.Inline()).known
    stale = [path for path, text in editors.files(PROJECT, own).items() if (PROJECT / path).read_text("utf-8") != text]
    assert stale == [], "python build.py check --fix writes them anew"


@pytest.mark.parametrize("name", ["front-matter", "schools", "site", "records"])
def test_a_schema_is_one(rich, name):
    text = editors.files(rich.root, known(rich))[f".vscode/khao/{name}.json"]
    jsonschema.Draft7Validator.check_schema(json.loads(text))


# What stands, stands --------------------------------------------------------------------------------------------------


def test_every_sound_front_matter_stands(rich):
    shape, seen = shapes.front_matter(known(rich)), 0
    for path in sorted(rich.root.rglob("content/**/*.md")):
        parts = frontmatter.split(path.read_text(encoding="utf-8"))
        assert parts
        assert faults(shape, parts[0]) == [], path.name
        seen += 1
    assert seen > 20


def test_the_data_of_the_samples_stand(rich):
    assert faults(shapes.settings(), (rich.root / "data/site.yaml").read_text(encoding="utf-8")) == []
    assert faults(shapes.schools(known(rich)), (rich.root / "data/schools.yaml").read_text(encoding="utf-8")) == []
    others = [each for each in (rich.root / "data").glob("*.yaml") if each.stem not in ("site", "schools")]
    assert others
    for each in others:
        assert faults(shapes.records(), each.read_text(encoding="utf-8")) == [], each.name


@pytest.mark.parametrize("name", [each.name for each in fields(Known())])
def test_the_example_of_a_field_stands(name):
    field = next(each for each in fields(Known()) if each.name == name)
    example = "[{src: photo-1.jpg, alt: ก}]" if name == "photos" else field.example
    assert faults(shapes.shape(field.read), example) == []


@pytest.mark.parametrize("value", ["all", "{all: true, alt: ก}", "[{src: a.jpg, alt: ก}]"])
def test_photos_may_be_said_in_each_way(value):
    assert faults(shapes.front_matter(Known()), f"title: ก\ndate: 2567-05-13\nphotos: {value}") == []


# What Khao refuses ----------------------------------------------------------------------------------------------------

REFUSED = {
    "title": "date: 2567-05-13",
    "titel": "title: ก\ndate: 2567-05-13\ntitel: ข",
    "draft": "title: ก\ndate: 2567-05-13\ndraft: maybe",
    "category": "title: ก\ndate: 2567-05-13\ncategories: [ไม่มี]",
    "school": "title: ก\ndate: 2567-05-13\nschools: [nowhere]",
    "one school": "title: ก\ndate: 2567-05-13\nschools: anuban-satun",
    "photo": "title: ก\ndate: 2567-05-13\nphotos: [{alt: ก}]",
    "gallery": "title: ก\ndate: 2567-05-13\nphotos: {all: false, alt: ก}",
    "event": "title: ก\ndate: 2567-05-13\nevent: {end: 2567-05-14}",
    "lang": "title: ก\ndate: 2567-05-13\nlang: fr",
    "id": "title: ก\ndate: 2567-05-13\nid: ก ข",
    "correction": "title: ก\ndate: 2567-05-13\ncorrections: [{text: ก}]",
}


@pytest.mark.parametrize("head", REFUSED.values(), ids=REFUSED)
def test_what_khao_refuses_is_marked_as_it_is_typed(rich, head):
    told = frontmatter.read("content/news/a.md", f"---\n{head}\n---\n\nก\n", known(rich)).problems
    assert any(severity(each.rule) == "error" for each in told)
    assert faults(shapes.front_matter(known(rich)), head)


def test_wrong_data_are_marked_too(rich):
    assert faults(shapes.settings(), "titel: ก")
    assert faults(shapes.settings(), "title: ก\nbase_url: https://a.go.th\norganisation: {name: ก}\nnumerals: roman")
    assert faults(shapes.schools(known(rich)), "schools: [{id: a}]")
    assert faults(shapes.schools(known(rich)), "schools: [{id: a, name: ก, affiliation: nowhere}]")
    assert faults(shapes.records(), "[{id: a}]")


def test_names_are_shown_beside_ids(rich):
    shape = shapes.front_matter(known(rich))["properties"]["schools"]["anyOf"][0]["items"]
    assert dict(zip(shape["enum"], shape["enumDescriptions"], strict=True))["anuban-satun"] == "โรงเรียนอนุบาลสตูล"


# Forms and snippets ---------------------------------------------------------------------------------------------------


def forms(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [each for row in rows for each in (row, *forms(row.get("fields", [])))]


def test_forms_are_of_kinds_that_the_extension_knows(rich):
    told = json.loads(editors.files(rich.root, known(rich))["frontmatter.json"])
    types = told["frontMatter.taxonomy.contentTypes"]
    assert [each["name"] for each in types] == ["news", "reports", "pages"]
    rows = forms(types[0]["fields"])
    assert {each["type"] for each in rows} == KINDS
    assert {"photos", "corrections"}.isdisjoint(each["name"] for each in rows)
    schools = next(each for each in rows if each["name"] == "schools")
    assert {"id": "anuban-satun", "title": "โรงเรียนอนุบาลสตูล"} in schools["choices"]
    declared = {each.name for each in fields(known(rich))}
    assert {each["name"] for each in types[0]["fields"]} <= declared


@pytest.mark.parametrize(
    "name", [name for name, (_, lines) in editors.SNIPPETS.items() if lines[0].endswith((":", "}"))]
)
def test_a_snippet_for_front_matter_is_read(name):
    body = "\n".join(editors.SNIPPETS[name][1])
    head = re.sub(r"\$\{\d+:([^}]*)\}", lambda stop: stop[1] or "ก", body)
    told = frontmatter.read(
        "content/news/a.md", f"---\ntitle: ก\ndate: 2567-05-13\n{head}\n---\n\nก\n", Known()
    ).problems
    assert [each.rule for each in told if severity(each.rule) == "error"] == []


# In a site ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def tree(tmp_path):
    return Tree(tmp_path / "site")


def old(tree: Tree) -> list[str]:
    found = look(tree.config(), work.Inline())
    return [each.problem.place.path for each in found if each.problem.rule == "editor-file-old"]


def mended(tree: Tree) -> list[str]:
    return [each.path for each in mend(tree.root, lambda: look(tree.config(), work.Inline()))]


def test_a_site_without_such_files_hears_nothing_of_them(tree):
    assert old(tree) == []
    assert mended(tree) == []


def test_a_folder_is_filled_once_and_follows_the_site(tree):
    (tree.root / ".vscode").mkdir()
    assert len(old(tree)) == 8
    assert len(mended(tree)) == 8
    assert (old(tree), mended(tree)) == ([], [])
    tree.edit("data/schools.yaml", "โรงเรียนบีตา", "โรงเรียนเบตา")
    assert mended(tree) == [".vscode/khao/front-matter.json", "frontmatter.json"]
    assert "โรงเรียนเบตา" in (tree.root / "frontmatter.json").read_text(encoding="utf-8")


def test_what_somebody_else_has_set_stays(tree):
    mine = {"editor.fontSize": 18, "yaml.schemas": {"./mine.json": "*.yml"}, "files.eol": "\r\n"}
    tree.put(".vscode/settings.json", json.dumps(mine)).put(".vscode/extensions.json", '{"recommendations": ["a.b"]}')
    mended(tree)
    found = json.loads((tree.root / ".vscode/settings.json").read_text(encoding="utf-8"))
    assert found["editor.fontSize"] == 18
    assert found["yaml.schemas"]["./mine.json"] == "*.yml"
    assert found["files.eol"] == "\n"
    others = json.loads((tree.root / ".vscode/extensions.json").read_text(encoding="utf-8"))["recommendations"]
    assert others[0] == "a.b"
    assert "redhat.vscode-yaml" in others


@pytest.mark.parametrize("text", ["// mine\n{}\n", "[]", "{"])
def test_a_file_that_is_no_plain_json_is_left_alone(tree, text):
    path: Path = tree.put(".vscode/settings.json", text).root / ".vscode/settings.json"
    mended(tree)
    assert path.read_text(encoding="utf-8") == text
    assert old(tree) == []
