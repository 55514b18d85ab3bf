"""The form *Make a key* was submitted: make it, and show its secret this once."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.accounts.desk import NoKeys
from bot.flows.settings.change import load
from bot.flows.systems.keys import NotMade, make_key
from bot.slack.deps import Deps, Payload
from bot.slack.fields import Fields
from bot.slack.settings.menu import page_view
from bot.slack.settings.systems import LABEL, made_view, vault_of
from bot.slack.windows import redraw_below, user_of


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Show the key in this window, and the page below with it."""
    view, user = body["view"], user_of(body)
    label = Fields(view).text(LABEL)
    try:
        made = await make_key(deps.ctx, vault_of(deps), deps.workspace_id, user, label)
    except NoKeys as refused:
        await ack(response_action="errors", errors={LABEL: str(refused)})
        return
    if isinstance(made, NotMade):
        await ack(response_action="errors", errors={LABEL: made.why})
        return
    await ack(response_action="update", view=made_view(made))
    now = await load(deps.ctx, deps.workspace_id, user)
    await redraw_below(deps, view, await page_view(deps, "systems", now.settings, now.version))
