"""Merging two clients: who is the other, what would happen, and which of the two is kept."""

from bot.domain.address_words import display
from bot.domain.client import Client
from bot.domain.consent import ConsentState
from bot.flows.clients.merge.preview import ConsentLine, Preview
from bot.flows.clients.merge.sides import Side
from bot.slack import windows
from bot.slack.blocks.client import STATES, name_of
from bot.slack.blocks.elements import (
    Block,
    context,
    fields,
    mrkdwn,
    option,
    plain,
    section,
    shortened,
    when,
)
from bot.slack.blocks.inputs import modal, radio
from bot.slack.text import escape

PICK_CALLBACK, CALLBACK = "merge_pick", "merge"
PICK, SURVIVOR = "merge_with", "merge_survivor"
_KEEP = "keep"
_LABELS = {
    "name": "Name",
    "company": "Company",
    "owner": "Who looks after the client",
    "time_zone": "Time zone",
    "language": "Language",
}
_WHO = (
    "Two clients are merged by a manager or an admin. A number that is nobody's client yet can be merged by "
    "a sender too."
)
_SHOWN_NUMBERS, _SHOWN_TAGS = 5, 10


def pick_view(client: Client, over: str = "") -> Block:
    """Whom to merge it with; ``over`` is the callback id of the window below, to be drawn anew."""
    menu: Block = {
        "type": "external_select",
        "action_id": PICK,
        "placeholder": plain("A name, a company or a phone number", 150),
        "min_query_length": 1,
    }
    ask = f"Which client is the same as *{escape(name_of(client))}*? You see what would happen first."
    who = [] if client.is_lead else [context(plain(_WHO))]
    blocks = [section(mrkdwn(ask)), {"type": "actions", "block_id": PICK, "elements": [menu]}, *who]
    kept = windows.remember(one=client.id, over=over)
    return modal("Merge clients", PICK_CALLBACK, blocks, close="Cancel", kept=kept)


def preview_view(seen: Preview, over: str = "") -> Block:
    """Both clients side by side, what is chosen between them, and what happens in words."""
    survivor, other = seen.survivor.client, seen.other.client
    blocks = [
        fields(mrkdwn(_side(seen.survivor)), mrkdwn(_side(seen.other))),
        _stays(survivor, other),
        *(_kept(name, survivor, other) for name in seen.differing),
        section(mrkdwn("\n".join(["*Consent afterwards*", *_consents(seen)]))),
        section(mrkdwn("\n".join(["*What happens*", *(f"• {escape(each)}" for each in seen.effects)]))),
    ]
    kept = windows.remember(one=survivor.id, two=other.id, over=over)
    return modal("Merge clients", CALLBACK, blocks, submit="Merge", close="Cancel", kept=kept)


def kept_block(name: str, survivor_id: str) -> str:
    """The block of a field to choose: another one for each survivor, so that what is chosen begins anew."""
    return f"{_KEEP}:{name}:{survivor_id}"


def from_other(chosen: dict[str, str], survivor_id: str, other_id: str) -> tuple[str, ...]:
    """The fields that are to be the other client's; ``chosen`` is the client by block id."""
    return tuple(name for name in _LABELS if chosen.get(kept_block(name, survivor_id)) == other_id)


def _stays(survivor: Client, other: Client) -> Block:
    options = [option(name_of(client), client.id) for client in sorted((survivor, other), key=_by_id)]
    hint = "The other one becomes part of it."
    # Heard at once: what happens depends on it.
    return radio(SURVIVOR, "Which client stays", options, survivor.id, hint) | {"dispatch_action": True}


def _kept(name: str, survivor: Client, other: Client) -> Block:
    options = [_value(name, client) for client in (survivor, other)]
    return radio(kept_block(name, survivor.id), _LABELS[name], options, survivor.id)


def _value(name: str, client: Client) -> Block:
    value = str(getattr(client, name))
    if name != "owner":
        return option(value, client.id)
    # Radio buttons read marks, so that a teammate is shown by name.
    return {"text": {"type": "mrkdwn", "text": f"<@{escape(value)}>"}, "value": client.id}


def _side(side: Side) -> str:
    client = side.client
    lines = [
        f"*{escape(name_of(client))}*",
        *([escape(client.company)] if client.company else []),
        *_numbers(client),
        f"Looked after by <@{escape(client.owner)}>" if client.owner else "Nobody looks after them",
        *([f"Tags: {escape(', '.join(client.tags[:_SHOWN_TAGS]))}"] if client.tags else []),
        _written(side),
    ]
    # A field of a section takes 2,000 characters.
    return shortened("\n".join(lines), 1900)


def _numbers(client: Client) -> list[str]:
    shown = [escape(display(each.value)) for each in client.addresses[:_SHOWN_NUMBERS]]
    more = len(client.addresses) - len(shown)
    return [*(shown or ["No number"]), *([f"and {more} more"] if more > 0 else [])]


def _written(side: Side) -> str:
    written = side.written
    if not written.messages or not written.first or not written.last:
        return "No messages"
    if written.messages == 1:
        return f"1 message, {when(written.first, '{date_short}')}"
    span = f"{when(written.first, '{date_short}')} to {when(written.last, '{date_short}')}"
    return f"{written.messages:,} messages, {span}"


def _consents(seen: Preview) -> list[str]:
    if not seen.consents:
        return ["Nothing is recorded of either."]
    return [_consent(line, seen) for line in seen.consents]


def _consent(line: ConsentLine, seen: Preview) -> str:
    names = escape(name_of(seen.survivor.client)), escape(name_of(seen.other.client))
    sides = f"{names[0]}: {STATES[line.survivor]} · {names[1]}: {STATES[line.other]}"
    listed = " A number is on the do-not-contact list, which counts as an opt-out." if line.listed else ""
    after = STATES[line.after] if line.after is not ConsentState.UNKNOWN else "nothing recorded"
    return f"{line.channel.label}: {after} ({sides}).{listed}"


def _by_id(client: Client) -> str:
    return client.id
