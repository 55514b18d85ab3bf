"""The form for a trigger was submitted."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.domain.trigger import Trigger
from bot.flows.occasions.triggers import NotSaved, save
from bot.slack.blocks import trigger_form as form
from bot.slack.deps import Deps, Payload
from bot.slack.reminders.trigger_form import form_again, is_whole, trigger_in
from bot.slack.reminders.triggers import draw_below, page_in
from bot.slack.settings.channel import channel_problem
from bot.slack.windows import user_of

SAVED_ON = "Saved. It is on: its texts go by themselves from now on."
SAVED_OFF = "Saved. It is off: nothing goes by it until you switch it on."
LOOK = "Nothing is saved yet. Look at the form as it is now, then press Save again."
_BLOCK_OF = {
    "template": form.TEMPLATE,
    "offsets": form.OTHER,
    "channel": form.WHERE,
    "slack_channel": form.SLACK_CHANNEL,
}


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Keep it, and show the list with what holds now; what stands against it is said at its field."""
    view = body["view"]
    if not is_whole(view):
        # It was submitted before the form could show what follows from a choice.
        await ack(response_action="update", view=await form_again(deps, view, LOOK))
        return
    trigger, errors = trigger_in(view, deps.ctx.clock.now())
    errors |= await _channel_errors(deps, trigger)
    if not errors:
        outcome = await save(deps.ctx, deps.workspace_id, user_of(body), trigger, f"view:{view['id']}")
        errors = _at_blocks(outcome, view) if isinstance(outcome, NotSaved) else {}
    if errors:
        await ack(response_action="errors", errors=errors)
        return
    await draw_below(deps, body, page_in(view), SAVED_ON if trigger.is_on else SAVED_OFF)
    await ack()


async def _channel_errors(deps: Deps, trigger: Trigger) -> dict[str, str]:
    problem = await channel_problem(deps, trigger.slack_channel) if trigger.slack_channel else ""
    return {form.SLACK_CHANNEL: problem} if problem else {}


def _at_blocks(outcome: NotSaved, view: Payload) -> dict[str, str]:
    """By block id; what is said of a field that is not shown stands at where it goes."""
    shown = {str(block.get("block_id")) for block in view["blocks"]}
    placed = {_BLOCK_OF.get(name, form.TEMPLATE): said for name, said in outcome.errors.items()}
    return {block if block in shown else form.WHERE: said for block, said in placed.items()}
