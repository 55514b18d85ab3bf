"""*Ask again*, under the word that nobody has answered the opt-in message and on the client's card."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.opt_in.pressed import ask_again
from bot.flows.team.permissions import NotAllowed
from bot.slack.answers import person, tell
from bot.slack.deps import Deps, Payload
from bot.slack.listeners.actions.pressed import carry_out
from bot.slack.windows import pressed_value


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Send the opt-in message anew; the flow refuses it twice within a day."""
    await carry_out(ask_again, "Ask again", deps, body, ack)


async def from_card(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """The same, where the card is drawn anew by the worker and keeps its buttons until then."""
    await ack()
    try:
        said = await ask_again(deps.ctx, deps.workspace_id, pressed_value(body), person(body))
    except NotAllowed as refused:
        said = str(refused)
    await tell(deps, body, said)
