"""How layouts become Python: as Jinja does it, with what every line pays for made cheap.

The one invariant: a layout prints, and fails at, what it would under Jinja's own compiler.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from keyword import iskeyword
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, Template, TemplateSyntaxError, nodes
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.idtracking import VAR_LOAD_RESOLVE, VAR_LOAD_UNDEFINED
from jinja2.utils import internalcode

from khao.macros import OWN, aliases, called, calls

if TYPE_CHECKING:
    from jinja2.environment import TemplateModule
    from jinja2.runtime import Context


class Generator(CodeGenerator):
    """Writes cheaper Python where escaping is on, elsewhere Jinja's."""

    sought: frozenset[str] = frozenset()
    """The names that the layout looks for outside itself."""

    def enter_frame(self, frame: Frame) -> None:
        """The names of a frame; those from outside are noted."""
        super().enter_frame(frame)
        self.sought |= {name for action, name in frame.symbols.loads.values() if action == VAR_LOAD_RESOLVE and name}
        if frame.toplevel:
            # What is called too early fails as what has no value does.
            for call, target in self._direct.items():
                self.writeline(f"{target} = undefined(name={call.name!r})")

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802 — Jinja's name
        """The whole module."""
        self.writeline("from khao.macros import Macro as QuickMacro, direct, show")
        self._direct = {call: f"d_{number}" for number, call in enumerate(calls(node))}
        self._printed: nodes.Expr | None = None
        super().visit_Template(node, frame)

    def visit_Macro(self, node: nodes.Macro, frame: Frame) -> None:  # noqa: N802
        """A macro, then the ways in which the layout calls it."""
        super().visit_Macro(node, frame)
        self._bind({node.name}, frame)

    def visit_FromImport(self, node: nodes.FromImport, frame: Frame) -> None:  # noqa: N802
        """Names from another layout, then the ways in which this one calls them."""
        super().visit_FromImport(node, frame)
        self._bind({*aliases(node)}, frame)

    def _bind(self, names: set[str], frame: Frame) -> None:
        for call, target in self._direct.items() if frame.toplevel else ():
            if call.name in names:
                form = f"{call.places}, {call.names}, {call.block}"
                self.writeline(f"{target} = direct({frame.symbols.ref(call.name)}, {form})")

    def _target(self, node: nodes.Expr, frame: Frame, *, block: bool) -> str:
        """The name of what is called directly; "" where a name may mean something else."""
        call = called(node, block=block)
        if call not in self._direct:
            return ""
        ref = frame.symbols.ref(call.name)
        steady = ref.startswith("l_0_") and frame.symbols.find_load(ref) == (VAR_LOAD_UNDEFINED, None)
        return self._direct[call] if steady else ""

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
        target = self._target(node, frame, block=forward_caller) if forward_caller or node is self._printed else ""
        own = OWN if target else ""
        if target:
            self.write(target)
        else:
            self.visit(node.node, frame)
        self.write("(")
        for lead, argument in [("", each) for each in node.args] + [(own, each) for each in node.kwargs]:
            self.write(lead)
            self.visit(argument, frame)
            self.write(", ")
        for stars, rest in (("*", node.dyn_args), ("**", node.dyn_kwargs)):
            if rest:
                self.write(stars)
                self.visit(rest, frame)
                self.write(", ")
        self.write(f"{own}caller=caller)" if forward_caller else ")")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if not _escapes(frame):
            super()._output_child_pre(node, frame, finalize)
            return
        self._printed = node
        self.write("(" if self._target(node, frame, block=False) else "show(")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:  # noqa: ARG002
        """The line that makes a macro of a function."""
        names = "".join(f"{each.name!r}, " for each in macro_ref.node.args)
        name = getattr(macro_ref.node, "name", None)
        takes = f"{macro_ref.accesses_kwargs}, {macro_ref.accesses_varargs}, {macro_ref.accesses_caller}"
        self.write(f"QuickMacro(environment, macro, {name!r}, ({names}), {takes}, True)")


class Layout(Template):
    """A layout as compiled. What it exports is the same for all that import it, as they know the same global names."""

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        return self._module or super()._get_default_module(ctx)


class Engine(Environment):
    """Jinja's environment, for layouts that never change and all know the same global names."""

    code_generator_class = Generator
    template_class = Layout

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._layouts: dict[str, Template] = {}

    @internalcode
    def get_template(self, name: Any, parent: str | None = None, globals: Any = None) -> Template:  # noqa: A002
        """The layout of this name, from what has been loaded before."""
        found = None if isinstance(name, Template) or globals else self._layouts.get(name)
        if found is None:
            found = super().get_template(name, parent, globals)
            if not globals:
                self._layouts[str(found.name)] = found
        return found

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The global names: as a plain dict, since each page copies them."""
        return self.globals if d is None else super().make_globals(d)

    def keep(self, tree: nodes.Template, source: str, name: str, filename: str) -> frozenset[str]:
        """The names that a layout looks for outside itself; the code, made to find them, is kept.

        Raises TemplateSyntaxError for what only Python refuses, such as one keyword given twice.
        """
        generator = Generator(self, name, filename)
        generator.visit(tree)
        try:
            code = compile(generator.stream.getvalue(), filename, "exec")  # type: ignore[attr-defined]
        except SyntaxError as error:
            lines = [line for line, at in generator.debug_info if at <= (error.lineno or 0)]
            raise TemplateSyntaxError(error.msg, max(lines, default=1), name, filename) from None
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
