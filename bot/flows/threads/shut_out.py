"""A Slack channel cannot be written to: it is archived, gone, or the app is not in it.

A thread goes on where the admins' rules put it by now; out of an archived channel it goes to the inbox by
itself. Where neither helps it waits, and people are told once a day what would.
"""

from bot.domain.conversation import Conversation
from bot.domain.message import Direction, Message
from bot.flows.team.notify import notify
from bot.flows.threads import items
from bot.flows.threads.channel_posts import tell_of_trouble
from bot.flows.threads.job import Job
from bot.flows.threads.place import places
from bot.flows.threads.renew import Onward, renew
from bot.ports import PostFailed, PostProblem
from bot.storage.unit_of_work import UnitOfWork

CHANNEL_SHUT = frozenset({PostProblem.NOT_IN_CHANNEL, PostProblem.CHANNEL_GONE, PostProblem.CHANNEL_ARCHIVED})
_WHY = "This conversation goes on here, because its channel cannot be used any more."
_SAFE = "clients’ threads cannot be shown there. Texts still go out and nothing is lost."
_TROUBLE = {
    PostProblem.NOT_IN_CHANNEL: "I am not in {}, so {} Type `/invite @Threadline` in that channel.",
    PostProblem.CHANNEL_GONE: "{} is gone, or it is private and I am not in it, so {} "
    "Type `/invite @Threadline` there, or ask an admin to choose another channel.",
    PostProblem.CHANNEL_ARCHIVED: "{} is archived, so {} "
    "Ask an admin to restore it or to choose another channel.",
}
_FOR_ADMINS = (
    "For another channel, change the rules under Routing in `/messaging settings`, or INBOX_CHANNEL for the "
    "inbox; Move threads now takes the threads along."
)


async def go_elsewhere(job: Job, uow: UnitOfWork, failed: PostFailed) -> bool:
    """Let the thread go on in a channel that can be used, if there is one; whether it is in another now."""
    conversation = await _conversation(job, uow)
    if conversation is None or failed.place is None:
        return False
    if failed.place[0] != conversation.slack_channel:
        return True  # The thread has left meanwhile.
    channel = await _other_channel(job, uow, conversation, failed.problem)
    if channel == conversation.slack_channel:
        return False
    now = job.ctx.clock.now()
    await renew(uow, conversation, Onward(channel, _WHY, stands=False), now)
    left = conversation.slack_channel
    said = f"<#{left}> cannot be used any more, so clients’ threads there go on in <#{channel}>."
    words = f"{said} Nothing is lost. {_FOR_ADMINS}"
    await notify(uow, words, f"left:{left}:{channel}:{now.date()}", now)
    return True


async def tell_people(job: Job, uow: UnitOfWork, failed: PostFailed) -> None:
    """Tell the author of what waits, and the admins, once a day for each channel."""
    if job.item.kind == items.CHANNEL_POST:
        await tell_of_trouble(job, uow, failed)
        return
    channel = failed.place[0] if failed.place else await _channel(job, uow)
    now = job.ctx.clock.now()
    words = _TROUBLE[failed.problem].format(f"<#{channel}>", _SAFE)
    key = f"{channel}:{now.date()}"
    if "conversation_id" in job.item.data:
        await notify(uow, f"{words} {_FOR_ADMINS}", f"{failed.problem.value}:{key}", now)
    message = await _concerned(job, uow)
    if message and message.slack_user:
        about = f"{failed.problem.value}:{message.slack_user}:{key}"
        await uow.outbox.add([items.direct(message.slack_user, words, about)], now)


async def _other_channel(job: Job, uow: UnitOfWork, conversation: Conversation, problem: PostProblem) -> str:
    """Where the rules put the thread by now; from an archived channel the inbox, which everybody knows."""
    latest = await uow.messages.latest(conversation.id)
    inbox = job.ctx.settings.inbox_channel
    ruled = await places(uow, {conversation.client_id: latest.sender if latest else ""}, inbox)
    channel = ruled[conversation.client_id]
    if channel != conversation.slack_channel:
        return channel
    return inbox if problem is PostProblem.CHANNEL_ARCHIVED else channel


async def _conversation(job: Job, uow: UnitOfWork) -> Conversation | None:
    conversation_id = job.item.data.get("conversation_id")
    return await uow.conversations.get(conversation_id) if conversation_id else None


async def _channel(job: Job, uow: UnitOfWork) -> str:
    """In which channel the item was to be shown."""
    conversation = await _conversation(job, uow)
    if conversation:
        return conversation.slack_channel
    return str(job.item.data.get("channel") or job.ctx.settings.inbox_channel)


async def _concerned(job: Job, uow: UnitOfWork) -> Message | None:
    """A teammate's message that an item is about or waits behind it: of a card or a client's text, which
    hold up the rest of the thread, the newest one out."""
    data = job.item.data
    message = await uow.messages.get(data["message_id"]) if "message_id" in data else None
    if message and message.slack_user:
        return message
    if "conversation_id" in data:
        return await uow.messages.latest(data["conversation_id"], Direction.OUT)
    return None
