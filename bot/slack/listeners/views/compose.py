"""The compose form was submitted."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.outbound.compose import Composed, ComposeRequest, Rejected, compose
from bot.slack import choices, form
from bot.slack.answers import link_to, tell
from bot.slack.blocks.compose import BODY, CLIENT, SENDER, sender_block_id
from bot.slack.deps import Deps, Payload
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
    outcome = await compose(deps.ctx, deps.workspace_id, _request(deps, body, entered, choice))
    if isinstance(outcome, Rejected):
        await ack(response_action="errors", errors=_at_fields(outcome.errors, view, entered))
        return
    await ack()
    if entered.origin:
        link = await link_to(deps, outcome.slack_channel, outcome.root_ts) if outcome.root_ts else ""
        await tell(deps, {**body, "channel_id": entered.origin}, _on_its_way(entered, outcome), link)


def _request(deps: Deps, body: Payload, entered: Typed, choice: choices.Choice) -> ComposeRequest:
    ours = deps.ctx.senders_for(entered.channel)
    return ComposeRequest(
        # One form is one wish: Slack may hand the same submission in twice.
        intent_key=f"view:{body['view']['id']}",
        user=str(body["user"]["id"]),
        client_id=choice.client_id,
        new_number=choice.new_number,
        new_name=entered.name or None,
        channel=entered.channel,
        sender=entered.sender or (ours[0].address if ours else ""),
        body=entered.body,
    )


def _at_fields(errors: dict[str, str], view: Payload, entered: Typed) -> dict[str, str]:
    """The errors by block id; one whose field is not shown stands at the text instead."""
    shown = {str(block.get("block_id")) for block in view.get("blocks") or ()}
    placed: dict[str, str] = {}
    for field, sentence in errors.items():
        block = sender_block_id(entered.channel) if field == SENDER else field
        known = block if block in shown and block != "preview" else BODY
        placed[known] = f"{placed[known]} {sentence}" if known in placed else sentence
    return placed


def _on_its_way(entered: Typed, sent: Composed) -> str:
    said = f"Your {entered.channel.label} message to {sent.client_name} is on its way."
    return said if sent.root_ts else f"{said} Their thread opens in the inbox channel in a moment."
