"""What a team sees of its triggers: which texts go by themselves, and what would keep one from going."""

from dataclasses import dataclass

from bot.domain.channel import Channel
from bot.domain.message_template import MessageTemplate
from bot.domain.occasion import OccasionKind
from bot.domain.roles import Permission
from bot.domain.trigger import Trigger, When
from bot.flows.context import Context
from bot.flows.team.permissions import role_of

PAGE = 20

NOT_APPROVED = (
    "Outside of 24 hours WhatsApp takes approved templates only: choose one for it in /templates, or a text "
    "may not go."
)
ARCHIVED = "Its template was archived. Choose another one."
WRONG_REACH = "Its template does not go this way. Choose another one."


@dataclass(frozen=True)
class SeenTrigger:
    """A trigger with its template's name and, in a sentence, what is wrong with it; empty for nothing."""

    trigger: Trigger
    template: str
    trouble: str = ""


@dataclass(frozen=True)
class TriggerPage:
    """A page of the triggers, by kind. ``may_change``: the reader is one who sets them up. ``any_on``: one of
    all, on this page or not, is on."""

    rows: tuple[SeenTrigger, ...]
    page: int = 0
    has_more: bool = False
    may_change: bool = False
    any_on: bool = False


async def trigger_page(ctx: Context, workspace_id: str, user: str, page: int = 0) -> TriggerPage:
    """A page of the triggers, those that are off too."""
    async with ctx.store.read(workspace_id) as uow:
        role = await role_of(uow, user)
        known = await uow.triggers.all()
        templates = await uow.message_templates.by_ids({each.template_id for each in known})
    known.sort(key=_in_order)
    shown = known[page * PAGE : (page + 1) * PAGE]
    rows = [_seen(each, templates[each.template_id]) for each in shown]
    return TriggerPage(
        tuple(rows),
        page,
        len(known) > (page + 1) * PAGE,
        role.may(Permission.TEMPLATES),
        any(each.is_on for each in known),
    )


def _in_order(trigger: Trigger) -> tuple[int, bool, str]:
    """By kind; what goes for every occasion comes before what goes only when something changes."""
    changes = all(offset.when in {When.MOVED, When.CANCELLED} for offset in trigger.offsets)
    return list(OccasionKind).index(trigger.kind), changes, trigger.id


async def trigger_by_id(ctx: Context, workspace_id: str, trigger_id: str) -> SeenTrigger | None:
    """This one; None when it was removed."""
    async with ctx.store.read(workspace_id) as uow:
        trigger = await uow.triggers.get(trigger_id)
        if trigger is None:
            return None
        templates = await uow.message_templates.by_ids([trigger.template_id])
    return _seen(trigger, templates[trigger.template_id])


def trouble_with_template(template: MessageTemplate, channel: Channel | None, slack_channel: str) -> str:
    """Why a template may not go this way, or not always, in a sentence; empty for no reason."""
    if template.archived_at:
        return ARCHIVED
    if slack_channel:
        return "" if template.reach.takes_slack else WRONG_REACH
    if channel and not template.reach.takes(channel):
        return WRONG_REACH
    by_whatsapp = channel is Channel.WHATSAPP or (channel is None and template.reach.takes(Channel.WHATSAPP))
    lacks = any(variant.approved is None for variant in template.variants)
    return NOT_APPROVED if by_whatsapp and lacks else ""


def _seen(trigger: Trigger, template: MessageTemplate) -> SeenTrigger:
    trouble = trouble_with_template(template, trigger.channel, trigger.slack_channel)
    return SeenTrigger(trigger, template.name, trouble)
