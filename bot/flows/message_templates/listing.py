"""The team's templates as people look at them: all, by their way, found by a word, and one with its past."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.channel import Channel
from bot.domain.folding import folded
from bot.domain.message_template import MessageTemplate
from bot.domain.pages import Page, page_of
from bot.domain.roles import Permission
from bot.flows.context import Context
from bot.flows.message_templates.catalog import matching
from bot.flows.team.permissions import demand, role_of

PAGE = 12


class Way(StrEnum):
    """Which templates are asked for, by the way they go."""

    ANY = "any"
    SMS = "sms"  # MMS among them: an SMS with a picture is one.
    WHATSAPP = "whatsapp"
    SLACK = "slack"


@dataclass(frozen=True)
class Overview:
    """A page of the templates. ``may_change``: the reader may write and archive them."""

    page: Page[MessageTemplate]
    way: Way
    query: str
    may_change: bool


@dataclass(frozen=True)
class Past:
    """A template and every version there was of it, the newest first."""

    template: MessageTemplate
    versions: tuple[MessageTemplate, ...]
    may_change: bool


async def overview(
    ctx: Context, workspace_id: str, user: str, way: Way = Way.ANY, query: str = "", page: int = 0
) -> Overview:
    """A page of those that are offered. Raises NotAllowed."""
    async with ctx.store.read(workspace_id) as uow:
        await demand(uow, user, Permission.SEND)
        may_change = (await role_of(uow, user)).may(Permission.TEMPLATES)
        known = await uow.message_templates.offered()
    fitting = matching((each for each in known if _goes(each, way)), query)
    return Overview(page_of(fitting, page, PAGE), way, query, may_change)


async def named(ctx: Context, workspace_id: str, typed: str) -> MessageTemplate | None:
    """The template of this name, or else the only one whose name holds what was typed."""
    async with ctx.store.read(workspace_id) as uow:
        if exact := await uow.message_templates.named(typed):
            return exact
        known = await uow.message_templates.offered()
    holding = [each for each in known if folded(typed) in folded(each.name)]
    return holding[0] if len(holding) == 1 else None


async def known(ctx: Context, workspace_id: str, template_id: str) -> MessageTemplate | None:
    """The template with this id, unless it has been archived."""
    async with ctx.store.read(workspace_id) as uow:
        found = await uow.message_templates.get(template_id)
    return None if found is None or found.archived_at else found


async def past(ctx: Context, workspace_id: str, user: str, template_id: str) -> Past | None:
    """Its versions; None when it is not there any more. Raises NotAllowed."""
    async with ctx.store.read(workspace_id) as uow:
        await demand(uow, user, Permission.SEND)
        template = await uow.message_templates.get(template_id)
        if template is None or template.archived_at:
            return None
        versions = await uow.message_templates.versions(template_id)
        may_change = (await role_of(uow, user)).may(Permission.TEMPLATES)
    return Past(template, tuple(versions), may_change)


def _goes(template: MessageTemplate, way: Way) -> bool:
    if way is Way.ANY:
        return True
    return template.reach.takes_slack if way is Way.SLACK else template.reach.takes(Channel(way.value))
