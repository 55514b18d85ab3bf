"""The ways out of a text that does not go now, as buttons."""

from collections.abc import Iterable

from bot.domain.thread import Offer, OfferKind
from bot.slack.blocks.elements import Block, actions, button

CANCEL = "cancel_held"
SEND_NOW = "send_now_anyway"
SEND_ANYWAY = "send_anyway"
SEND_AS_SMS, USE_TEMPLATE = "send_as_sms", "use_template"
RECORD_CONSENT = "record_consent"
SEND_HELD, TAKE_OVER, KEEP_AS_NOTE = "send_held", "send_and_take_over", "keep_as_note"
FIX_NUMBER = "fix_number"
IMPORT, CANCEL_IMPORT = "clients_import", "clients_import_cancel"
RESUME_RELAY, SEND_CORRECTION = "resume_relay", "send_correction"
CHANGE_TIME = "change_time"
CHANGE_OCCASION, CANCEL_OCCASION = "occasion_change", "occasion_cancel"
ASK_FIRST, ASK_AGAIN = "opt_in_ask_first", "opt_in_ask_again"

# Each with its label and what a screen reader says of it.
_BUTTONS = {
    OfferKind.CANCEL: (CANCEL, "Cancel it", "Take this text back, so that the client never gets it"),
    OfferKind.SEND_NOW: (SEND_NOW, "Send now anyway", "Send this text now, with a reason"),
    OfferKind.SEND_ANYWAY: (SEND_ANYWAY, "Send anyway", "Send this text in spite of the rule, with a reason"),
    OfferKind.USE_TEMPLATE: (USE_TEMPLATE, "Use a template", "Choose an approved WhatsApp template instead"),
    OfferKind.SEND_AS_SMS: (SEND_AS_SMS, "Send as SMS", "Send the same words to the client by SMS"),
    OfferKind.RECORD_CONSENT: (RECORD_CONSENT, "Record consent", "Record that the client agreed to texts"),
    OfferKind.FIX_NUMBER: (FIX_NUMBER, "Fix number", "Give the client another number"),
    OfferKind.SEND_HELD: (SEND_HELD, "Send to the client", "Send this reply to the client now"),
    OfferKind.SEND_AND_TAKE_OVER: (TAKE_OVER, "Send and take over", "Send it, and look after this client"),
    OfferKind.KEEP_AS_NOTE: (KEEP_AS_NOTE, "Keep as note", "Keep this reply inside the team"),
    OfferKind.RESUME_RELAY: (RESUME_RELAY, "Resume relay", "Let replies in this thread go to the client"),
    OfferKind.IMPORT: (IMPORT, "Import", "Create and change the clients as said above"),
    OfferKind.CANCEL_IMPORT: (CANCEL_IMPORT, "Cancel", "Import nothing, and delete the file here"),
    OfferKind.SEND_CORRECTION: (SEND_CORRECTION, "Send correction", "Write a correction to the client"),
    OfferKind.ASK_FIRST: (
        ASK_FIRST,
        "Send opt-in message",
        "Ask the client for consent to WhatsApp; this text goes once they say yes",
    ),
    OfferKind.ASK_AGAIN: (ASK_AGAIN, "Ask again", "Send the client the opt-in message once more"),
    OfferKind.CHANGE_OCCASION: (CHANGE_OCCASION, "Change", "Change the time or what is known of it"),
    OfferKind.CANCEL_OCCASION: (CANCEL_OCCASION, "Cancel", "Call it off; you are asked once more"),
    OfferKind.CHANGE_TIME: (CHANGE_TIME, "Change time", "Have this text go at another time, or now"),
}


def offer_buttons(offers: Iterable[Offer]) -> list[Block]:
    """A row with a button for each way out; nothing without any."""
    buttons = [_button(offer) for offer in offers]
    return [actions(*buttons, block_id="offers")] if buttons else []


def _button(offer: Offer) -> Block:
    action_id, label, hint = _BUTTONS[offer.kind]
    return button(offer.label or label, action_id, offer.about, hint)
