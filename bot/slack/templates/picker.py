"""Builds the window in which a template is chosen."""

from bot.flows.templates.addressee import Addressee, Whom
from bot.flows.templates.lately import has_written_lately
from bot.flows.templates.shelf import shelf
from bot.flows.templates.submit import may_make
from bot.slack.blocks.client import name_of
from bot.slack.blocks.elements import Block
from bot.slack.blocks.template_picker import Picker, picker_view
from bot.slack.deps import Deps
from bot.slack.templates.kept import Kept, as_metadata


async def build(deps: Deps, user: str, kept: Kept, who: Addressee, words: str, note: str = "") -> Block:
    """The window for this client and this reader, with what is kept of the templates."""
    picker = Picker(
        to=who.to,
        client=called(who, kept.whom),
        shelf=await shelf(deps.ctx, deps.workspace_id, kept.query, who.client.id if who.client else None),
        words=words,
        query=kept.query,
        note=note,
        answers=await has_written_lately(deps.ctx, deps.workspace_id, who),
        may_make=await may_make(deps.ctx, deps.workspace_id, user),
        kept=as_metadata(kept.choosing("")),
    )
    return picker_view(picker)


def called(who: Addressee, whom: Whom) -> str:
    """How people call the client, or the number that is nobody's yet."""
    return name_of(who.client) if who.client else whom.name or who.to
