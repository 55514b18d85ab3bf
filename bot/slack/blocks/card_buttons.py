"""The buttons of a client's card: what is done every day stands there, the rest behind *More*."""

from bot.domain.client import Client
from bot.domain.conversation import Card, Work
from bot.domain.opt_in import OptInState
from bot.slack.blocks import card_actions as does
from bot.slack.blocks.elements import Block, button, option, shortened
from bot.slack.blocks.merged_rows import merge_label
from bot.slack.text import shown


def card_buttons(card: Card) -> list[Block]:
    """What can be done now: never two buttons of which one does nothing."""
    client = card.client
    return [
        _message(client),
        *_template(card),
        *_ask_again(card),
        _schedule(client),
        _remind(client),
        *_coming_up(card),
        _owner(client),
        _work(card),
        _relay(card),
        _more(card),
    ]


def _message(client: Client) -> Block:
    hint = shortened(f"Write a message to {shown(client.name) or 'the client'}", 75)
    return button("Message", does.MESSAGE_CLIENT, client.id, hint, style="primary")


def _template(card: Card) -> list[Block]:
    """For a client on WhatsApp: outside of its 24 hours nothing else may go."""
    if not card.is_on_whatsapp:
        return []
    return [button("Template", does.TEMPLATE, card.client.id, "Send an approved WhatsApp template")]


def _ask_again(card: Card) -> list[Block]:
    """Once a day has passed without an answer to the opt-in message; the flow looks at the day once more."""
    asked = card.opt_in
    if (
        asked is None
        or not asked.takes_an_answer
        or not (asked.reminded_at or asked.state is OptInState.SILENT)
    ):
        return []
    return [button("Ask again", does.ASK_AGAIN, asked.id, "Send the client the opt-in message once more")]


def _schedule(client: Client) -> Block:
    hint = shortened(f"Write a message to {shown(client.name) or 'the client'} that goes later", 75)
    return button("Schedule", does.SCHEDULE, client.id, hint)


def _remind(client: Client) -> Block:
    hint = shortened(f"Set an appointment or a payment of {shown(client.name) or 'the client'}", 75)
    return button("Remind", does.REMIND, client.id, hint)


def _coming_up(card: Card) -> list[Block]:
    """For a client for whom something is to come."""
    if not (card.next_text or card.next_up):
        return []
    hint = "Show what is to come for this client, and change it"
    return [button("Coming up", does.COMING_UP, card.client.id, hint)]


def _owner(client: Client) -> Block:
    if client.owner:
        return button("Release", does.RELEASE, client.id, "Nobody looks after this client any more")
    return button("Claim", does.CLAIM, client.id, "Look after this client from now on")


def _work(card: Card) -> Block:
    client_id = card.client.id
    if card.work is Work.OPEN:
        return button("Close", does.CLOSE, client_id, "Nothing waits here until the client writes again")
    return button("Reopen", does.REOPEN, client_id, "Open this conversation again")


def _relay(card: Card) -> Block:
    client_id = card.client.id
    if card.relay_paused_by:
        return button("Resume relay", does.RESUME, client_id, "Replies here go to the client again")
    return button("Pause relay", does.PAUSE, client_id, "Replies here stay inside for now")


def _more(card: Card) -> Block:
    """What is needed less often; Slack takes five options at most, and the window has the rest."""
    verbs = [
        ("Details and consent", does.DETAILS),
        ("Assign to…", does.ASSIGN),
        ("Put off until…", does.SNOOZE),
        (merge_label(card.client), does.MERGE),
        *([] if card.client.is_spam else [("Mark as spam", does.SPAM)]),
    ]
    options = [option(label, f"{verb}:{card.client.id}") for label, verb in verbs]
    return {"type": "overflow", "action_id": does.MORE, "options": options}
