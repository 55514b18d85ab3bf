"""Reads a stored Slack event into what a teammate did, in the domain's terms."""

from collections.abc import Mapping

from bot.domain.replies import (
    RootDeleted,
    TeammateDeleted,
    TeammateEdited,
    TeammateWrote,
    ThreadEvent,
)
from bot.slack import messages, text
from bot.slack.messages import Event, part, word
from bot.slack.names import UserNames
from bot.slack.offered import offered_files
from bot.slack.workflow_steps import is_step, step_in


class SlackEventReader:
    """The EventReader over raw ``event_callback`` payloads."""

    def __init__(self, names: UserNames, *, keep_marks: bool = False) -> None:
        """``keep_marks`` leaves ``*bold*`` and its kin in the text, for phones that read them."""
        self._names = names
        self._keep_marks = keep_marks

    async def read(self, payload: Mapping[str, object]) -> ThreadEvent | None:
        """What a teammate did in a thread; None for what is not ours to relay (bots, unfurls, joins).

        Raises PostFailed when Slack must be asked for a name and does not answer.
        """
        event = part(payload, "event")
        if is_step(event):
            return step_in(event)
        channel = word(event, "channel")
        if not channel or not messages.concerns_us(event):
            return None
        if messages.is_deleted(event):
            return _deleted(channel, event)
        if messages.is_written(event):
            return await self._written(channel, event)
        return await self._edited(channel, event)

    async def _written(self, channel: str, event: Event) -> TeammateWrote:
        return TeammateWrote(
            channel=channel,
            ts=word(event, "ts"),
            root_ts=messages.root_of(event),
            user=word(event, "user"),
            text=await self._phone_text(event),
            files=offered_files(event),
            begins_with_mention=text.begins_with_mention(word(event, "text")),
        )

    async def _edited(self, channel: str, event: Event) -> TeammateEdited:
        message = part(event, "message")
        return TeammateEdited(
            channel=channel,
            ts=word(message, "ts"),
            root_ts=messages.root_of(message),
            user=word(message, "user"),
            text=await self._phone_text(message),
            lost_files=messages.has_lost_files(event),
        )

    async def _phone_text(self, message: Event) -> str:
        written = word(message, "text")
        names = await self._names.look_up(text.mentioned(written))
        return text.to_phone(written, names, keep_marks=self._keep_marks)


def _deleted(channel: str, event: Event) -> TeammateDeleted | RootDeleted:
    was = messages.gone(event)
    ts = messages.deleted_ts(event)
    if not messages.in_thread(was):
        return RootDeleted(channel=channel, root_ts=ts)
    return TeammateDeleted(channel=channel, ts=ts, root_ts=word(was, "thread_ts"), user=word(was, "user"))
