"""What a template may consist of: an allow-list of its parts. Everything else is refused before it can run.

Without loops, arithmetic, calls and attributes a template takes no longer than its own length: the sandbox
alone would still carry out ``'a' * 10**9`` or loops within loops.
"""

from collections.abc import Iterator
from math import isfinite

from jinja2 import nodes

from bot.templating.filters import FILTERS

MAX_PARTS = 300
MAX_DEPTH = 20

_PLAIN = (nodes.Template, nodes.Output, nodes.TemplateData, nodes.If, nodes.CondExpr, nodes.And, nodes.Or)
_ALLOWED = (
    *_PLAIN,
    nodes.Not,
    nodes.Compare,
    nodes.Operand,
    nodes.Name,
    nodes.Const,
    nodes.Filter,
    nodes.Test,
)
_COMPARISONS = {"eq", "ne"}
# How people call what they have written.
_CALLED = {
    "For": "a loop",
    "Set": "{% set %}",
    "AssignBlock": "{% set %}",
    "Macro": "a macro",
    "CallBlock": "{% call %}",
    "FilterBlock": "{% filter %}",
    "Include": "{% include %}",
    "Import": "{% import %}",
    "FromImport": "{% from %}",
    "Extends": "{% extends %}",
    "Block": "{% block %}",
    "With": "{% with %}",
    "Getattr": "a dot after a name",
    "Getitem": "square brackets after a name",
    "Call": "a call with ( )",
    "Concat": "~",
    "List": "a list",
    "Tuple": "a list",
    "Dict": "a table",
}


def broken_rules(tree: nodes.Template, names: frozenset[str]) -> Iterator[tuple[int, str]]:
    """Line and sentence for each part that may not be there; ``names`` are the values there are."""
    parts = 0
    waiting: list[tuple[nodes.Node, int]] = [(tree, 0)]
    while waiting:
        node, depth = waiting.pop()
        parts += 1
        if parts > MAX_PARTS or depth > MAX_DEPTH:
            yield node.lineno, "the template is too complicated. Make it shorter."
            return
        if problem := _problem(node, names):
            yield node.lineno, problem
        else:
            waiting += [(child, depth + 1) for child in node.iter_child_nodes()]


def _problem(node: nodes.Node, names: frozenset[str]) -> str:
    if not isinstance(node, _ALLOWED):
        kind = type(node).__name__
        return f"{_CALLED.get(kind, 'this kind of calculation')} cannot be used here."
    if isinstance(node, nodes.Name) and node.name not in names:
        return f"there is no value called {node.name[:40]}. Use one of those listed below the field."
    if isinstance(node, nodes.Filter):
        return _filter_problem(node)
    return _small_problem(node)


def _small_problem(node: nodes.Node) -> str:
    """What is wrong with a part that may be there, but not in this form."""
    if isinstance(node, nodes.Test) and node.name != "defined":
        return f"“is {node.name[:40]}” cannot be used here."
    if isinstance(node, nodes.Operand) and node.op not in _COMPARISONS:
        return "only == and != can compare values here."
    # Python writes it as a name, and would look that up.
    if isinstance(node, nodes.Const) and isinstance(node.value, float) and not isfinite(node.value):
        return "this number is too large."
    return ""


def _filter_problem(node: nodes.Filter) -> str:
    if node.name not in FILTERS:
        return f"there is no filter called {node.name[:40]}. There are {', '.join(sorted(FILTERS))}."
    if node.node is None or node.kwargs or node.dyn_args or node.dyn_kwargs:
        return f"the filter {node.name} cannot be used in this way."
    most = 1 if node.name in {"default", "join"} else 0
    if len(node.args) > most:
        return f"the filter {node.name} takes {'one value' if most else 'no value'} in ( )."
    return ""
