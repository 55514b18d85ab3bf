"""What the commands for every channel have in common."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.domain.channel import Channel
from bot.flows.outbound.prefill import Prefill, prefill
from bot.slack import choices, form
from bot.slack.answers import open_view, person
from bot.slack.blocks.elements import Block
from bot.slack.blocks.help import help_message
from bot.slack.deps import Deps, Payload
from bot.slack.text import to_phone
from bot.slack.typed import Typed

NO_CLIENT = "No client fits what you typed. Choose the client, and check the text below."
SEVERAL = "More than one client fits what you typed. Choose the client, and check the text below."
HELP_WORDS = {"help", "?", "-h", "--help"}


async def handle_for(channel: Channel, deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Answer *help*; else open the form, filled in as far as it is known.

    A number that cannot be one still opens it: the sentence stands in the form, and the text is not lost.
    """
    entered = to_phone(str(body.get("text") or ""), {}, keep_marks=True)
    if entered.lower() in HELP_WORDS:
        message = help_message()
        await ack(text=message.text, blocks=message.blocks, response_type="ephemeral")
        return
    if channel not in form.channels(deps):
        await ack(text=_no_sender(channel), response_type="ephemeral")
        return
    known = await prefill(deps.ctx, deps.workspace_id, entered, channel)
    start = Typed(channel, client_of(known), body=known.body, origin=str(body.get("channel_id") or ""))
    await open_view(deps, body, await form.build(deps, person(body), start, _notice(known)))
    await ack()


def _notice(known: Prefill) -> str:
    """What was wrong with a number, or that no one client is meant: then all of it stands as the text."""
    if known.problem:
        return known.problem
    return who_is_meant(known)


def who_is_meant(known: Prefill) -> str:
    """That what was typed fits no client, or several; empty when it fits one, or nothing was typed."""
    if known.is_several:
        return SEVERAL
    meant = known.client or known.new_number or not known.body
    return "" if meant else NO_CLIENT


def client_of(known: Prefill) -> Block | None:
    if known.client is not None:
        return choices.for_client(known.client)
    return choices.for_new_number(known.new_number) if known.new_number else None


def _no_sender(channel: Channel) -> str:
    return f"No {channel.label} sender is set up, so nothing can be sent that way. Ask an admin to add one."
