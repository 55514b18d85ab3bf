"""A template filled in for one client, in their language."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.made_from import MadeFrom
from bot.domain.message_template import Approved, MessageTemplate
from bot.templating.names import names_in
from bot.templating.render import render
from bot.templating.variables import NAMES, Value


@dataclass(frozen=True)
class Filled:
    """The words, or the names of what is missing for them: then there are none.

    ``approved`` is the template that goes where WhatsApp takes no words of one's own.
    """

    text: str
    missing: tuple[str, ...]
    made_from: MadeFrom
    approved: Approved | None = None


def fill(
    template: MessageTemplate,
    language: str,
    values: Mapping[str, Value | None],
    given: Mapping[str, str] | None = None,
) -> Filled:
    """Fill in the words for a client who speaks ``language``; ``given`` is what somebody has typed in for
    what nobody knows. Raises BadTemplate for a template that an older version took and this one does not.

    Dates and amounts are written in the language of the words. Words for whatever language a client speaks
    have none of their own: there it is the client's.
    """
    variant = template.variant_for(language)
    names = NAMES | names_in(variant.content)
    rendered = render(variant.content, {**values, **(given or {})}, names, variant.language or language)
    made_from = MadeFrom(template.id, template.name, template.version, variant.language)
    return Filled(rendered.text, rendered.unresolved, made_from, variant.approved)
