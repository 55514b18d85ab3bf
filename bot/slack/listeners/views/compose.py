"""The compose form was submitted."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.domain.thread import Notice
from bot.flows.outbound.compose import Composed, Rejected, compose
from bot.flows.outbound.compose_files import compose_with_files
from bot.slack import choices, form
from bot.slack.answers import link_to, person, tell_notice
from bot.slack.blocks.compose import BODY, CLIENT, NO_FIELDS, SENDER, asks_in, sender_block_id
from bot.slack.blocks.home.names import ORIGIN
from bot.slack.blocks.verdict import OVERRIDE, WHY
from bot.slack.deps import Deps, Payload
from bot.slack.home import refresh
from bot.slack.typed import Typed, typed, value_of

CHOOSE_CLIENT = "Choose a client, or type a full phone number such as +1 202-555-0123."


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Store the message for sending; what stands against it is said at the field it concerns."""
    view = body["view"]
    entered = typed(view, form.channels(deps)[0])
    choice = choices.read(value_of(entered.client))
    if choice == choices.Choice():
        await ack(response_action="errors", errors={CLIENT: CHOOSE_CLIENT})
        return
    # One form is one wish: Slack may hand the same submission in twice.
    wish = form.request_of(person(body), entered, choice, f"view:{view['id']}")
    send = compose_with_files if wish.files else compose
    outcome = await send(deps.ctx, deps.workspace_id, wish)
    if isinstance(outcome, Rejected) and outcome.lacks_consent:
        # It was submitted before the form could ask whether the opt-in message goes first.
        drawn = await form.build(deps, person(body), entered)
        if asks_in(drawn):
            await ack(response_action="update", view=drawn)
            return
    if isinstance(outcome, Rejected):
        await ack(response_action="errors", errors=_at_fields(outcome.errors, view, entered))
        return
    await ack()
    if entered.origin == ORIGIN:
        await refresh(deps, person(body), _stored(entered, outcome, "").text)
    elif entered.origin:
        link = await link_to(deps, outcome.slack_channel, outcome.root_ts) if outcome.root_ts else ""
        await tell_notice(deps, {**body, "channel_id": entered.origin}, _stored(entered, outcome, link))


def _at_fields(errors: dict[str, str], view: Payload, entered: Typed) -> dict[str, str]:
    """The errors by block id; one whose field is not shown stands at the text instead."""
    shown = {str(block.get("block_id")) for block in view.get("blocks") or ()}
    placed: dict[str, str] = {}
    # Before the field for the reason is drawn, what is missing in it is said at the tick above it.
    ticked = next((block for block in shown if block.startswith(f"{OVERRIDE}:")), BODY)
    instead = {SENDER: sender_block_id(entered.channel, entered.client), WHY: WHY if WHY in shown else ticked}
    for field, sentence in errors.items():
        block = instead.get(field, field)
        known = block if block in shown and block not in NO_FIELDS else BODY
        placed[known] = f"{placed[known]} {sentence}" if known in placed else sentence
    return placed


def _stored(entered: Typed, sent: Composed, link: str) -> Notice:
    said = f"Your {entered.channel.label} message to {sent.client_name} {_when(sent)}"
    if not sent.root_ts:
        said = f"{said} Their thread opens in a moment."
    is_timed = sent.waiting is not None and not sent.waiting.for_consent
    return Notice(said, link, goes_at=sent.waiting.until if sent.waiting and is_timed else None)


def _when(sent: Composed) -> str:
    if sent.waiting is None:
        return "is on its way."
    if sent.waiting.for_consent:
        return "waits for their consent: it goes once they say yes on WhatsApp, within 72 hours."
    there = sent.waiting.there
    if sent.waiting.why:
        return f"is scheduled: it is held{f' until {there}' if there else ' for now'} and goes by itself."
    return f"is scheduled{f' for {there}' if there else ''} and goes by itself."
