"""A template that somebody has chosen for one message, and what they have written into its blanks."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.domain.made_from import MadeFrom
from bot.domain.message import Purpose
from bot.domain.storable import storable
from bot.domain.template import Category, SentTemplate, Template, filled_in, mistakes, use, with_samples
from bot.storage.unit_of_work import UnitOfWork

GONE = "This template is not there any more. Choose another."
# Where an error about a blank belongs: its name comes behind this.
VARIABLE = "variable:"
TEMPLATE = "template"


@dataclass(frozen=True)
class Choice:
    """A template by its id, and the values by the names of its blanks."""

    id: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Text:
    """What is to be sent: the words as the client reads them, and the templates that they are of, if any:
    WhatsApp's own, and one of the team's."""

    body: str
    template: SentTemplate | None = None
    purpose: Purpose = Purpose.DIRECT
    made_from: MadeFrom | None = None


class CannotFill(Exception):
    """The template is gone or a blank is not filled in as WhatsApp takes it; ``errors`` by field."""

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__(*errors)
        self.errors = errors


async def written(uow: UnitOfWork, choice: Choice) -> Text:
    """The template as it would be sent. Raises CannotFill."""
    template = await _known(uow, choice)
    wrong = mistakes(template, choice.values)
    if wrong:
        raise CannotFill({f"{VARIABLE}{name}": sentence for name, sentence in wrong.items()})
    return _text(template, choice.values)


async def foretold(uow: UnitOfWork, choice: Choice) -> Text:
    """The same while it is being filled in: an empty blank holds its sample. Raises CannotFill."""
    template = await _known(uow, choice)
    return _text(template, with_samples(template, choice.values))


async def _known(uow: UnitOfWork, choice: Choice) -> Template:
    template = (await uow.templates.by_ids([choice.id])).get(choice.id)
    if template is None:
        raise CannotFill({TEMPLATE: GONE})
    return template


def _text(template: Template, values: Mapping[str, str]) -> Text:
    sent = use(template, {name: storable(value) for name, value in values.items()})
    # What WhatsApp takes for marketing needs the consent that marketing needs.
    marketing = template.category is Category.MARKETING
    purpose = Purpose.MARKETING if marketing else Purpose.DIRECT
    return Text(filled_in(template.body, dict(sent.variables)), sent, purpose)
