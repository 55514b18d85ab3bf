"""Writing, editing, deleting, reacting, inviting: what goes on in a channel."""

import uuid
from collections.abc import Sequence
from dataclasses import replace

from bot.sandbox.slack.api.reactions import check_reaction
from bot.sandbox.slack.emoji import is_known
from bot.sandbox.slack.errors import CannotDoError, SlackError
from bot.sandbox.slack.models import Channel, Message, Upload
from bot.sandbox.slack.people.base import Acting
from bot.sandbox.slack.pings import pings_of
from bot.sandbox.slack.rich_text import rich_text
from bot.sandbox.slack.shapes import partner
from bot.sandbox.slack.text import compose

MAX_TYPED = 12_000


class Posting(Acting):
    """A person's messages and reactions."""

    def post(
        self,
        user: str,
        channel: str,
        text: str,
        thread_ts: str | None = None,
        files: Sequence[Upload] = (),
        *,
        broadcast: bool = False,
    ) -> str:
        """Write a message, as typed; the composer turns mentions, links and emoji into its notation.

        Returns its timestamp. ``broadcast`` also shows a reply in the channel.
        """
        place = self._writable(user, channel)
        composed = self._composed(text, files)
        message = Message(
            channel=channel,
            ts=self._workspace.timestamps.next(),
            text=composed,
            user=user,
            blocks=rich_text(composed),
            thread_ts=self._thread(place, thread_ts),
            client_msg_id=str(uuid.uuid4()),
            pings=pings_of(composed, []),
        )
        message.files = [
            self._workspace.keep_file(user, upload, [(message.channel, message.ts)]) for upload in files
        ]
        if message.files:
            message.subtype = "file_share"
        elif broadcast and message.thread_ts:
            message.subtype = "thread_broadcast"
        return self._workspace.add(message).ts

    def post_as_other_app(self, channel: str, text: str, thread_ts: str | None = None) -> str:
        """Another app, unknown to the one under test, writes in a channel. Returns the timestamp."""
        message = Message(
            channel=channel,
            ts=self._workspace.timestamps.next(),
            text=text,
            user=None,
            subtype="bot_message",
            bot_id="B0OTHER",
            app_id="A0OTHER",
            username="Another app",
            thread_ts=self._thread(self._workspace.channels[channel], thread_ts),
        )
        return self._workspace.add(message).ts

    def edit(self, user: str, channel: str, ts: str, text: str) -> None:
        """Change the words of one's own message."""
        message = self._own(user, channel, ts)
        composed = self._composed(text, message.files)
        if composed == message.text:
            return
        edited = {"user": user, "ts": self._workspace.timestamps.next()}
        self._workspace.change(
            message, text=composed, blocks=rich_text(composed), edited=edited, pings=pings_of(composed, [])
        )

    def take_file_out(self, user: str, channel: str, ts: str, file_id: str) -> None:
        """Delete a file of one's own from Slack; its message keeps a tombstone in its place."""
        message = self._own(user, channel, ts)
        if not any(file.id == file_id for file in message.files):
            raise CannotDoError("There is no such file in this message.")
        left = [replace(f, is_deleted=True, content=None) if f.id == file_id else f for f in message.files]
        self._workspace.files |= {file.id: file for file in left}
        self._workspace.change(message, files=left)

    def delete(self, user: str, channel: str, ts: str) -> None:
        """Delete one's own message, or, as an administrator, anybody's; dismiss an ephemeral one."""
        message = self._message(user, channel, ts)
        may = user in (message.ephemeral_to, message.user) or self._person(user).is_admin
        if not may:
            raise CannotDoError("Only your own messages can be deleted.")
        self._workspace.remove(message)

    def react(self, user: str, channel: str, ts: str, name: str) -> None:
        """Add a reaction by its emoji code."""
        message = self._everybodys(user, channel, ts)
        if not is_known(name):
            raise CannotDoError(f"There is no emoji :{name}:.")
        try:
            check_reaction(message, user, name)
        except SlackError as error:
            raise CannotDoError(f"This reaction cannot be added ({error.error}).") from error
        self._workspace.react(message, user, name)

    def unreact(self, user: str, channel: str, ts: str, name: str) -> None:
        """Take one's own reaction away."""
        message = self._everybodys(user, channel, ts)
        if user not in message.reactions.get(name, []):
            raise CannotDoError("This person has not reacted so.")
        self._workspace.unreact(message, user, name)

    def invite(self, user: str, channel: str, invited: str) -> None:
        """Bring a teammate or the app's bot into a channel."""
        place = self._place(user, channel)
        if invited not in self._workspace.users or invited in place.members or place.kind == "im":
            raise CannotDoError("They cannot be invited here: unknown, there already, or a direct message.")
        self._workspace.join(place, invited)

    def direct_channel(self, user: str) -> str:
        """The id of the person's direct messages with the app."""
        self._person(user)
        return self._workspace.direct(user).id

    def _writable(self, user: str, channel: str) -> Channel:
        place = self._place(user, channel)
        config = self._installation.config
        if place.is_archived:
            raise CannotDoError("This channel is archived.")
        with_app = place.kind == "im" and partner(place, config) == user
        if with_app and (not config.messages_tab or config.messages_tab_read_only):
            raise CannotDoError("Sending messages to this app has been turned off.")
        return place

    def _composed(self, text: str, files: Sequence[object]) -> str:
        if not text.strip() and not files:
            raise CannotDoError("An empty message cannot be sent.")
        if len(text) > MAX_TYPED:
            raise CannotDoError(f"A message has at most {MAX_TYPED} characters.")
        return compose(text.strip(), self._workspace.users.values(), self._workspace.channels.values())

    def _thread(self, place: Channel, thread_ts: str | None) -> str | None:
        """The root to answer to; a tombstone still has its thread open in people's clients."""
        if thread_ts is None:
            return None
        root = place.messages.get(thread_ts)
        if root is None or root.is_reply:
            raise CannotDoError("This thread does not exist any more.")
        return thread_ts

    def _own(self, user: str, channel: str, ts: str) -> Message:
        message = self._everybodys(user, channel, ts)
        if message.user != user:
            raise CannotDoError("Only your own messages can be edited.")
        return message

    def _everybodys(self, user: str, channel: str, ts: str) -> Message:
        message = self._message(user, channel, ts)
        if message.ephemeral_to:
            raise CannotDoError("This message is only visible to you: it can only be dismissed.")
        return message
