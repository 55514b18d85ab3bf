"""*Send as SMS*: the words of a WhatsApp message that could not go, by the other way."""

from bot.domain.channel import Channel
from bot.domain.message import Status
from bot.domain.roles import Permission
from bot.flows.context import Context
from bot.flows.outbound.retry import GONE, SENDING, send_again_now
from bot.flows.team.permissions import demand

AS_SMS = "Sending it as an SMS now."
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
        if message.status not in _DID_NOT_GO or message.channel is not Channel.WHATSAPP:
            return NOT_NEEDED
        said = await send_again_now(ctx, uow, message, channel=Channel.SMS)
    return AS_SMS if said == SENDING else said
