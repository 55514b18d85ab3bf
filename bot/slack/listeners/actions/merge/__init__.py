"""Merging two clients: buttons and menus by their action id."""

from bot.slack.blocks import linked, merge, merged_rows
from bot.slack.deps import Handler
from bot.slack.listeners.actions.merge import open_, picked, survivor, undo

HANDLERS: dict[str, Handler] = {
    merged_rows.MERGE: open_.handle,
    merge.PICK: picked.handle,
    merge.SURVIVOR: survivor.handle,
    linked.UNDO: undo.handle,
}
