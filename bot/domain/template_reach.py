"""To whom a template may go."""

from bot.domain.pricing import region_of
from bot.domain.template import Category, Template, why_not
from bot.domain.whatsapp_id import is_whatsapp_id

_UNITED_STATES = "US"


def why_not_to(template: Template, to: str) -> str:
    """Why a template cannot be sent to this address, in a sentence; empty when it can.

    Source: WhatsApp Business Platform, marketing templates to the United States: paused since April 2025.
    Twilio answers 63049.
    """
    if template.category is Category.MARKETING and country_of(to) == _UNITED_STATES and not why_not(template):
        return "WhatsApp delivers no marketing templates to numbers in the United States, only utility ones."
    return why_not(template)


def country_of(to: str) -> str:
    """The country (ISO 3166) that WhatsApp counts an address to; an identity begins with it."""
    return to.partition(".")[0] if is_whatsapp_id(to) else region_of(to)
