"""An unknown number has written: whose is it? The rows on its card."""

from bot.domain.address_words import display
from bot.domain.client import Client
from bot.domain.conversation import Intake
from bot.slack.blocks.elements import Block, actions, button, context, mrkdwn, section, shortened
from bot.slack.blocks.inputs import confirm
from bot.slack.text import escape, shown

CREATE, LINK, LINK_TO, SPAM = "intake_create", "intake_link", "intake_link_to", "intake_spam"


def intake_rows(client: Client, intake: Intake) -> list[Block]:
    """The question with its three answers, and the clients who may be the same."""
    ask = mrkdwn(":wave: *Unknown number.* Whose is it? A reply in the thread reaches them already.")
    rows = [_alike(client, each) for each in intake.alike]
    may_be = [context(mrkdwn("Perhaps one of these, but nobody has said so:"))] if rows else []
    return [section(ask), *may_be, *rows, actions(*_buttons(client), block_id="intake")]


def read_link(value: str) -> tuple[str, str]:
    """The lead and the client that a suggestion's button names."""
    lead, _, client = value.partition(":")
    return lead, client


def _alike(lead: Client, other: Client) -> Block:
    numbers = ", ".join(display(each.value) for each in other.addresses[:2]) or "no number"
    company = f" · {escape(shown(other.company))}" if other.company else ""
    words = f"*{escape(shortened(shown(other.name), 100))}*{company} · {escape(numbers)}"
    hint = f"See what linking it to {shown(other.name)} would do"
    link = button("Link", LINK_TO, f"{lead.id}:{other.id}", hint)
    return section(mrkdwn(words), block_id=f"alike:{other.id}", accessory=link)


def _buttons(client: Client) -> tuple[Block, ...]:
    asked = confirm(
        "Mute this number?",
        "Their texts are kept, but nobody sees them and nothing is sent. You can take it back at any time.",
        "Spam",
        "Cancel",
    )
    return (
        button("Create client", CREATE, client.id, "Give this number a name", style="primary"),
        button("Link to a client", LINK, client.id, "This number belongs to a client you have"),
        button("Spam", SPAM, client.id, "Mute this number", style="danger", **asked),
    )
