"""The window of a template's versions: turned, and one of them taken back."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.message_templates.kept import GONE
from bot.flows.message_templates.listing import past
from bot.flows.message_templates.write import restore
from bot.slack.blocks.message_templates.versions import versions_view
from bot.slack.blocks.notices import notice_view
from bot.slack.deps import Deps, Payload
from bot.slack.windows import pressed_value, put_in_place, remembered, user_of


async def turned(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """The page that the button names."""
    await ack()
    await _draw(deps, body, int(pressed_value(body)))


async def restored(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """*Restore*, confirmed: its words are the newest version now, or it is said why not."""
    version = int(pressed_value(body))
    after, why = await restore(deps.ctx, deps.workspace_id, user_of(body), _template_of(body), version)
    await ack()
    now = f"Version {version} is back, as version {after.version}." if after and not why else why
    await _draw(deps, body, 0, now)


async def _draw(deps: Deps, body: Payload, page: int, note: str = "") -> None:
    found = await past(deps.ctx, deps.workspace_id, user_of(body), _template_of(body))
    view = versions_view(found, page, note) if found else notice_view("Versions", GONE)
    await put_in_place(deps, body, view)


def _template_of(body: Payload) -> str:
    return str(remembered(body["view"]).get("template") or "")
