"""The windows about the team's own templates, by action id."""

from bot.slack.blocks.message_templates import beside, editor, listing, versions
from bot.slack.deps import Handler
from bot.slack.listeners.actions.message_templates import editing, more, past, standing_in, used
from bot.slack.message_templates.listing import OWN

HANDLERS: dict[str, Handler] = {
    listing.FILTER: OWN.filtered,
    listing.SEARCH: OWN.searched,
    listing.EARLIER: OWN.turned,
    listing.LATER: OWN.turned,
    listing.NEW: editing.new,
    listing.EDIT: editing.opened,
    listing.USE: used.handle,
    listing.MORE: more.handle,
    editor.REACH_ACTION: editing.changed,
    editor.CLIENT: editing.changed,
    editor.CONTENT_ACTION: editing.typed,
    editor.INSERT: editing.inserted,
    editor.ADD_LANGUAGE: editing.language_added,
    editor.REMOVE: editing.language_removed,
    versions.RESTORE: past.restored,
    versions.NEWER: past.turned,
    versions.OLDER: past.turned,
    beside.LANGUAGE_ACTION: standing_in.handle,
    beside.TEMPLATE: standing_in.handle,
}
