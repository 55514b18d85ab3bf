"""Jinja with our rules: what compiles a template and fills it in. Loaded with the first template."""

from functools import lru_cache
from typing import Any

from jinja2 import Template, TemplateSyntaxError, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from bot.domain.storable import storable
from bot.templating.filters import FILTERS, LANGUAGE, finalize
from bot.templating.limits import MAX_RESULT, MAX_SOURCE
from bot.templating.render import BadTemplate, Rendered
from bot.templating.rules import broken_rules
from bot.templating.variables import Values

_CACHED = 256


class _Unresolved(Exception):
    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class _Missing(Undefined):
    """A value that is not there: it may be asked about with ``if``, but never stands in a text as nothing."""

    __slots__ = ()

    def __str__(self) -> str:
        raise _Unresolved(self._undefined_name or "")

    def __bool__(self) -> bool:
        return False

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Undefined) or other == ""

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = None  # type: ignore[assignment]


def _environment() -> ImmutableSandboxedEnvironment:
    # Plain text for phones: there is no markup to escape. The cache here is keyed by what is parsed.
    environment = ImmutableSandboxedEnvironment(
        undefined=_Missing, finalize=finalize, autoescape=False, cache_size=0, loader=None
    )
    environment.globals.clear()
    environment.filters = dict(FILTERS)
    environment.tests = {"defined": environment.tests["defined"]}
    return environment


_ENVIRONMENT = _environment()


def filled(source: str, values: Values, names: frozenset[str], language: str) -> Rendered:
    """See ``render``."""
    template = compiled(source, names)
    given: dict[str, Any] = {name: _fit(value) for name, value in values.items() if value not in (None, "")}
    given[LANGUAGE] = language
    unresolved: list[str] = []
    # Every round names one more value, and there are no more rounds than names.
    for _ in range(len(names) + 1):
        try:
            text = template.render(given)
        except _Unresolved as missing:
            unresolved.append(missing.name)
            given[missing.name] = ""
            continue
        except Exception:
            break  # What a template comes to is for its author to mend, whatever it is.
        # A template may spell out characters that no database can keep, such as a NUL.
        text = "" if unresolved else storable(text[:MAX_RESULT]).strip()
        return Rendered(text, tuple(unresolved))
    raise BadTemplate(("It cannot be filled in.",))


def _fit(value: Any) -> Any:
    """Bounded before it is put together: cutting hundreds of long values at the end would come too late."""
    return value[:MAX_RESULT] if isinstance(value, str) else value


@lru_cache(maxsize=_CACHED)
def compiled(source: str, names: frozenset[str]) -> Template:
    """A template that keeps to the rules, ready to be filled in. Raises BadTemplate."""
    if len(source) > MAX_SOURCE:
        raise BadTemplate((f"Use at most {MAX_SOURCE:,} characters.",))
    try:
        tree = _ENVIRONMENT.parse(source)
        found = tuple(f"Line {line}: {said}" for line, said in broken_rules(tree, names))
        if found:
            raise BadTemplate(found[:5])
        # The tree that was looked at, and no other.
        code = _ENVIRONMENT.compile(tree)
        return Template.from_code(_ENVIRONMENT, code, {})
    except TemplateSyntaxError as wrong:
        raise BadTemplate((f"Line {wrong.lineno}: {_words(wrong)}",)) from None
    except (RecursionError, MemoryError, SyntaxError, ValueError, OverflowError) as wrong:
        if isinstance(wrong, BadTemplate):
            raise
        raise BadTemplate(("The template is too complicated. Make it shorter.",)) from None


def _words(wrong: TemplateSyntaxError) -> str:
    said = (wrong.message or "it cannot be read").strip().rstrip(".")
    return f"{said[0].lower()}{said[1:160]}."
