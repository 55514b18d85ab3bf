"""*Send opt-in message* under a text that lacks consent, and *Ask again* after a day without an answer."""

from bot.domain.channel import Channel
from bot.domain.message import Message, Purpose, Status
from bot.domain.opt_in import OptIn
from bot.domain.roles import Permission
from bot.domain.zones import moment_in
from bot.flows.context import Context
from bot.flows.opt_in.ask import CannotAsk, Whom, ask, ask_anew
from bot.flows.outbound.retry import GONE, send_again_now
from bot.flows.outbound.route import NoRoute, Route, choose_sender
from bot.flows.team.permissions import demand
from bot.storage.unit_of_work import UnitOfWork

NOT_NEEDED = "Nothing was sent: this message does not wait for consent to WhatsApp."
ASKED = "They are asked once more. Their answer will stand in the thread."
ANSWERED = "They have answered meanwhile, or were asked again: look at the thread."


async def ask_first(ctx: Context, workspace_id: str, message_id: str, user: str) -> str:
    """Ask the client and keep the refused text for their yes, once however often it is pressed; what
    happened, in a sentence. Raises NotAllowed."""
    try:
        async with ctx.store.write(workspace_id) as uow:
            await demand(uow, user, Permission.SEND)
            message = await uow.messages.get(message_id, lock=True)
            if message is None:
                return GONE
            if message.status is not Status.REFUSED or not _is_first_text(message):
                return NOT_NEEDED
            await ask(ctx, uow, await _whom(ctx, uow, message), user)
            return await send_again_now(ctx, uow, message)
    except (CannotAsk, NoRoute) as problem:
        return f"Not sent. {problem}"


async def ask_again(ctx: Context, workspace_id: str, opt_in_id: str, user: str) -> str:
    """Send the opt-in message anew to who was silent for a day; what happened, in a sentence.

    Raises NotAllowed.
    """
    try:
        async with ctx.store.write(workspace_id) as uow:
            await demand(uow, user, Permission.SEND)
            latest = await _locked(uow, opt_in_id)
            if latest is None or not latest.takes_an_answer:
                return ANSWERED
            if ctx.clock.now() < latest.again_from:
                return await _too_soon(uow, latest)
            message = await uow.messages.get(latest.message_id)
            if message is None:
                return GONE
            await ask_anew(ctx, uow, await _whom(ctx, uow, message), user, latest)
            return ASKED
    except (CannotAsk, NoRoute) as problem:
        return f"Not sent. {problem}"


async def _locked(uow: UnitOfWork, opt_in_id: str) -> OptIn | None:
    """The question as it is once nobody else changes it."""
    known = await uow.opt_ins.get(opt_in_id)
    if known is None:
        return None
    await uow.consents.of_addresses([known.address_id], lock=True)
    return await uow.opt_ins.get(opt_in_id)


async def _too_soon(uow: UnitOfWork, latest: OptIn) -> str:
    zone = (await uow.settings.load()).settings.time_zone
    again = moment_in(latest.again_from, zone)
    return f"Not sent: they can be asked once a day at most, the next time on {again}."


def _is_first_text(message: Message) -> bool:
    return message.channel is Channel.WHATSAPP and message.purpose is not Purpose.OPT_IN


async def _whom(ctx: Context, uow: UnitOfWork, message: Message) -> Whom:
    conversation = await uow.conversations.get(message.conversation_id)
    client = await uow.clients.get(message.client_id)
    address = (
        next((each for each in client.addresses if each.id == message.address_id), None) if client else None
    )
    if conversation is None or client is None or address is None:
        raise NoRoute("That number was taken off the client. Write the text again in the thread.")
    sender = choose_sender(ctx, Channel.WHATSAPP, message.sender)
    return Whom(conversation, client.name, Route(Channel.WHATSAPP, sender, address))
