"""That a text is made of one of the team's templates: what the form knows of it, and what follows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.domain.made_from import MadeFrom
from bot.domain.message import Purpose
from bot.domain.message_template import MessageTemplate
from bot.storage.unit_of_work import UnitOfWork

# Where an error about a value that is asked for belongs: its name comes behind this.
VALUE = "value:"


@dataclass(frozen=True)
class MadeOf:
    """The template that somebody has chosen, in the version and the language whose words they were shown.

    ``occasion_id`` is the appointment of which the words speak. ``values`` are what they have given for what
    nobody knows. ``is_edited``: they have changed the words; the message still remembers the template, as
    that is where its words come from. ``as_approved``: they were shown that the template which WhatsApp has
    approved goes in their place.
    """

    template_id: str
    version: int = 0
    language: str = ""
    occasion_id: str = ""
    values: tuple[tuple[str, str], ...] = ()
    is_edited: bool = False
    as_approved: bool = False

    @property
    def given(self) -> dict[str, str]:
        """The values by name."""
        return dict(self.values)


async def template_of(uow: UnitOfWork, made_of: MadeOf | None) -> MessageTemplate | None:
    """The template as it stands now, archived or not; None without one."""
    return await uow.message_templates.get(made_of.template_id) if made_of else None


def say_what(name: str) -> str:
    """That a value is missing, at its field."""
    return f"Say what the template should put for “{called(name)}”: nobody knows it yet."


def called(name: str) -> str:
    """A value's name as people read it: ``invoice number``."""
    return name.replace("_", " ").strip()


def purpose_of(template: MessageTemplate | None) -> Purpose:
    """What the gate is asked for: marketing stays marketing, whoever sends it. Anything else that a teammate
    sends to one client is direct, as it is when they type the same words themselves."""
    is_marketing = template is not None and template.purpose is Purpose.MARKETING
    return Purpose.MARKETING if is_marketing else Purpose.DIRECT


def made_from(made_of: MadeOf | None, template: MessageTemplate | None) -> MadeFrom | None:
    """What the message remembers: the words as they were shown."""
    if made_of is None or template is None:
        return None
    version = made_of.version or template.version
    return MadeFrom(template.id, template.name, version, made_of.language, made_of.occasion_id)


def as_json(made_of: MadeOf | None) -> dict[str, Any] | None:
    """As the outbox keeps it."""
    if made_of is None:
        return None
    return {
        "template_id": made_of.template_id,
        "version": made_of.version,
        "language": made_of.language,
        "occasion_id": made_of.occasion_id,
        "values": [list(pair) for pair in made_of.values],
        "is_edited": made_of.is_edited,
        "as_approved": made_of.as_approved,
    }


def read_made_of(data: Mapping[str, Any] | None) -> MadeOf | None:
    """The same, read from there."""
    if not data:
        return None
    return MadeOf(**{**data, "values": tuple((name, value) for name, value in data["values"])})
