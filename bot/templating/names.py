"""Which values a template names."""

import re
from functools import lru_cache

from bot.templating.limits import MAX_SOURCE

# A name that people can be asked for: a word, or several with _ between.
_A_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
# What the language of the templates means by itself; nobody could be asked for it.
_NOT_A_VALUE = frozenset({"self", "super", "loop", "caller", "varargs", "kwargs"})


# The reminders of one minute share a few templates, and reading one costs more than filling it in.
@lru_cache(maxsize=256)
def names_in(source: str) -> frozenset[str]:
    """The names of the values that a template asks for; none where it cannot be read."""
    if len(source) > MAX_SOURCE:
        return frozenset()
    from jinja2 import TemplateSyntaxError, nodes  # noqa: PLC0415 - see ``render``.
    from jinja2.sandbox import ImmutableSandboxedEnvironment  # noqa: PLC0415

    try:
        tree = ImmutableSandboxedEnvironment().parse(source)
        found = {node.name for node in tree.find_all(nodes.Name)}
    except (TemplateSyntaxError, RecursionError, MemoryError, ValueError):
        return frozenset()
    return frozenset(name for name in found - _NOT_A_VALUE if _A_NAME.fullmatch(name))
