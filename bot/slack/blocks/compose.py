"""The form by which a teammate writes to a client."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any

from bot.domain.channel import Channel
from bot.domain.recurrences.choices import Pattern
from bot.flows.outbound.preview import Verdict
from bot.ports import Sender
from bot.slack.blocks.applied import Applied, applied_as_json, read_applied
from bot.slack.blocks.elements import (
    Block,
    actions,
    button,
    chosen,
    context,
    mrkdwn,
    option,
    plain,
    section,
)
from bot.slack.blocks.goes import goes_blocks, send_at_input
from bot.slack.blocks.quote import Quote, quote_as_json, quote_block, read_quote
from bot.slack.blocks.ready_words import NO_WORDS, SAYS, ReadyWords, asked_blocks, beside_blocks, ready_input
from bot.slack.blocks.repeat import ECHO, ONCE, Repeats, pattern_as_json, read_pattern, repeat_blocks
from bot.slack.blocks.verdict import submit_label, verdict_blocks
from bot.slack.text import escape

CALLBACK = "compose"
CLIENT_ACTION = "compose_client"
CHANNEL_ACTION = "compose_channel"
SENDER_ACTION = "compose_sender"
BODY_ACTION = "compose_body"
NAME_ACTION = "compose_name"
USE_TEMPLATE = "compose_use_template"
SEND_AT_ACTION = "compose_send_at"
FILES_ACTION = "compose_files"
FILE_URL_ACTION = "compose_file_url"

CLIENT, NAME, CHANNEL, SENDER, BODY = "client", "name", "channel", "sender", "body"
SEND_AT, FILES, FILE_URL = "send_at", "files", "file_url"
# Blocks that only say something: Slack shows errors at fields alone.
_ONLY_SAYS = {ECHO, "notice", "quote", "goes", "preview", "verdict", "warnings", "template", "opt_in"}
NO_FIELDS = SAYS | _ONLY_SAYS

# Slack's limit for a text field. A longer WhatsApp message goes as a reply in the thread.
BODY_LIMIT = 3000
NAME_LIMIT = 100
URL_LIMIT = 2000


@dataclass(frozen=True)
class ComposeForm:
    """Everything the form shows. ``client`` is a menu option, as Slack keeps it. ``send_at`` (UTC) is the
    chosen time and ``trouble`` why it cannot be; ``quote`` is the message that is answered; ``owner`` the
    teammate, if another, who looks after the client; ``buckets`` from where files can go too."""

    channel: Channel
    channels: tuple[Channel, ...]
    senders: tuple[Sender, ...]
    client: Block | None = None
    is_new_client: bool = False
    name: str = ""
    sender: str | None = None
    body: str = ""
    notice: str = ""
    preview: Sequence[str] = field(default=())
    verdict: Verdict | None = None
    origin: str = ""
    send_at: datetime | None = None
    trouble: str = ""
    quote: Quote | None = None
    owner: str = ""
    file_url: str = ""
    buckets: tuple[str, ...] = ()
    words: ReadyWords = NO_WORDS
    repeats: Repeats = ONCE


def compose_view(form: ComposeForm) -> Block:
    """The modal. Its private metadata holds the channel in which it was asked for, the quote, and the codes
    of what an override in it would set aside: only what the person was shown."""
    against = sorted(form.verdict.codes) if form.verdict else []
    kept: Block = {"origin": form.origin, "against": against, "quote": quote_as_json(form.quote)}
    if form.words.applied.template_id:
        kept["made"] = applied_as_json(form.words.applied)
    if form.words.is_in_front:
        kept["front"] = True
    if form.repeats.spoken:
        kept["spoken"] = pattern_as_json(form.repeats.spoken)
    if form.client and form.words.instead:
        kept["approved"] = form.client["value"]
    if form.client and form.verdict and form.verdict.opt_in:
        kept["asks"] = form.client["value"]
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "title": plain("Message a client", 24),
        "submit": plain(_submit_label(form), 24),
        "close": plain("Cancel", 24),
        # As it is: an escaped emoji takes twelve of the characters that Slack lets a form keep.
        "private_metadata": json.dumps(kept, ensure_ascii=False),
        "blocks": _blocks(form),
    }


def _submit_label(form: ComposeForm) -> str:
    asks = form.verdict is not None and form.verdict.opt_in is not None
    return "Schedule" if form.send_at and not asks else submit_label(form.verdict)


def asks_in(view: dict[str, Any]) -> str:
    """For which chosen client this form has shown that the opt-in message goes first; empty for none."""
    return str(_kept(view).get("asks") or "")


def origin_of(view: dict[str, Any]) -> str:
    """The channel in which the form was asked for; empty when it was opened from elsewhere."""
    return str(_kept(view).get("origin") or "")


def against_in(view: dict[str, Any]) -> frozenset[str]:
    """The codes of what stood against the text when this form was drawn."""
    kept = _kept(view).get("against")
    return frozenset(map(str, kept)) if isinstance(kept, list) else frozenset()


def quote_in(view: dict[str, Any]) -> Quote | None:
    """The message that is answered."""
    return read_quote(_kept(view).get("quote"))


def applied_in(view: dict[str, Any]) -> Applied:
    """Which template's words the form has put into its text."""
    return read_applied(_kept(view).get("made"))


