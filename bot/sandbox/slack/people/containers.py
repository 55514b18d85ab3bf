"""Where an element stands, a message or a view, and how a payload names it."""

from dataclasses import dataclass

from bot.sandbox.slack.blocks.unique import elements_of
from bot.sandbox.slack.config import SlackConfig
from bot.sandbox.slack.errors import CannotDoError
from bot.sandbox.slack.modals.state import Values, kept_state
from bot.sandbox.slack.modals.view import View
from bot.sandbox.slack.models import Json, Message
from bot.sandbox.slack.workspace import Workspace

# A message as (channel, ts), or the id of a view.
Container = tuple[str, str] | str


@dataclass(frozen=True)
class Shown:
    """A message or a view as one person has it before them."""

    user: str
    holder: Message | View

    @property
    def blocks(self) -> list[Json]:
        """What is rendered."""
        return self.holder.blocks

    @property
    def state(self) -> Values:
        """What this person has filled in; what is put into it stays where the app keeps the ids."""
        if isinstance(self.holder, View):
            return self.holder.state
        message = self.holder
        kept = kept_state(message.blocks, message.state.get(self.user, {}), message.channel)
        message.state[self.user] = kept
        return kept

    @property
    def key(self) -> str:
        """A name for it that no other message or view has."""
        if isinstance(self.holder, View):
            return self.holder.id
        return f"{self.holder.channel}/{self.holder.ts}"

    def element(self, block_id: str, action_id: str) -> tuple[Json, Json]:
        """The block and its element. Raises CannotDoError when nothing like it is rendered."""
        for block in self.blocks:
            if block.get("block_id") != block_id:
                continue
            for _, element in elements_of(block):
                if element.get("action_id") == action_id:
                    return block, element
        raise CannotDoError(f"Nothing is shown with block_id {block_id} and action_id {action_id}.")

    def described(self, workspace: Workspace, config: SlackConfig) -> Json:
        """The fields of a payload that say where this happened.

        An ephemeral message is not repeated in the payload: Slack keeps no copy of it.
        """
        if isinstance(self.holder, View):
            return {
                "container": {"type": "view", "view_id": self.holder.id},
                "view": self.holder.payload(config),
            }
        message = self.holder
        place: Json = {"type": "message", "message_ts": message.ts, "channel_id": message.channel}
        place["is_ephemeral"] = message.ephemeral_to is not None
        if message.thread_ts:
            place["thread_ts"] = message.thread_ts
        channel = workspace.channels[message.channel]
        name = {"im": "directmessage", "group": "privategroup"}.get(channel.kind, channel.name)
        described: Json = {"container": place, "channel": {"id": channel.id, "name": name}}
        if not message.ephemeral_to:
            described["message"] = workspace.shown(message)
        return described
