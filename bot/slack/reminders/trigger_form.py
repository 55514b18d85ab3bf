"""Builds the form for a trigger, and reads it."""

from dataclasses import replace
from datetime import datetime

from bot.domain.channel import Channel
from bot.domain.message_template import MessageTemplate
from bot.domain.occasion import OccasionKind
from bot.domain.offsets import NotAnOffset, offset_of_code, read_offsets, settled, trouble_with
from bot.domain.trigger import Offset, Stop, Trigger
from bot.flows.message_templates.catalog import offered
from bot.flows.occasions.trigger_list import SeenTrigger, trouble_with_template
from bot.flows.settings.workspace import post_channel
from bot.slack import windows
from bot.slack.blocks import trigger_form as blocks
from bot.slack.blocks.elements import Block, option
from bot.slack.blocks.trigger_form import TriggerForm, parted, trigger_form
from bot.slack.deps import Deps, Payload
from bot.slack.fields import Fields
from bot.slack.windows import remembered

CHOOSE = "Choose when it goes: at least once, above or here."
CHOOSE_CHANNEL = "Choose the channel in which it is to stand."
_CHANNELS = {blocks.SMS: Channel.SMS, blocks.WHATSAPP: Channel.WHATSAPP}


def new_form(page: int) -> Block:
    """The form for a new one."""
    return trigger_form(TriggerForm(OccasionKind.APPOINTMENT, kept=_kept("", page)))


def change_form(seen: SeenTrigger, page: int) -> Block:
    """The form with what holds now."""
    trigger = seen.trigger
    offsets, other = parted(trigger.kind, trigger.offsets)
    return trigger_form(
        TriggerForm(
            kind=trigger.kind,
            template=option(seen.template, trigger.template_id),
            where=_where(trigger),
            slack_channel=trigger.slack_channel,
            offsets=offsets,
            other=other,
            stops=trigger.stops,
            is_on=trigger.is_on,
            warning=seen.trouble,
            is_new=False,
            kept=_kept(trigger.id, page),
        )
    )


async def form_again(deps: Deps, view: Payload, notice: str = "") -> Block:
    """The form for what stands in it now: with the times and stops of its kind, and with a warning;
    ``notice`` is said at its top."""
    written = await _with_channel(deps, view, form_in(view))
    template = await _template(deps, Fields(view).option(blocks.TEMPLATE))
    where = written.where
    warning = trouble_with_template(template, _CHANNELS.get(where), _slack(where)) if template else ""
    shown = option(template.name, template.id) if template else None
    return trigger_form(replace(written, template=shown, warning=warning, notice=notice))


async def _with_channel(deps: Deps, view: Payload, written: TriggerForm) -> TriggerForm:
    """The team's own channel chosen, as soon as the form asks for one."""
    asked = any(block.get("block_id") == blocks.SLACK_CHANNEL for block in view["blocks"])
    if asked or written.where != blocks.SLACK:
        return written
    return replace(written, slack_channel=await post_channel(deps.ctx, deps.workspace_id))


def form_in(view: Payload) -> TriggerForm:
    """What stands in the form."""
    fields = Fields(view)
    kind = OccasionKind(fields.option(blocks.KIND))
    codes = fields.options(blocks.offsets_block(kind))
    return TriggerForm(
        kind=kind,
        where=fields.option(blocks.WHERE) or blocks.LAST_USED,
        slack_channel=fields.conversation(blocks.SLACK_CHANNEL),
        offsets=tuple(each for each in map(offset_of_code, codes) if each),
        other=fields.text(blocks.OTHER),
        stops=frozenset(map(Stop, fields.options(blocks.stops_block(kind)))),
        is_on=blocks.ON in fields.options(blocks.IS_ON),
        is_new=not trigger_id_in(view),
        kept=str(view.get("private_metadata") or ""),
    )


def is_whole(view: Payload) -> bool:
    """Whether the form shows all that its kind and its way ask for: what is chosen there changes them."""
    written = form_in(view)
    asked = {blocks.offsets_block(written.kind), blocks.stops_block(written.kind)}
    asked |= {blocks.SLACK_CHANNEL} if written.where == blocks.SLACK else set()
    return asked <= {str(block.get("block_id")) for block in view["blocks"]}


def trigger_in(view: Payload, now: datetime) -> tuple[Trigger, dict[str, str]]:
    """The trigger as it is to be, and a sentence for each block that cannot be so."""
    written = form_in(view)
    offsets, trouble = _offsets_of(written)
    is_slack = written.where == blocks.SLACK
    trigger = Trigger(
        id=trigger_id_in(view),
        kind=written.kind,
        template_id=Fields(view).option(blocks.TEMPLATE),
        offsets=offsets,
        updated_at=now,
        channel=_CHANNELS.get(written.where),
        slack_channel=written.slack_channel if is_slack else "",
        stops=written.stops,
        is_on=written.is_on,
    )
    errors = {blocks.OTHER: trouble} if trouble else {}
    if is_slack and not trigger.slack_channel:
        # Without it, it would be one that goes to clients.
        errors[blocks.SLACK_CHANNEL] = CHOOSE_CHANNEL
    return trigger, errors


def trigger_id_in(view: Payload) -> str:
    """Which one the form changes; empty for a new one."""
    return str(remembered(view).get("trigger") or "")


def _offsets_of(written: TriggerForm) -> tuple[tuple[Offset, ...], str]:
    try:
        others = read_offsets(written.other)
    except NotAnOffset as problem:
        return (), str(problem)
    listed = settled(written.kind, (*written.offsets, *others))
    troubles = [trouble for each in others if (trouble := trouble_with(written.kind, each))]
    return listed, " ".join(troubles) or ("" if listed else CHOOSE)


async def _template(deps: Deps, template_id: str) -> MessageTemplate | None:
    known = await offered(deps.ctx, deps.workspace_id)
    return next((each for each in known if each.id == template_id), None)


def _where(trigger: Trigger) -> str:
    if trigger.slack_channel:
        return blocks.SLACK
    return next(
        (where for where, channel in _CHANNELS.items() if channel is trigger.channel), blocks.LAST_USED
    )


def _slack(where: str) -> str:
    return where if where == blocks.SLACK else ""


def _kept(trigger_id: str, page: int) -> str:
    return windows.remember(trigger=trigger_id, page=page)