def approved_in(view: dict[str, Any]) -> str:
    """For which chosen client this form has shown that an approved template goes instead; empty for none."""
    return str(_kept(view).get("approved") or "")


def spoken_in(view: dict[str, Any]) -> Pattern | None:
    """How often it goes as somebody has put it in words."""
    return read_pattern(_kept(view).get("spoken"))


def is_for_template(view: dict[str, Any]) -> bool:
    """Whether the form was opened for a template, which then stands in front."""
    return _kept(view).get("front") is True


def _kept(view: dict[str, Any]) -> dict[str, Any]:
    try:
        kept = json.loads(view.get("private_metadata") or "{}")
    except ValueError:
        return {}
    return kept if isinstance(kept, dict) else {}


def sender_block_id(channel: Channel, client: Block | None) -> str:
    """The sender menu's id, another on each channel and for each client: else Slack keeps the choice for one
    where another is the right one."""
    whose = sha256(str(client["value"]).encode()).hexdigest()[:8] if client else ""
    return f"{SENDER}_{channel.value}{whose and f'_{whose}'}"


def body_block_id(applied: Applied) -> str:
    """The text field's id, another for other words of a template: else Slack keeps what stood there."""
    return f"{BODY}_{applied.mark}" if applied.mark else BODY


def _blocks(form: ComposeForm) -> list[Block]:
    words, blocks = form.words, list[Block]()
    if form.notice:
        blocks.append(section(plain(form.notice), block_id="notice"))
    if form.quote:
        blocks.append(quote_block(form.quote))
    if words.is_in_front:
        blocks.append(ready_input(words))
    blocks.append(_client(form))
    if form.is_new_client:
        blocks.append(_name(form))
    blocks.append(_channel(form))
    if len(form.senders) > 1:
        blocks.append(_sender(form))
    if not words.is_in_front:
        blocks.append(ready_input(words))
    blocks += asked_blocks(words, form.client)
    if words.has_body:
        blocks.append(_body(form))
    blocks += [*beside_blocks(words), *_foretold(form)]
    blocks.append(send_at_input(SEND_AT, SEND_AT_ACTION, form.send_at))
    blocks += [*repeat_blocks(form.repeats, form.send_at), _files(), _file_url(form)]
    return blocks


