"""*Send as SMS*: the words of a WhatsApp message that could not go, by the other way."""

from bot.domain.channel import Channel
from bot.domain.message import Message, Purpose, Status
from bot.domain.roles import Permission
from bot.flows.context import Context
from bot.flows.outbound.cancel import take_back
from bot.flows.outbound.retry import GONE, SENDING, send_again_now
from bot.flows.outbound.ways_out import sms_would_do
from bot.flows.team.permissions import demand
from bot.storage.unit_of_work import UnitOfWork

AS_SMS = "Sending it as an SMS now."
STAYS = "It waits on: it cannot go by SMS either. Send it as SMS from the form to see why."
NOT_NEEDED = "Nothing was sent: this message has not failed, or is no WhatsApp message."
_DID_NOT_GO = frozenset({Status.REFUSED, Status.FAILED})


async def send_as_sms(ctx: Context, workspace_id: str, message_id: str, user: str) -> str:
    """Queue the same text by SMS, once however often it is asked for; what happened, in a sentence.

    Raises NotAllowed.
    """
    async with ctx.store.write(workspace_id) as uow:
        await demand(uow, user, Permission.SEND)
        message = await uow.messages.get(message_id, lock=True)
        if message is None:
            return GONE
        waits = message.is_waiting_for_consent
        if message.channel is not Channel.WHATSAPP or message.purpose is Purpose.OPT_IN:
            return NOT_NEEDED
        if not waits and message.status not in _DID_NOT_GO:
            return NOT_NEEDED
        if waits and (why := await _why_not(ctx, uow, message)):
            return why
        if waits:
            await take_back(uow, message, ctx.clock.now())
        said = await send_again_now(ctx, uow, message, channel=Channel.SMS)
    return AS_SMS if said == SENDING else said


async def _why_not(ctx: Context, uow: UnitOfWork, message: Message) -> str:
    """A text that waits keeps its place unless it surely goes the other way."""
    return "" if await sms_would_do(ctx, uow, message, None, ctx.clock.now()) else STAYS
