"""What a team has written down of a client, at the top of the window on the client."""

from bot.domain.client import Client
from bot.domain.languages import name_of as language_of
from bot.domain.occasion import Occasion
from bot.flows.clients.overview import Overview
from bot.slack.blocks.card_actions import MESSAGE_CLIENT, REMIND
from bot.slack.blocks.elements import (
    Block,
    actions,
    button,
    context,
    fields,
    mrkdwn,
    section,
    shortened,
    when,
    whole,
)
from bot.slack.blocks.occasion_words import state_words
from bot.slack.text import escape, shown

EDIT, NUMBERS = "client_edit", "client_numbers"
# A field of a section takes 2,000 characters; what stands in two columns must be short to be read.
_SHOWN = 300


def client_facts(seen: Overview, link: str) -> list[Block]:
    """Who the client is, what is written down, and what can be done; ``link`` leads to the thread."""
    client = seen.client
    states = [context(mrkdwn(state)) for state in _states(client)]
    thread = [context(mrkdwn(f"<{escape(link)}|Open the thread>"))] if link else []
    return [
        *states,
        fields(*(mrkdwn(fact) for fact in _facts(seen))),
        *_notes(client),
        *thread,
        _doing(client),
    ]


def _facts(seen: Overview) -> list[str]:
    """Ten at most, as Slack shows no more in a section."""
    client = seen.client
    owner = f"<@{escape(client.owner)}>" if client.owner else "nobody"
    found = [
        ("Kind", _text(client.kind[:1].upper() + client.kind[1:])),
        ("Owner", owner),
        ("Company", _text(client.company)),
        ("Language", _text(language_of(client.language)) if client.language else ""),
        ("Time zone", _zone(seen)),
        ("Tags", _text(", ".join(client.tags))),
        ("Next appointment", _appointment(seen.appointment)),
        ("Last order", _text(client.last_order)),
    ]
    return [f"*{label}*\n{value}" for label, value in found if value]


def _appointment(next_one: Occasion | None) -> str:
    if next_one is None or next_one.at is None:
        return ""
    place = f"\n{_text(next_one.details.place)}" if next_one.details.place else ""
    return f"{when(next_one.at)} · {state_words(next_one)}{place}"


def _zone(seen: Overview) -> str:
    zone = _text(seen.client.time_zone or "From the number")
    return f"{zone}: now {escape(seen.local_time)}" if seen.local_time else f"{zone}: not known"


def _states(client: Client) -> list[str]:
    found = []
    if client.merged_into:
        found.append("*Merged*: part of another client now")
    if client.is_spam:
        found.append(":mute: *Spam*: what they write is kept and shown to nobody")
    elif client.is_lead:
        found.append("*Lead*: wrote to us first, and nobody has given them a name yet")
    return found


def _notes(client: Client) -> list[Block]:
    if not client.notes:
        return []
    return [section(mrkdwn("*Notes* for the team; they never go to a client")), *whole(client.notes)]


def _doing(client: Client) -> Block:
    name = shown(client.name) or "the client"
    message = button(
        "Message",
        MESSAGE_CLIENT,
        client.id,
        shortened(f"Write a message to {name}", 75),
        style="primary",
    )
    remind = button("Remind", REMIND, client.id, "Set an appointment or a payment")
    return actions(
        *([message, remind] if client.addresses else []),
        button("Edit", EDIT, client.id, "Change what is written down of this client"),
        button("Numbers", NUMBERS, client.id, "Add numbers, take them off, choose which is used first"),
        block_id="record",
    )


def _text(value: str) -> str:
    return escape(shortened(shown(value), _SHOWN))
