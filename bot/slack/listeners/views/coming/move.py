"""*Move* was submitted."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.domain.upcoming import ComingKind
from bot.flows.coming.deeds import Row, move
from bot.flows.team.permissions import NotAllowed
from bot.slack.blocks.coming_forms import AT
from bot.slack.deps import Deps, Payload
from bot.slack.fields import Fields
from bot.slack.listeners.views.coming.below import show_done
from bot.slack.windows import remembered, user_of

_DONE = "It goes at the new time."
_NO_TIME = "Choose a day and a time. To send it at once, use Send now in the list."


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Have it go then; what stands against it is said at the field."""
    view = body["view"]
    kept, at = remembered(view), Fields(view).moment(AT)
    kind = kept.get("kind")
    row = Row(ComingKind(kind) if kind in set(ComingKind) else ComingKind.TEXT, str(kept.get("row") or ""))
    try:
        said = await move(deps.ctx, deps.workspace_id, row, user_of(body), at) if at is not None else _NO_TIME
    except NotAllowed as refused:
        said = str(refused)
    if said:
        await ack(response_action="errors", errors={AT: said})
        return
    await show_done(deps, body, _DONE)
    await ack()
