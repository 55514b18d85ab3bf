"""Other words for a text that somebody has scheduled."""

from dataclasses import dataclass, replace

from bot.domain.message import Message
from bot.domain.sensitive import is_hidden
from bot.domain.storable import storable
from bot.flows.coming.texts import say_in_thread
from bot.flows.context import Context
from bot.flows.outbound.cancel import may_decide
from bot.flows.outbound.put_anew import ABOUT_THE_WORDS, NotChanged, changeable, put_anew, still_holds
from bot.storage.repositories.audit import Deed

NOT_YOURS = (
    "Nothing was changed: only who wrote it, who looks after the client, or a manager can change its words."
)
EMPTY = "Write something: the client cannot be sent nothing. To send nothing at all, take the text back."
IS_TEMPLATE = (
    "Its words are those of a template that WhatsApp has approved, so they cannot be changed. "
    "Take it back and schedule another one."
)
_HIDDEN = "A part of it is hidden here, so it cannot be changed. Take it back and write it anew."
_ITS_OWN_POST = "It is a reply in the thread: edit your own words there, and what goes is edited as well."


@dataclass(frozen=True)
class Editable:
    """The words of a text as its author wrote them, and the most characters that it may have."""

    id: str
    body: str
    most: int


async def editable(ctx: Context, workspace_id: str, message_id: str, user: str) -> Editable | str:
    """The text whose words ``user`` wants to change; why they cannot be, in a sentence."""
    async with ctx.store.read(workspace_id) as uow:
        try:
            message = _with_words(changeable(await uow.messages.get(message_id)))
        except NotChanged as problem:
            return str(problem)
        if not await may_decide(uow, message, user):
            return NOT_YOURS
        if is_hidden(message) and message.slack_user != user:
            return _HIDDEN
        return Editable(message.id, message.body, message.channel.max_characters)


async def edit(ctx: Context, workspace_id: str, message_id: str, user: str, body: str) -> str:
    """Change the words; why not, in a sentence, empty when it is done. The gate is asked about the new words
    at the time at which they go, and the budget bears them as they are."""
    try:
        async with ctx.store.write(workspace_id) as uow:
            message = _with_words(changeable(await uow.messages.get(message_id, lock=True)))
            if not await may_decide(uow, message, user):
                return NOT_YOURS
            words = storable(body).strip()
            if not (words or message.media):
                return EMPTY
            if words == message.body:
                return ""
            now = ctx.clock.now()
            is_ahead = message.scheduled_for is not None and message.scheduled_for > now
            at = message.scheduled_for if is_ahead and message.scheduled_for else now
            override = still_holds(message.override, ABOUT_THE_WORDS)
            changed = replace(message, body=words, override=override, due_at=at)
            as_it_is = await put_anew(ctx, uow, changed, now, {"edited": True}, is_ahead=is_ahead)
            await say_in_thread(uow, as_it_is, user, "changed the words of a text that waits.", now)
            await uow.audit.write([Deed(user, "text_edited", now, message.client_id, message.id)])
    except NotChanged as problem:
        return str(problem)
    return ""


def _with_words(message: Message) -> Message:
    """The text, if its words are somebody's to change here. Raises NotChanged."""
    if message.template:
        raise NotChanged(IS_TEMPLATE)
    if not message.scheduled_for:
        raise NotChanged(_ITS_OWN_POST)
    return message
