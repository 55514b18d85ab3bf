"""What is sent by itself, as admins have it: saved and taken away, and open occasions planned anew.

A trigger may have planned for very many occasions. What a change means for them is done in the worker, some
at a time; how far it has come is kept with the trigger, so that an end in the middle loses nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.ids import fixed_id, new_id
from bot.domain.message_template import MessageTemplate
from bot.domain.occasion import Occasion, OccasionKind
from bot.domain.planning import plan
from bot.domain.reminder import Reminder
from bot.domain.roles import Permission
from bot.domain.trigger import Offset, Trigger, Unit, When
from bot.flows.clients.find import current
from bot.flows.context import Context
from bot.flows.occasions.clock_of_client import retimed, tell_of_clock
from bot.flows.occasions.no_more import Ended, take_back_held
from bot.flows.occasions.planned import zone_of_client
from bot.flows.team.permissions import demand
from bot.storage.repositories.audit import Deed
from bot.storage.unit_of_work import UnitOfWork

MOST_OFFSETS = 10
# Nobody counts further from an occasion than a year.
_MOST = {Unit.MINUTES: 60 * 24 * 366, Unit.HOURS: 24 * 366, Unit.DAYS: 366}
_REACHES_BACK = timedelta(days=367)
_SOME = 200

GONE = "This is not there any more. Close this and look again."
NO_TEMPLATE = "Choose a template: this one is not there any more."
NO_OFFSETS = "Choose when it goes: at least once."
TOO_MANY = f"At most {MOST_OFFSETS} times fit here."
TOO_LONG = "Choose a time of at most a year before or after."
NOT_FOR_A_CLIENT = "This template is for Slack. Choose a Slack channel, or another template."
NOT_FOR_SLACK = "This template is for clients. Choose one that may go to Slack."
NOT_BY_THIS_WAY = "This template does not go by that channel. Choose another channel or template."
NOTHING_BEFORE = "There is no time to count back from: choose “at once”, or a time after it."


@dataclass(frozen=True)
class NotSaved:
    """Nothing was changed: a sentence for each field (template, offsets, channel, slack_channel)."""

    errors: dict[str, str]


async def save(
    ctx: Context, workspace_id: str, by: str, wanted: Trigger, intent_key: str = ""
) -> Trigger | NotSaved:
    """Keep a trigger, a new one (whose id is empty) or a changed one; what it plans follows in the worker.
    ``intent_key`` is the same when the same wish for a new one is met again. Raises NotAllowed."""
    async with ctx.store.write(workspace_id) as uow:
        await demand(uow, by, Permission.TEMPLATES)
        if wanted.id and await uow.triggers.get(wanted.id) is None:
            return NotSaved({"template": GONE})
        key = fixed_id(workspace_id, "trigger", intent_key) if intent_key else new_id()
        return await _save(ctx, uow, by, replace(wanted, id=wanted.id or key))


async def switch(
    ctx: Context, workspace_id: str, by: str, trigger_id: str, *, is_on: bool
) -> Trigger | NotSaved:
    """Have its texts go by themselves from now on, or none any more. Raises NotAllowed."""
    async with ctx.store.write(workspace_id) as uow:
        await demand(uow, by, Permission.TEMPLATES)
        trigger = await uow.triggers.get(trigger_id)
        if trigger is None:
            return NotSaved({"template": GONE})
        if trigger.is_on == is_on:
            return trigger
        return await _save(ctx, uow, by, replace(trigger, is_on=is_on), is_checked=is_on)


async def _save(
    ctx: Context, uow: UnitOfWork, by: str, wanted: Trigger, *, is_checked: bool = True
) -> Trigger | NotSaved:
    template = await uow.message_templates.get(wanted.template_id)
    errors = _problems(wanted, template)
    # Switching one off must be possible, whatever is wrong with it.
    if errors and is_checked:
        return NotSaved(errors)
    now = ctx.clock.now()
    kept = replace(wanted, updated_at=now, updated_by=by)
    await uow.triggers.save(kept)
    await uow.audit.write([_deed(by, "trigger_saved", now, kept, template)])
    return kept


def _deed(by: str, action: str, now: datetime, trigger: Trigger, template: MessageTemplate | None) -> Deed:
    """What was done with a trigger. Its template names it: a trigger has no name, and is forgotten once it is
    taken away."""
    name = {"template": template.name} if template else {}
    return Deed(by, action, now, detail={"trigger": trigger.id, "kind": trigger.kind.value} | name)


async def remove(ctx: Context, workspace_id: str, by: str, trigger_id: str) -> str:
    """Take one away with all that it has planned; why not, in a sentence, empty when it is done. Raises
    NotAllowed."""
    async with ctx.store.write(workspace_id) as uow:
        await demand(uow, by, Permission.TEMPLATES)
        trigger = await uow.triggers.get(trigger_id)
        if trigger is None:
            return GONE
        await uow.triggers.remove(trigger_id)
        template = await uow.message_templates.get(trigger.template_id)
        await uow.audit.write([_deed(by, "trigger_removed", ctx.clock.now(), trigger, template)])
        return ""


async def replan(ctx: Context, uow: UnitOfWork) -> int:
    """Do some of what the change of a trigger means for what is planned; zero when there is nothing to do."""
    found = await uow.triggers.to_replan()
    if found is None:
        return 0
    trigger, after, is_gone = found
    stays = [each.code for each in trigger.offsets] if trigger.is_on else []
    if removed := await uow.reminders.remove_of_trigger(trigger.id, trigger.kind, stays, _SOME):
        return removed
    if taken := await take_back_held(uow, Ended(trigger, stays, is_gone), ctx.clock.now(), _SOME):
        return taken
    if is_gone:
        await uow.triggers.forget(trigger.id)
        return 1
    since = ctx.clock.now() - _REACHES_BACK
    some = await uow.occasions.to_replan(trigger.kind, after, since, _SOME) if trigger.is_on else []
    await _plan_for(uow, trigger, some, ctx.clock.now())
    await uow.triggers.replanned(trigger.id, some[-1].id if len(some) == _SOME else None)
    return len(some) or 1


async def _plan_for(uow: UnitOfWork, trigger: Trigger, some: Sequence[Occasion], now: datetime) -> None:
    """Plan what these occasions have not had of it, and put what is planned to its times by the clocks that
    their clients have now."""
    planned: dict[str, list[Reminder]] = {}
    for each in await uow.reminders.planned_for({occasion.client_id for occasion in some}):
        if each.trigger_id == trigger.id:
            planned.setdefault(each.occasion_id, []).append(each)
    moved: dict[str, list[str]] = {}
    for occasion in some:
        client = await current(uow, occasion.client_id)
        if client:
            zone = await zone_of_client(uow, client, occasion.at or now)
            new, _ = plan(occasion, [trigger], zone, now, event=None)
            await uow.reminders.plan(new)
            changed = await retimed(uow, occasion, trigger, zone, planned.get(occasion.id, ()))
            moved.setdefault(client.id, []).extend(changed)
    for client_id, ids in moved.items():
        if ids:
            await tell_of_clock(uow, client_id, ids, now)


def _problems(wanted: Trigger, template: MessageTemplate | None) -> dict[str, str]:
    errors = {}
    if why := _wrong_offsets(wanted.kind, wanted.offsets):
        errors["offsets"] = why
    if template is None or template.archived_at:
        return errors | {"template": NO_TEMPLATE}
    if wanted.slack_channel and not template.reach.takes_slack:
        errors["slack_channel"] = NOT_FOR_SLACK
    elif not wanted.slack_channel and template.reach.value == "slack":
        errors["slack_channel"] = NOT_FOR_A_CLIENT
    if not wanted.slack_channel and wanted.channel and not template.reach.takes(wanted.channel):
        errors["channel"] = NOT_BY_THIS_WAY
    return errors


def _wrong_offsets(kind: OccasionKind, offsets: tuple[Offset, ...]) -> str:
    if not offsets:
        return NO_OFFSETS
    if len(offsets) > MOST_OFFSETS:
        return TOO_MANY
    if not all(0 <= each.amount <= _MOST[each.unit] for each in offsets):
        return TOO_LONG
    timeless = kind in {OccasionKind.DOCUMENT, OccasionKind.NEW_CLIENT}
    return NOTHING_BEFORE if timeless and any(each.when is When.BEFORE for each in offsets) else ""
