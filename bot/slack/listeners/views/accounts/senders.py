"""The numbers of an account were chosen: put it in use."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.accounts import add as flow
from bot.slack.deps import Deps, Payload
from bot.slack.fields import Fields
from bot.slack.listeners.views.accounts.below import draw_below
from bot.slack.settings.account_form import chosen_in
from bot.slack.settings.asking import desk_of
from bot.slack.windows import remembered, user_of


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """From now on texts go and come by them; show the page with the account."""
    view, user = body["view"], user_of(body)
    used = await flow.put_in_use(
        deps.ctx,
        desk_of(deps),
        deps.workspace_id,
        user,
        str(remembered(view).get("account") or ""),
        chosen_in(view),
        Fields(view).text(flow.MORE),
    )
    if isinstance(used, flow.Wrong):
        offered = any(block.get("block_id") == flow.SENDERS for block in view.get("blocks") or ())
        errors = {field if offered else flow.MORE: said for field, said in used.errors.items()}
        await ack(response_action="errors", errors=errors)
        return
    await draw_below(deps, view, user)
    await ack()
