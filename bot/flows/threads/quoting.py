"""The message that a client answers or reacts to, as it is shown beside the answer."""

from bot.domain.message import Direction, Message
from bot.domain.thread import Quoted
from bot.flows.threads.job import Job
from bot.flows.threads.links import link_to_place
from bot.flows.threads.said import summary
from bot.storage.unit_of_work import UnitOfWork


async def answered_by(uow: UnitOfWork, message: Message | None) -> Message | None:
    """The message that this one is about, ours or the client's own, if it is known."""
    if message is None or not (about := _about(message)):
        return None
    found = await uow.messages.by_provider_id(message.provider, about)
    # The provider says that it stands in their conversation. Nobody else's words are shown on its word.
    return found if found and message.client_id == found.client_id else None


async def quoted(job: Job, message: Message | None, answered: Message | None) -> Quoted | None:
    """How it is quoted; None for a message that is about no other. Raises PostFailed when Slack is away."""
    if message is None or not (_about(message) or message.extras.reacted):
        return None
    if answered is None:
        return Quoted()
    place = answered.slack_channel, answered.slack_ts
    link = await link_to_place(job, place[0], place[1]) if place[0] else ""
    return Quoted(summary(answered), answered.direction is Direction.OUT, link)


def _about(message: Message) -> str:
    reacted = message.extras.reacted
    return reacted.to if reacted else message.extras.answers
