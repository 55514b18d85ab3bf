"""Which values a template names."""

import re

from jinja2 import TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

# A name that people can be asked for: a word, or several with _ between.
_A_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_ENVIRONMENT = ImmutableSandboxedEnvironment()


def names_in(source: str) -> frozenset[str]:
    """The names of the values that a template asks for; none where it cannot be read."""
    try:
        found = {each.name for each in _ENVIRONMENT.parse(source).find_all(nodes.Name)}
    except (TemplateSyntaxError, RecursionError):
        return frozenset()
    return frozenset(name for name in found if _A_NAME.fullmatch(name))
