"""The window of what is to come, as things stand now: opened from the command and from a client's card."""

from bot.domain.upcoming import Which
from bot.flows.coming.listing import Asked, coming_page
from bot.slack.blocks.coming import Shown, coming_view
from bot.slack.blocks.elements import Block
from bot.slack.deps import Deps, Payload
from bot.slack.people import zone_of
from bot.slack.windows import show, user_of


async def open_coming(deps: Deps, body: Payload, which: Which = Which.MINE, client_id: str = "") -> None:
    """Open it with what is mine or everybody's, or with one client's. Raises PostFailed."""
    await show(deps, body, await coming_window(deps, user_of(body), Shown(which, client_id)))


async def coming_window(deps: Deps, user: str, of: Shown, said: str = "") -> Block:
    """The page that is shown, as it is by now; ``said``: what has just been done."""
    asked = Asked(user, await zone_of(deps, user), of.which, of.client_id, of.after)
    return coming_view(await coming_page(deps.ctx, deps.workspace_id, asked), of, said)
