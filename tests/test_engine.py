"""The engine against Jinja's own: the same text, the same mistakes; and compiled layouts that are kept."""

from __future__ import annotations

import pickle
import traceback
import warnings

import jinja2
import pytest
from markupsafe import Markup

from khao import templates
from khao.bytecode import Bytecode
from khao.engine import Engine

LAYOUTS = {
    "parts.html": """
{% macro plain(a, b='"b"') %}[{{ a }}|{{ b }}]{% endmacro %}
{% macro wrapped(a) %}<{{ a }}>{{ caller(a) }}{% endmacro %}
{% macro open(a) %}{{ a }}{{ varargs }}{{ kwargs }}{% endmacro %}
{% macro said(caller=none) %}{{ caller() if caller else 'nobody' }}{% endmacro %}
{% macro lacking(a) %}{{ a }}{% endmacro %}
{% macro must() %}{{ caller() }}{% endmacro %}
""",
    "parts.txt": "{% macro bare(a) %}<{{ a }}>{% endmacro %}",
    "frame.html": "<{% block one %}{{ page }}{% endblock %}>{% block two scoped %}2{% endblock %}",
}
IMPORT = (
    """{% from "parts.html" import plain, wrapped, open, said, lacking, must %}{% from "parts.txt" import bare %}"""
)
GOOD = [
    "{{ page }}{{ 'a<b' }}{{ 5 }}{{ 1.5 }}{{ none }}{{ true }}{{ safe }}{{ [page, safe] }}{{ html }}{{ named }}",
    "{{ plain(page) }}{{ plain(page, 'x') }}{{ plain(b=page, a=safe) }}{{ plain(*[1, 2]) }}{{ plain(**{'a': 1}) }}",
    "{{ plain(page) ~ '<' ~ page }}{{ plain(page) | upper }}{{ plain(plain(page)) }}",
    "{% call(x) wrapped(page) %}<i>{{ x }}{% endcall %}{% call(x) wrapped(safe) %}{{ x }}{{ page }}{% endcall %}",
    "{{ open(1, 2, 3, x=page) }}{{ open(page) }}{{ said() }}{% call said() %}<b>{{ page }}</b>{% endcall %}",
    "{{ bare(page) }}{{ bare(safe) }}{% set kept = bare(page) %}{{ kept }}{{ kept ~ '<' }}",
    "{% for n in tree recursive %}{{ n.v }}{{ loop.index }}{{ loop(n.c) if n.c }}{% endfor %}",
    "{% for n in [1, 2, 3] %}{% macro own(x) %}{{ x }}{{ n }}{% endmacro %}{{ own('<') }}{% endfor %}",
    '{% extends "frame.html" %}{% block one %}<b>{{ super() }}</b>{{ self.two() }}{% endblock %}',
    "{% autoescape false %}{{ page }}{{ plain(page) ~ page }}{{ bare(page) }}{% endautoescape %}{{ plain(page) }}",
    "{% set x %}<{{ page }}>{% endset %}{{ x }}{% filter upper %}<{{ plain(page) }}{% endfilter %}",
    "{{ page.upper() }}{{ page.split('<')[0] }}{{ 'a-b'.split('-') }}{{ {'f': range}.f(2) | list }}{{ dict(a=page) }}",
    "{{ tree | map(attribute='v') | join('<') }}{{ tree | selectattr('c') | list | length }}{{ tree[0]['v'] }}",
    "{{ {'b': page, 'a': [1, safe]} | tojson }}{{ {'b': \"'&\"} | tojson(indent=1) }}{{ range(3) | list }}",
    "{{ dict(**{'class': 1}) }}{{ plain(a=[1] | map('string') | list) }}{{ ' ' ~ page if false }}.",
]
BAD = [
    "{{ nothing }}",
    "{{ nothing() }}",
    "\n{{ page.nothing }}",
    "{{ page.nothing() }}",
    "{{ plain(nothing) }}",
    "{{ lacking() }}",
    "{{ must() }}",
    "{{ plain(1, 2, 3) }}",
    "{{ plain(1, x=2) }}",
    "{{ plain(1, a=2) }}",
    "{% call plain(1) %}{% endcall %}",
    "{{ page() }}",
    "{{ 5() }}",
    "{{ {'f': 1}.f() }}",
    "{{ 1 / 0 }}",
    '{% from "parts.html" import absent %}{{ absent() }}',
]


