"""The engine against Jinja's own: the same text, the same mistakes; and compiled layouts that are kept."""

from __future__ import annotations

import pickle
import traceback
import warnings

import hypothesis.strategies as st
import jinja2
import pytest
from hypothesis import given
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
{% set value = '<1' %}{% set callable = dict %}
""",
    "parts.txt": "{% macro bare(a) %}<{{ a }}>{% endmacro %}",
    "shows.html": "{{ page }}{{ plain('<') }}",
    "frame.html": "<{% block one %}{{ page }}{% endblock %}>{% block two scoped %}2{% endblock %}",
}
IMPORT = """{% from "parts.html" import plain, wrapped, open, said, lacking, must, value, callable %}"""
IMPORT += """{% from "parts.txt" import bare %}"""
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
    (
        "{% macro a() %}{{ b(page) }}{% endmacro %}{% macro b(x, y='<') %}{{ x }}{{ y }}{% endmacro %}"
        "{{ a() }}{{ b(1, y=2) }}"
    ),
    "{% macro a(n) %}{{ n }}{{ a(n - 1) if n }}{% if n %}{{ a(n - 1) }}{% endif %}{% endmacro %}{{ a(2) }}",
    "{% macro a(x) %}{{ x }}{% endmacro %}{% macro a() %}2{% endmacro %}{{ a() }}",
    "{% macro a(x) %}{{ x }}{% endmacro %}{% set a = range %}{{ a(2) }}",
    "{% if page %}{% macro a(x) %}{{ x }}{% endmacro %}{% endif %}{{ a(2) }}{{ a(page) }}",
    "{% if not page %}{% macro range(x) %}{{ x }}{% endmacro %}{% endif %}{{ range(2) | list }}{{ range(2) }}",
    "{{ range(2) }}{% macro range(x) %}<{{ x }}{% endmacro %}{{ range(2) }}",
    (
        "{% macro a(f) %}{{ f(1) }}{{ plain(1) }}{% endmacro %}{{ a(f=plain) }}"
        "{% macro b(plain) %}{{ plain() }}{% endmacro %}{{ b(said) }}"
    ),
    "{% for plain in [said] %}{{ plain() }}{% endfor %}{{ plain(1) }}{% with plain = said %}{{ plain() }}{% endwith %}",
    '{% from "parts.html" import plain as simple, callable as calls with context %}{{ simple("<") }}{{ calls(a=3) }}',
    '{% macro a() %}{% from "parts.html" import plain as own %}{{ own(page) }}{{ plain(page) }}{% endmacro %}{{ a() }}',
    (
        "{% macro a(x) %}<{{ x }}>{{ caller(x) if x }}{% endmacro %}{{ a(0) }}"
        "{% call(y) a(x=1) %}{{ y }}{{ a(0) }}{% endcall %}"
    ),
    (
        "{% macro a() %}{% call(x) wrapped(1) %}{{ plain(x) }}{% endcall %}{% endmacro %}"
        "{% call(x) wrapped(3) %}{{ a() }}{% endcall %}"
    ),
    "{% macro นำ(คำ) %}{{ คำ }}{% endmacro %}{{ นำ(page) }}",
    "{% macro แม่(ก, ข=1) %}{{ ก }}{{ ข }}{% endmacro %}{{ แม่(page) }}{{ แม่(1, ข=page) }}",
    (
        "{% set x %}{{ plain(1) }}{% endset %}{{ x }}{% filter upper %}{{ plain('a') }}{% endfilter %}"
        "{{ plain(a=1, b='<') }}"
    ),
    "{% autoescape false %}{{ plain('<') }}{% call(x) wrapped('<') %}{{ x }}{% endcall %}{% endautoescape %}",
    "{% block one %}{{ plain(1) }}{% endblock %}{{ plain }}{% call said() %}{% endcall %}",
    '{% include "shows.html" %}{{ plain(1) }}',
    "{{ callable(a=page) }}{{ plain(callable()) }}{% call said() %}{{ callable([[1, page]], b=1) }}{% endcall %}",
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
    '{% from "parts.html" import absent %}\n{% call absent(1) %}{% endcall %}',
    "{{ a(1) }}{% macro a(x) %}{{ x }}{% endmacro %}",
    "{% macro b() %}\n{{ a(1) }}{% endmacro %}{{ b() }}{% macro a(x) %}{{ x }}{% endmacro %}",
    "{% macro b() %}{% call a(1) %}{% endcall %}{% endmacro %}{{ b() }}{% macro a(x) %}{{ caller() }}{% endmacro %}",
    "{% macro a(x, y) %}\n{{ y }}{% endmacro %}\n{{ a(1) }}",
    "{% macro a(x) %}{{ x }}{% endmacro %}{{ a(1, y=2) }}",
    "{% macro a(x) %}{{ x }}{% endmacro %}{{ a(1, l_1_x=2) }}",
    "{% macro a(x) %}{{ x }}{% endmacro %}{{ a(1, 2) }}{{ a(1, x=2) }}",
    "{% macro a(x) %}{{ x }}{% endmacro %}{% call a(1) %}{% endcall %}",
    "{% macro a(x) %}{{ caller(x) }}{% endmacro %}\n{{ a(1) }}",
    "{% if not page %}{% macro a(x) %}{{ x }}{% endmacro %}{% endif %}{{ a(2) }}",
    "{% call callable(2) %}{% endcall %}",
    "{% call value(2) %}{% endcall %}",
    "{% macro นำ(คำ) %}{{ คำ }}{% endmacro %}{{ นำ(คำ=page) }}",
    "\n{{ value(2) }}",
    "{% macro a(f) %}\n{{ f.x }}{% endmacro %}{% call wrapped(1) %}{{ a(1) }}{% endcall %}",
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


WAYS = [
    "{{ m(%s) }}",
    "{{ m(%s) | upper }}",
    "{%% set kept = m(%s) %%}{{ kept }}",
    "{%% call m(%s) %%}<b>{{ page }}{%% endcall %%}",
    "{%% macro own() %%}\n{{ m(%s) }}{%% endmacro %%}{{ own() }}",
]


@given(
    arguments=st.lists(st.sampled_from(["a", "b=page", "c='<'", "caller=none"]), unique=True),
    shown=st.lists(st.sampled_from(["a", "b", "c", "caller()", "caller", "kwargs", "varargs"]), unique=True),
    places=st.lists(st.sampled_from(["1", "page", "safe", "nothing"]), max_size=4),
    names=st.lists(st.sampled_from("abcd"), max_size=3, unique=True),
    way=st.sampled_from(WAYS),
    where=st.sampled_from(["above", "below", "elsewhere"]),
)
def test_a_macro_takes_what_jinjas_would(arguments, shown, places, names, way, where):
    printed = "".join(f"{{{{ {each} }}}}" for each in shown)
    macro = f"{{% macro m({', '.join(sorted(arguments))}) %}}\n{printed}{{% endmacro %}}"
    call = "\n" + way % ", ".join([*places, *(f"{name}='<{name}'" for name in names)])
    above = '{% from "other.html" import m %}' if where == "elsewhere" else macro
    layouts = {"other.html": macro, "it.html": call + macro if where == "below" else above + call}
    assert outcome(templates.environment(layouts, {}), "it.html") == outcome(theirs(layouts), "it.html")


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
    assert Bytecode(tmp_path / "code", "salt").known == len(LAYOUTS)
    assert not Bytecode(tmp_path / "code", "other").known


def test_code_that_can_not_be_written_is_only_slow(tmp_path):
    kept = Bytecode(tmp_path / "absent" / "code")
    templates.examine(LAYOUTS, {}, kept)
    kept.keep()
    assert not Bytecode(tmp_path / "absent" / "code").known
