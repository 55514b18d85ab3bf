"""The form *Make a key* was submitted: make it, and show its secret this once."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.accounts.desk import NoKeys
from bot.flows.settings.change import load
from bot.flows.systems.keys import NotMade, make_key
from bot.slack.answers import tell
from bot.slack.deps import Deps, Payload
from bot.slack.fields import Fields
from bot.slack.settings.menu import page_view
from bot.slack.settings.systems import LABEL, made_view, vault_of
from bot.slack.windows import redraw_below, user_of

NOT_LISTED = (
    "Your new key is made, but the list of keys does not show it yet. Keep its secret first; then close the "
    "settings, and open them again with /messaging settings."
)


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Show the key in this window, and the page below with it."""
    user, label = user_of(body), Fields(body["view"]).text(LABEL)
    try:
        made = await make_key(deps.ctx, vault_of(deps), deps.workspace_id, user, label)
    except NoKeys as refused:
        await ack(response_action="errors", errors={LABEL: str(refused)})
        return
    if isinstance(made, NotMade):
        await ack(response_action="errors", errors={LABEL: made.why})
        return
    await ack(response_action="update", view=made_view(made))
    # The secret stands in this answer and nowhere else: nothing that comes behind may hold it up or take its
    # place.
    deps.afterwards.start(_list_it(deps, body))


async def _list_it(deps: Deps, body: Payload) -> None:
    """Draw the page below with the key in it; where that fails the person is told beside the window."""
    try:
        now = await load(deps.ctx, deps.workspace_id, user_of(body))
        page = await page_view(deps, "systems", now.settings, now.version)
    except Exception:
        await tell(deps, body, NOT_LISTED)
        raise
    await redraw_below(deps, body["view"], page)
