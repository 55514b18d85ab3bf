"""The workspace's state and every change of it: each is published, and sent to the app where due."""

import copy
from collections.abc import Iterable
from typing import Any

from bot.sandbox.bus import Bus
from bot.sandbox.clock import SandboxClock
from bot.sandbox.slack.config import ChannelSpec, SlackConfig, UserGroupSpec, UserSpec
from bot.sandbox.slack.ids import Timestamps, new_id
from bot.sandbox.slack.modals.view import View
from bot.sandbox.slack.models import Channel, File, Json, Message, Upload, User, UserGroup
from bot.sandbox.slack.outgoing import event_shapes
from bot.sandbox.slack.outgoing.events import Events
from bot.sandbox.slack.shapes import TOMBSTONE_TEXT, message_json
from bot.sandbox.slack.snapshot import message_snapshot, take_snapshot
from bot.sandbox.slack.steps import Run


class Workspace:
    """Users, channels with their messages, files, modals, App Homes. A look-up in vain raises KeyError."""

    def __init__(self, config: SlackConfig, clock: SandboxClock, bus: Bus, events: Events) -> None:
        self.config = config
        self.clock = clock
        self.bus = bus
        self.events = events
        self.timestamps = Timestamps(clock)
        self.base_url = ""
        bot = User(config.app.bot_user_id, config.app.name.lower(), config.app.name, is_bot=True)
        bot.bot_id = config.app.bot_id
        self.users: dict[str, User] = {user.id: user for user in [*map(_user, config.users), bot]}
        self.channels = {spec.id: _channel(spec, config, int(clock.now())) for spec in config.channels}
        self.groups = {spec.id: _group(spec, config, int(clock.now())) for spec in config.groups}
        self.files: dict[str, File] = {}
        # The open modals of each person, the one in front last; and what each one's App Home shows.
        self.modals: dict[str, list[View]] = {}
        self.homes: dict[str, View] = {}
        # Runs of the app's steps in workflows, the oldest first.
        self.runs: dict[str, Run] = {}

    # Looking things up.

    @property
    def bot_user(self) -> str:
        """The user id of the app's bot."""
        return self.config.app.bot_user_id

    def channel_named(self, name: str) -> Channel:
        """A channel by its name, with or without the hash sign. Raises KeyError when there is none."""
        wanted = name.removeprefix("#")
        for channel in self.channels.values():
            if channel.name == wanted and channel.kind in ("channel", "group"):
                return channel
        raise KeyError(name)

    def message(self, channel: str, ts: str) -> Message:
        """A message that everybody in the channel can see. Raises KeyError when there is none."""
        return self.channels[channel].messages[ts]

    def messages(self, channel: str) -> list[Message]:
        """All messages of a channel, replies included, oldest first."""
        return list(self.channels[channel].messages.values())

    def thread(self, channel: str, root: str) -> list[Message]:
        """The root (where it still stands) and its replies, oldest first."""
        top = self.channels[channel].messages.get(root)
        return [*([top] if top else []), *self.channels[channel].replies(root)]

    def ephemerals(self, user: str, channel: str | None = None) -> list[Message]:
        """What only this person sees, oldest first, in one channel or in all."""
        channels = [self.channels[channel]] if channel else self.channels.values()
        shown = [one for place in channels for one in place.ephemerals.values() if one.ephemeral_to == user]
        return sorted(shown, key=lambda message: message.ts)

    def direct(self, user: str) -> Channel:
        """The direct messages between a person and the app; opened when they do not exist yet."""
        for channel in self.channels.values():
            if channel.kind == "im" and user in channel.members:
                return channel
        opened = Channel(new_id("D"), "", "im", [user, self.bot_user], int(self.clock.now()))
        self.channels[opened.id] = opened
        self.bus.publish("slack.channel", {"channel": opened.id})
        return opened

    def shown(self, message: Message) -> Json:
        """A message as the API shows it; a copy, so that later changes do not reach into it."""
        return copy.deepcopy(message_json(message, self.channels[message.channel], self.config))

    def snapshot(self, viewer: str) -> Json:
        """Everything the page draws for one person, as plain JSON."""
        return take_snapshot(self, viewer)

    # Changing messages.

    def add(self, message: Message) -> Message:
        """A new message for everybody in the channel."""
        channel = self.channels[message.channel]
        channel.put(message)
        root = channel.messages.get(message.thread_ts) if message.thread_ts else None
        shown_root = self.shown(root) if root else None
        self._publish(message)
        self.events.announce(event_shapes.message_posted(self.shown(message), channel, shown_root), channel)
        if f"<@{self.bot_user}>" in message.text and not message.bot_id:
            mention = {
                **self.shown(message),
                "type": "app_mention",
                "channel": channel.id,
                "event_ts": message.ts,
            }
            self.events.announce(mention, channel)
        return message

    def keep_file(self, user: str, upload: Upload, shares: Iterable[tuple[str, str]] = ()) -> File:
        """Keep what a person has dropped in; ``shares`` are the messages (channel, ts) that show it."""
        file = File(
            id=new_id("F"),
            name=upload.name,
            size=len(upload.content),
            mimetype=upload.mimetype,
            user=user,
            created=int(self.clock.now()),
            base_url=self.base_url,
            content=upload.content,
            shares=list(shares),
        )
        self.files[file.id] = file
        return file

    def show_only(self, message: Message) -> Message:
        """A new message only ``ephemeral_to`` sees."""
        self.channels[message.channel].ephemerals[message.ts] = message
        shown = message_snapshot(message, self)
        data = {"user": message.ephemeral_to, "channel": message.channel, "message": shown}
        self.bus.publish("slack.ephemeral", data)
        return message

    def change(self, message: Message, **fields: Any) -> None:
        """Give a message new contents; the app hears of it as message_changed, an ephemeral's not."""
        before = self.shown(message)
        for name, value in fields.items():
            setattr(message, name, value)
        if message.ephemeral_to:
            self.show_only(message)
            return
        self._publish(message)
        channel = self.channels[message.channel]
        event = event_shapes.message_changed(self.shown(message), before, channel, self.timestamps.next())
        self.events.announce(event, channel)

    def remove(self, message: Message) -> None:
        """Delete a message; the root of a thread with replies stays as a tombstone, as it does in Slack."""
        channel = self.channels[message.channel]
        if message.ephemeral_to:
            channel.ephemerals.pop(message.ts, None)
            self._publish_removal(message)
            return
        if channel.replies(message.ts):
            gone = {"user": "USLACKBOT", "bot_id": None, "app_id": None, "username": None, "metadata": None}
            emptied: Json = {"blocks": [], "attachments": [], "files": [], "reactions": {}, "edited": None}
            self.change(
                message, text=TOMBSTONE_TEXT, subtype="tombstone", client_msg_id=None, **gone, **emptied
            )
            return
        before = self.shown(message)
        channel.drop(message)
        self._publish_removal(message)
        event = event_shapes.message_deleted(before, channel, self.timestamps.next())
        self.events.announce(event, channel)
        if message.is_reply and message.thread_ts in channel.messages:
            self._publish(channel.messages[message.thread_ts])

    def react(self, message: Message, user: str, name: str) -> None:
        """Add a person's or the app's reaction; the caller has checked that it is allowed."""
        message.reactions.setdefault(name, []).append(user)
        self._reacted("reaction_added", message, user, name)

    def unreact(self, message: Message, user: str, name: str) -> None:
        """Take a reaction away; the caller has checked that it is there."""
        message.reactions[name].remove(user)
        if not message.reactions[name]:
            del message.reactions[name]
        self._reacted("reaction_removed", message, user, name)

    # Changing channels.

    def join(self, channel: Channel, user: str) -> None:
        """Make somebody a member."""
        channel.members.append(user)
        self._membership("member_joined_channel", channel, user)

    def leave(self, channel: Channel, user: str) -> None:
        """Take somebody out; when it is the bot, Slack tells it by ``channel_left``."""
        channel.members.remove(user)
        self._membership("member_left_channel", channel, user)
        if user == self.bot_user:
            stamp = self.timestamps.next()
            self.events.announce({"type": "channel_left", "channel": channel.id, "event_ts": stamp})

    # Changing user groups.

    def set_group(self, group: UserGroup, users: list[str], *, by: str) -> None:
        """Give a user group other members; the caller has checked that they exist. No change tells nobody."""
        before, previous_update = group.users, group.updated
        if users == before:
            return
        group.users, group.updated, group.updated_by = users, int(self.clock.now()), by
        event = event_shapes.group_members_changed(group, before, previous_update, self.config.team_id)
        self.events.announce({**event, "event_ts": self.timestamps.next()})
        self.bus.publish("slack.group", {"group": group.id})

    def _membership(self, kind: str, channel: Channel, user: str) -> None:
        stamp = self.timestamps.next()
        event = event_shapes.membership(kind, user, channel, self.config.team_id, stamp)
        self.events.announce(event, channel)
        self.bus.publish("slack.channel", {"channel": channel.id})

    def _reacted(self, kind: str, message: Message, user: str, name: str) -> None:
        channel = self.channels[message.channel]
        stamp = self.timestamps.next()
        self._publish(message)
        event = event_shapes.reaction(kind, user, name, self.shown(message), channel, event_ts=stamp)
        self.events.announce(event, channel)

    def _publish(self, message: Message) -> None:
        self.bus.publish(
            "slack.message", {"channel": message.channel, "message": message_snapshot(message, self)}
        )
        if message.is_reply and message.thread_ts:
            root = self.channels[message.channel].messages.get(message.thread_ts)
            if root:
                self._publish(root)

    def _publish_removal(self, message: Message) -> None:
        self.bus.publish("slack.message_deleted", {"channel": message.channel, "ts": message.ts})


def _user(spec: UserSpec) -> User:
    return User(**vars(spec))


def _group(spec: UserGroupSpec, config: SlackConfig, now: int) -> UserGroup:
    maker = next((user.id for user in config.users if user.is_admin), config.app.bot_user_id)
    return UserGroup(
        spec.id,
        spec.name,
        spec.handle,
        spec.description,
        list(spec.users),
        created=now,
        updated=now,
        created_by=maker,
        updated_by=maker,
        disabled_at=now if spec.is_disabled else 0,
    )


def _channel(spec: ChannelSpec, config: SlackConfig, created: int) -> Channel:
    members = list(spec.members if spec.members is not None else [user.id for user in config.users])
    if spec.bot_is_member:
        members.append(config.app.bot_user_id)
    kind = "group" if spec.is_private else "channel"
    return Channel(spec.id, spec.name, kind, members, created, is_archived=spec.is_archived)
