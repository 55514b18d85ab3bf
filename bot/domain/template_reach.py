"""To whom a template may go, and when."""

from datetime import datetime

from bot.domain.channel import WHATSAPP_WINDOW
from bot.domain.pricing import region_of
from bot.domain.template import Approval, Category, Template, TemplateKind, why_not
from bot.domain.whatsapp_id import is_whatsapp_id

_UNITED_STATES = "US"
# More stand below a message only where WhatsApp has approved it. Source: Twilio's content types.
_MOST_UNAPPROVED_BUTTONS = 3
# What may answer a client although WhatsApp has never seen it. Source: Twilio's content types; a card and
# what is more than that must be approved.
_ANSWERS = frozenset(
    {
        *(TemplateKind.TEXT, TemplateKind.QUICK_REPLY, TemplateKind.CALL_TO_ACTION),
        *(TemplateKind.MEDIA, TemplateKind.LIST),
    }
)
_ONLY_ANSWERS = {
    TemplateKind.LIST: "A list only answers a client: it goes within 24 hours after they wrote on WhatsApp.",
}
_UNSEEN = (
    "It has not been handed in to WhatsApp for approval, so it only goes within 24 hours after the client "
    "wrote there."
)


def is_open(last_inbound_at: datetime | None, now: datetime) -> bool:
    """Whether the client wrote on WhatsApp within the 24 hours in which they may be answered freely."""
    return last_inbound_at is not None and now < last_inbound_at + WHATSAPP_WINDOW


def why_not_to(template: Template, to: str, *, answers: bool = False) -> str:
    """Why a template cannot be sent to this address, in a sentence; empty when it can.

    ``answers``: the client has written on WhatsApp within its 24 hours.

    Source: WhatsApp Business Platform, marketing templates to the United States: paused since April 2025.
    Twilio answers 63049.
    """
    if may_answer(template):
        return "" if answers else _ONLY_ANSWERS.get(template.kind, _UNSEEN)
    why = why_not(template)
    if template.category is Category.MARKETING and country_of(to) == _UNITED_STATES and not why:
        return "WhatsApp delivers no marketing templates to numbers in the United States, only utility ones."
    return why


def may_answer(template: Template) -> bool:
    """Whether it goes to a client who has written lately, and to nobody else."""
    if template.kind is TemplateKind.LIST:
        return template.approval in {Approval.UNSUBMITTED, Approval.APPROVED}
    return (
        template.approval is Approval.UNSUBMITTED
        and template.kind in _ANSWERS
        and template.category is not Category.AUTHENTICATION
        and len(template.buttons) <= _MOST_UNAPPROVED_BUTTONS
    )


def country_of(to: str) -> str:
    """The country (ISO 3166) that WhatsApp counts an address to; an identity begins with it."""
    return to.partition(".")[0] if is_whatsapp_id(to) else region_of(to)
