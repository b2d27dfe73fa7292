"""Macros, and how layouts call them.

The one invariant: a call of a macro gives what Jinja's own macro would, or fails as it would.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from jinja2 import nodes, runtime
from jinja2.nodes import EvalContext
from jinja2.utils import internalcode, missing, pass_eval_context
from markupsafe import Markup, escape


def show(value: object) -> str:
    """A value as HTML: what `escape` gives, without making a Markup of a text that is printed at once."""
    kind = type(value)
    if kind is str:
        text: str = value  # type: ignore[assignment]
        if "&" in text or "<" in text or ">" in text or '"' in text or "'" in text:
            return escape(text)
        return text
    if kind is int:
        return str(value)
    return value if kind is Markup else escape(value)  # type: ignore[return-value]


class Macro(runtime.Macro):
    """A macro that doesn't look for arguments that it can't have.

    Called with a context, it heeds it as Jinja's does; called without one, it is called where escaping is on.
    """

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._usual = not (self.catch_kwargs or self.catch_varargs or self.explicit_caller)
        if self._usual:
            lacking: tuple[Any, ...] = (missing,) * self._argument_count
            if self.caller:
                lacking += (self._environment.undefined("No caller defined", name="caller"),)
            self._func.__defaults__ = lacking

    @internalcode
    @pass_eval_context
    def __call__(self, *args: Any, **kwargs: Any) -> str:
        """What the macro prints, safe."""
        given = len(args)
        if not self._usual or given > self._argument_count or (args and type(args[0]) is EvalContext):
            return super().__call__(*args, **kwargs)
        if kwargs:
            args += tuple([kwargs.pop(name, missing) for name in self.arguments[given:]])
            if self.caller and (caller := kwargs.pop("caller", None)) is not None:
                args += (caller,)
            if kwargs:
                # They are wrong; Jinja's own macro says how.
                return super().__call__(*args[:given], **kwargs)
        # Markup's own constructor would first ask the text for its HTML.
        return str.__new__(Markup, self._func(*args))

    def takes(self, places: int, names: tuple[str, ...], *, block: bool) -> bool:
        """Whether its function can be called like this as it is."""
        if not self._usual or places > self._argument_count or (block and not self.caller):
            return False
        return not names or {*names} <= {*self.arguments[places:]}


class Call(NamedTuple):
    """How a layout calls what has a name, to print at once what it gets."""

    name: str
    places: int
    """How many arguments are given by place."""
    names: tuple[str, ...]
    """The arguments that are given by name."""
    block: bool
    """Whether it is a call block."""


def direct(callee: Any, places: int, names: tuple[str, ...], block: bool) -> Callable[..., str]:  # noqa: FBT001
    """What gives the HTML that a call prints: the function of the macro, or else one that leaves all to the callee."""
    if type(callee) is Macro and callee.takes(places, names, block=block):
        return callee._func  # noqa: SLF001

    @internalcode
    def whatever(*args: Any, **kwargs: Any) -> str:
        made: str = callee(*args, **{name.removeprefix(OWN): value for name, value in kwargs.items()})
        return made if block else show(made)

    return whatever


OWN = "l_1_"
"""Before what Jinja calls an argument of a macro that stands in no other."""


def given(tree: nodes.Node) -> Iterator[str]:
    """The names that a layout gives a value, imports or defines as macros, as often as it does."""
    for each in tree.find_all((nodes.Name, nodes.Macro, nodes.Import, nodes.FromImport)):
        match each:
            case nodes.Name(ctx="store" | "param") | nodes.Macro():
                yield each.name
            case nodes.Import():
                yield each.target
            case nodes.FromImport():
                yield from aliases(each)


def aliases(node: nodes.FromImport) -> list[str]:
    """The names by which a layout knows what it imports."""
    return [name[1] if isinstance(name, tuple) else name for name in node.names]


def calls(tree: nodes.Template) -> dict[Call, None]:
    """How a layout calls macros whose names mean nothing else in it."""
    often = Counter(given(tree))
    macros = {each.name for each in tree.body if isinstance(each, nodes.Macro)}
    macros.update(name for each in tree.body if isinstance(each, nodes.FromImport) for name in aliases(each))
    printed = [called(node, block=False) for each in tree.find_all(nodes.Output) for node in each.nodes]
    printed += [called(each.call, block=True) for each in tree.find_all(nodes.CallBlock)]
    return {call: None for call in printed if call and call.name in macros and often[call.name] == 1}


def called(node: nodes.Expr, *, block: bool) -> Call | None:
    """The form of a call by name whose arguments can all be counted."""
    if not isinstance(node, nodes.Call) or not isinstance(node.node, nodes.Name) or node.dyn_args or node.dyn_kwargs:
        return None
    names = tuple(each.key for each in node.kwargs)
    # Python calls "คำ" by another form of the name than Jinja's macros know it by.
    odd = len({*names, "caller"}) <= len(names) or not all(unicodedata.is_normalized("NFKC", name) for name in names)
    return None if odd else Call(node.node.name, len(node.args), names, block)
