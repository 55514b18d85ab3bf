"""Builds the window in which a template is chosen."""

from bot.flows.templates.addressee import Addressee, Whom
from bot.flows.templates.shelf import shelf
from bot.slack.blocks.client import name_of
from bot.slack.blocks.elements import Block
from bot.slack.blocks.template_picker import Picker, picker_view
from bot.slack.deps import Deps
from bot.slack.templates.kept import Kept, as_metadata


async def build(deps: Deps, kept: Kept, who: Addressee, words: str, note: str = "") -> Block:
    """The window for this client, with what is kept of the templates."""
    picker = Picker(
        to=who.to,
        client=called(who, kept.whom),
        shelf=await shelf(deps.ctx, deps.workspace_id, kept.query, who.client.id if who.client else None),
        words=words,
        query=kept.query,
        note=note,
        kept=as_metadata(kept.choosing("")),
    )
    return picker_view(picker)


def called(who: Addressee, whom: Whom) -> str:
    """How people call the client, or the number that is nobody's yet."""
    return name_of(who.client) if who.client else whom.name or who.to