class Named:
    """Known as HTML by itself."""

    def __html__(self) -> str:
        return "<named>"


VALUES = {
    "page": "<p & \"q\" 'r'>",
    "safe": Markup("<i>"),
    "html": jinja2.utils.Namespace(a=1),
    "named": Named(),
    "tree": [{"v": "<1>", "c": [{"v": "2", "c": []}]}, {"v": "3", "c": []}],
}


def theirs(layouts: dict[str, str]) -> jinja2.Environment:
    """Jinja as it comes, told the rules of ours."""
    made = jinja2.Environment(
        loader=jinja2.FunctionLoader(
            lambda name: (layouts[name], "layouts/" + name, None) if name in layouts else None
        ),
        autoescape=lambda name: not (name or "").endswith((".txt", ".csv", ".json")),  # noqa: S701
        undefined=jinja2.StrictUndefined,
        extensions=["jinja2.ext.do"],
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "sort_keys": True}
    return made


def outcome(engine: jinja2.Environment, name: str) -> tuple[str, ...]:
    """What came of a layout: its text, or the mistake with each line of a layout that led to it."""
    try:
        with warnings.catch_warnings(action="error"):
            return (engine.get_template(name).render(**VALUES),)
    except Exception as error:  # noqa: BLE001
        frames = traceback.extract_tb(error.__traceback__)
        places = [f"{each.filename}:{each.lineno}" for each in frames if each.filename.startswith("layouts/")]
        return (type(error).__name__, str(error), *places)


@pytest.mark.parametrize("name", ["it.html", "it.xml", "it.txt", "it.json"])
@pytest.mark.parametrize("source", GOOD + BAD)
def test_as_jinja_would_have_it(source, name):
    layouts = {**LAYOUTS, name: (source if "extends" in source else IMPORT + source)}
    found = outcome(templates.environment(layouts, {}), name)
    assert found == outcome(theirs(layouts), name)
    assert (len(found) == 1) == (source in GOOD)


def test_a_layout_is_compiled_once(monkeypatch, tmp_path):
    kept = Bytecode(tmp_path / "code", "salt")
    assert templates.examine(LAYOUTS, {}, kept) == []
    kept.keep()
    monkeypatch.setattr(Engine, "compile", lambda *_: pytest.fail("compiled again"))
    for each in (kept, Bytecode(tmp_path / "code", "salt"), pickle.loads(pickle.dumps(kept))):  # noqa: S301
        engine = templates.environment(LAYOUTS, {}, each)
        assert engine.get_template("frame.html").render(page="<") == "<&lt;>2"


def test_kept_code_is_of_the_very_source(tmp_path):
    kept = Bytecode(tmp_path / "code")
    templates.examine({"a.html": "old"}, {}, kept)
    assert templates.environment({"a.html": "new"}, {}, kept).get_template("a.html").render() == "new"


@pytest.mark.parametrize(
    "damage", [lambda data: data[:-1], lambda data: b"", lambda data: data[:50] + b"\0" + data[51:]]
)
def test_damaged_code_is_absent(tmp_path, damage):
    kept = Bytecode(tmp_path / "code", "salt")
    templates.examine(LAYOUTS, {}, kept)
    kept.keep()
    (tmp_path / "code").write_bytes(damage((tmp_path / "code").read_bytes()))
    again = Bytecode(tmp_path / "code", "salt")
    assert not again.known
    assert templates.environment(LAYOUTS, {}, again).get_template("frame.html").render(page="") == "<>2"


def test_code_of_another_khao_is_absent(tmp_path):
    kept = Bytecode(tmp_path / "code", "salt")
    templates.examine(LAYOUTS, {}, kept)
    kept.keep()
    assert Bytecode(tmp_path / "code", "salt").known == 3
    assert not Bytecode(tmp_path / "code", "other").known


def test_code_that_can_not_be_written_is_only_slow(tmp_path):
    kept = Bytecode(tmp_path / "absent" / "code")
    templates.examine(LAYOUTS, {}, kept)
    kept.keep()
    assert not Bytecode(tmp_path / "absent" / "code").known