def _foretold(form: ComposeForm) -> list[Block]:
    """What would become of the text as it stands, just below it."""
    lines = [plain(line) for line in form.preview or ("Nothing typed yet.",)]
    if form.owner:
        lines.append(mrkdwn(f"<@{escape(form.owner)}> looks after this client."))
    verdict = verdict_blocks(form.verdict) if form.verdict else []
    # What goes again and again says below when: its first time need not be the one that was chosen.
    at = None if form.repeats.recurrence else form.send_at
    goes = goes_blocks(at, form.trouble, form.verdict)
    return [*goes, context(*lines, block_id="preview"), *verdict, *_way_out(form)]


def _way_out(form: ComposeForm) -> list[Block]:
    """What goes where WhatsApp takes no words of one's own."""
    if form.verdict is None or "window_closed" not in form.verdict.codes:
        return []
    use = button("Use a template", USE_TEMPLATE, "use", "Choose an approved WhatsApp template instead")
    return [actions(use, block_id="template")]


def _client(form: ComposeForm) -> Block:
    return _input(
        CLIENT,
        "Client",
        {
            "type": "external_select",
            "action_id": CLIENT_ACTION,
            "placeholder": plain("A name, a company or a phone number", 150),
            "min_query_length": 1,
            **({"initial_option": form.client} if form.client else {}),
        },
        dispatch_action=True,
    )


def _name(form: ComposeForm) -> Block:
    element: Block = {
        "type": "plain_text_input",
        "action_id": NAME_ACTION,
        "max_length": NAME_LIMIT,
        "placeholder": plain("Such as Jane Doe", 150),
    }
    if form.name:
        element["initial_value"] = form.name[:NAME_LIMIT]
    return _input(NAME, "Name of the new client", element, optional=True)


def _channel(form: ComposeForm) -> Block:
    options = [option(channel.label, channel.value) for channel in form.channels]
    element = {
        "type": "static_select",
        "action_id": CHANNEL_ACTION,
        "options": options,
        **chosen(options, form.channel.value),
    }
    return _input(CHANNEL, "Send as", element, dispatch_action=True)


def _sender(form: ComposeForm) -> Block:
    options = [option(sender.name, sender.address) for sender in form.senders][:100]
    wanted = form.sender or form.senders[0].address
    element = {
        "type": "static_select",
        "action_id": SENDER_ACTION,
        "options": options,
        **chosen(options, wanted),
    }
    return _input(sender_block_id(form.channel, form.client), "From", element, dispatch_action=True)


def _body(form: ComposeForm) -> Block:
    element: Block = {
        "type": "plain_text_input",
        "action_id": BODY_ACTION,
        "multiline": True,
        "max_length": BODY_LIMIT,
        "placeholder": plain("What the client will read", 150),
        "dispatch_action_config": {"trigger_actions_on": ["on_character_entered"]},
    }
    if form.body:
        element["initial_value"] = form.body[:BODY_LIMIT]
    # Whoever is asked for values, or is to choose a template, must not be taken away from there.
    if form.client and not form.words.asked and not form.words.is_in_front:
        element["focus_on_load"] = True
    return _input(body_block_id(form.words.applied), "Text", element, dispatch_action=True)


def _files() -> Block:
    element = {"type": "file_input", "action_id": FILES_ACTION, "max_files": 10}
    return _input(FILES, "Pictures and files", element, optional=True)


def _file_url(form: ComposeForm) -> Block:
    element: Block = {
        "type": "plain_text_input",
        "action_id": FILE_URL_ACTION,
        "max_length": URL_LIMIT,
        "placeholder": plain("https://example.com/price-list.pdf", 150),
    }
    if form.file_url:
        element["initial_value"] = form.file_url[:URL_LIMIT]
    lies = f", or lie in {' or '.join(form.buckets)}" if form.buckets else ""
    hint = plain(f"The file itself is sent, not its address. It must be open to everybody{lies}.", 2000)
    return _input(FILE_URL, "Or the address of a file on the web", element, optional=True, hint=hint)


def _input(block_id: str, label: str, element: Block, **extra: Any) -> Block:
    return {"type": "input", "block_id": block_id, "label": plain(label, 2000), "element": element, **extra}
