"""The list of clients is turned to another page, or to other clients."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.clients.listing import Place, Whose, list_page
from bot.slack.blocks.client_list import list_view, read_place
from bot.slack.deps import Deps, Payload
from bot.slack.windows import pressed_value, put_in_place, remembered, user_of


async def chosen(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Other clients were chosen: their first page."""
    await ack()
    await _show(deps, body, pressed_value(body), None)


async def newer(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """The page before."""
    await ack()
    await _turn(deps, body, newer=True)


async def older(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """The page behind."""
    await ack()
    await _turn(deps, body, newer=False)


async def _turn(deps: Deps, body: Payload, *, newer: bool) -> None:
    wanted = str(remembered(body["view"]).get("wanted") or Whose.ALL)
    await _show(deps, body, wanted, read_place(pressed_value(body), newer=newer))


async def _show(deps: Deps, body: Payload, wanted: str, place: Place | None) -> None:
    page = await list_page(deps.ctx, deps.workspace_id, user_of(body), wanted, place)
    await put_in_place(deps, body, list_view(page))
