"""The merges that a client is part of, in the window on it, with *Undo merge*."""

from bot.domain.client import Client
from bot.flows.clients.overview import PartOf
from bot.slack.blocks.elements import Block, actions, button, mrkdwn, section, when
from bot.slack.blocks.linked import undo_button
from bot.slack.text import escape, shown

MERGE = "merge_open"


def merged_rows(client: Client, parts: tuple[PartOf, ...]) -> list[Block]:
    """A row for each client that has become part of this one, and *Merge* for another."""
    merge = button(merge_label(client), MERGE, client.id, "Make this client and another one client")
    return [*(_row(part) for part in parts), actions(merge, block_id=MERGE)]


def merge_label(client: Client) -> str:
    """What opens the merge, with who can do it: many people see the same card, so it cannot depend on them.
    Whose an unknown number is, every sender may say."""
    return "Merge with another client" if client.is_lead else "Merge with another client (managers)"


def _row(part: PartOf) -> Block:
    by, at = escape(part.merge.merged_by), when(part.merge.merged_at)
    words = f"*{escape(shown(part.name))}* was merged into this client by <@{by}>, {at}."
    until = f"You can undo it until {when(part.merge.undo_until)}."
    undo = undo_button(part.merge.id)
    return section(mrkdwn(f"{words} {until}"), block_id=f"merge:{part.merge.id}", accessory=undo)
