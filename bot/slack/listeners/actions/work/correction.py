"""*Send correction* under a word that the client still has the original."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.inbound.held_replies import DECIDED, correction_of
from bot.slack import choices, form
from bot.slack.answers import open_view, person, place, tell
from bot.slack.deps import Deps, Payload
from bot.slack.typed import Typed
from bot.slack.windows import pressed_value


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Open the form with the changed words in it: the teammate sees what goes before it does."""
    await ack()
    found = await correction_of(deps.ctx, deps.workspace_id, pressed_value(body))
    if found is None:
        await tell(deps, body, DECIDED)
        return
    start = Typed(
        found.route.channel,
        choices.for_client(found.client),
        sender=found.route.sender.address,
        body=found.body,
        origin=place(body)[0],
    )
    await open_view(deps, body, await form.build(deps, person(body), start))
