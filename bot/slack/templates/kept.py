"""What the windows about templates carry with them."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from bot.flows.templates.addressee import Whom
from bot.slack.windows import remember, remembered


@dataclass(frozen=True)
class Kept:
    """For whom it is, the channel in which it was asked for, what was searched for, and what was chosen.

    ``against``: the codes of what stood against the text when the window was drawn.
    """

    whom: Whom
    origin: str = ""
    query: str = ""
    template: str = ""
    against: tuple[str, ...] = ()

    def choosing(self, template: str) -> "Kept":
        """The same with this template chosen; empty for none."""
        return replace(self, template=template, against=())

    def facing(self, codes: Iterable[str]) -> "Kept":
        """The same for a window that shows these reasons."""
        return replace(self, against=tuple(sorted(codes)))


def as_metadata(kept: Kept) -> str:
    """As the window's private metadata."""
    return remember(**asdict(kept))


def kept_in(view: dict[str, Any]) -> Kept:
    """What a window carries; nothing where it cannot be read."""
    found = remembered(view)
    whom, against = found.get("whom"), found.get("against")
    names = [each.name for each in fields(Whom)]
    given = {name: str(whom.get(name) or "") for name in names} if isinstance(whom, dict) else {}
    return Kept(
        whom=Whom(**given),
        origin=str(found.get("origin") or ""),
        query=str(found.get("query") or ""),
        template=str(found.get("template") or ""),
        against=tuple(map(str, against)) if isinstance(against, list) else (),
    )
