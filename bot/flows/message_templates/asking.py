"""Which values of a template have to be asked for, as nobody knows them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.templating.names import names_in
from bot.templating.render import render
from bot.templating.variables import NAMES, Value

# More questions than this make no form, but a chore.
MOST_ASKED = 10


@dataclass(frozen=True)
class Asked:
    """The words filled in, one for each that was given: empty where values are missing.

    ``names`` are all that have to be asked for, those that are answered among them; ``missing`` the others.
    """

    texts: tuple[str, ...]
    names: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def too_many(self) -> bool:
        """Whether there is more to ask than a form has room for."""
        return len(self.names) > MOST_ASKED


def asked_for(
    sources: Sequence[str], known: Mapping[str, Value | None], given: Mapping[str, str], language: str = ""
) -> Asked:
    """Fill in the words, with dates and amounts as they are written in ``language``. What is known is not
    asked for, and ``given`` cannot change it.

    An answer may lead to a further question, where words depend on it. Raises BadTemplate.
    """
    answers = {name: value.strip() for name, value in given.items() if value.strip()}
    asked: list[str] = []
    while True:
        values = {**known, **{name: answers[name] for name in asked if name in answers}}
        filled = [render(source, values, NAMES | names_in(source), language) for source in sources]
        named = dict.fromkeys(name for each in filled for name in each.unresolved)
        new = [name for name in named if name not in asked]
        asked += new
        if len(asked) > MOST_ASKED or not any(name in answers for name in new):
            missing = tuple(name for name in asked if name not in answers)
            return Asked(tuple(each.text for each in filled), tuple(asked), missing)
