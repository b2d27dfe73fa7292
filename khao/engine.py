"""How layouts become Python: as Jinja does it, with what every line pays for made cheap.

The one invariant: a layout prints, and fails at, what it would under Jinja's own compiler.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from keyword import iskeyword
from typing import Any

from jinja2 import Environment, nodes, runtime
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.idtracking import VAR_LOAD_RESOLVE
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
    return value if kind is Markup else escape(value)  # type: ignore[return-value]


class QuickMacro(runtime.Macro):
    """A macro that doesn't look for arguments that it can't have.

    Called with a context, it heeds it as Jinja's does; called without one, it is called where escaping is on.
    """

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._usual = not (self.catch_kwargs or self.catch_varargs or self.explicit_caller)
        self._whole = -1 if self.caller else self._argument_count

    @internalcode
    @pass_eval_context
    def __call__(self, *args: Any, **kwargs: Any) -> str:
        """What the macro prints, safe."""
        given = len(args)
        if not self._usual or given > self._argument_count or (args and type(args[0]) is EvalContext):
            return super().__call__(*args, **kwargs)
        if given != self._whole or kwargs:
            known = self.arguments[given:]
            args += tuple([kwargs.pop(name, missing) for name in known] if kwargs else [missing] * len(known))
            if self.caller:
                caller = kwargs.pop("caller", None)
                args += (self._environment.undefined("No caller defined", name="caller") if caller is None else caller,)
            if kwargs:
                # They are wrong; Jinja's own macro says how.
                return super().__call__(*args[:given], **kwargs)
        # Markup's own constructor would first ask the text for its HTML.
        return str.__new__(Markup, self._func(*args))


class Generator(CodeGenerator):
    """Writes cheaper Python where escaping is on, elsewhere Jinja's."""

    sought: frozenset[str] = frozenset()
    """The names that the layout looks for outside itself."""

    def enter_frame(self, frame: Frame) -> None:
        """The names of a frame; those from outside are noted."""
        super().enter_frame(frame)
        self.sought |= {name for action, name in frame.symbols.loads.values() if action == VAR_LOAD_RESOLVE and name}

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802 — Jinja's name
        """The whole module."""
        self.writeline("from khao.engine import QuickMacro, show")
        super().visit_Template(node, frame)

    def visit_Call(  # noqa: N802
        self,
        node: nodes.Call,
        frame: Frame,
        forward_caller: bool = False,  # noqa: FBT001, FBT002
    ) -> None:
        """A call that doesn't first find out whether the function wants the context: here none but macros do."""
        # What has no name in it may be a constant, and Python warns of calling those.
        named = isinstance(node.node, nodes.Name) or node.node.find(nodes.Name)
        if not _escapes(frame) or not named or any(iskeyword(each.key) for each in node.kwargs):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        for stars, rest in (("*", node.dyn_args), ("**", node.dyn_kwargs)):
            if rest:
                self.write(stars)
                self.visit(rest, frame)
                self.write(", ")
        self.write("caller=caller)" if forward_caller else ")")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if _escapes(frame):
            self.write("show(")
        else:
            super()._output_child_pre(node, frame, finalize)

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:  # noqa: ARG002
        """The line that makes a macro of a function."""
        names = "".join(f"{each.name!r}, " for each in macro_ref.node.args)
        name = getattr(macro_ref.node, "name", None)
        takes = f"{macro_ref.accesses_kwargs}, {macro_ref.accesses_varargs}, {macro_ref.accesses_caller}"
        self.write(f"QuickMacro(environment, macro, {name!r}, ({names}), {takes}, True)")


class Engine(Environment):
    """Jinja's environment, for layouts that all know the same global names."""

    code_generator_class = Generator

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The global names: as a plain dict, since each page copies them."""
        return self.globals if d is None else super().make_globals(d)

    def keep(self, tree: nodes.Template, source: str, name: str, filename: str) -> frozenset[str]:
        """The names that a layout looks for outside itself; the code, made to find them, is kept."""
        generator = Generator(self, name, filename)
        generator.visit(tree)
        code = compile(generator.stream.getvalue(), filename, "exec")  # type: ignore[attr-defined]
        if self.bytecode_cache:
            bucket = self.bytecode_cache.get_bucket(self, name, filename, source)
            bucket.code = code
            self.bytecode_cache.set_bucket(bucket)
        return generator.sought

    def getitem(self, obj: Any, argument: Any) -> Any:
        """An item, or else an attribute. Filters ask by name for either: what has no items needs no exception."""
        if type(argument) is str and not hasattr(type(obj), "__getitem__"):
            return self.getattr(obj, argument)
        return super().getitem(obj, argument)


def _escapes(frame: Frame) -> bool:
    return frame.eval_ctx.autoescape and not frame.eval_ctx.volatile
