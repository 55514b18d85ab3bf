"""*Template* on a card, and *Use a template* where words of one's own cannot go: the list opens."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.domain.channel import Channel
from bot.domain.roles import Permission
from bot.flows.team.roles import ensure
from bot.flows.templates.addressee import Whom, addressee
from bot.slack import choices, form
from bot.slack.answers import place
from bot.slack.blocks.elements import Block
from bot.slack.deps import Deps, Payload
from bot.slack.templates import picker
from bot.slack.templates.asking import Listed, ask_if_stale, draw_late, note
from bot.slack.templates.kept import Kept
from bot.slack.typed import typed, value_of
from bot.slack.windows import has_room, put_in_place, say, show, subject, user_of

NO_SENDER = "No WhatsApp sender is set up, so no template can be sent. Ask an admin to add one."
NOBODY = "This client is gone, or has no number that takes WhatsApp. Look at the client with /client."
CHOOSE_CLIENT = "Choose a client first, or type a phone number."


async def from_card(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """For the client whose card it is."""
    await _open(deps, body, ack, Kept(Whom(client_id=subject(body)), place(body)[0]))


async def from_message(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """In the place of a message that did not go."""
    await _open(deps, body, ack, Kept(Whom(message_id=subject(body)), place(body)[0]))


async def from_form(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """For whom the form is, with the words that stand in it."""
    entered = typed(body["view"], form.channels(deps)[0])
    choice = choices.read(value_of(entered.client))
    if choice == choices.Choice():
        await ack()
        await say(deps, body, CHOOSE_CLIENT)
        return
    whom = Whom(client_id=choice.client_id or "", number=choice.new_number or "", name=entered.name)
    await _open(deps, body, ack, Kept(whom, entered.origin), entered.body)


async def _open(deps: Deps, body: Payload, ack: AsyncAck, kept: Kept, typed_so_far: str = "") -> None:
    await ensure(deps.ctx, deps.workspace_id, user_of(body), Permission.SEND)
    await ack()
    who, words = await addressee(deps.ctx, deps.workspace_id, kept.whom)
    if who is None or not deps.ctx.senders_for(Channel.WHATSAPP):
        await say(deps, body, NOBODY if who is None else NO_SENDER)
        return
    said = words or typed_so_far
    asking = await ask_if_stale(deps)
    user = user_of(body)
    view = await picker.build(deps, user, kept, who, said, note(asking))
    view_id, hash_ = await show_or_put(deps, body, view)
    draw_late(deps, Listed(view_id, hash_, kept, who, said, user), asking)


async def show_or_put(deps: Deps, body: Payload, view: Block) -> tuple[str, str]:
    """Open the window, or put it in the place of the form where no more fit; its id and hash."""
    if not has_room(body):
        return str(body["view"]["id"]), await put_in_place(deps, body, view)
    shown = await show(deps, body, view)
    return str(shown["id"]), str(shown.get("hash") or "")
