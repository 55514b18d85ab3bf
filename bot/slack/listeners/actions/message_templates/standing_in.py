"""The window in which one of WhatsApp's templates is put beside one of the team's: what changes in it."""

from dataclasses import replace

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.message_templates.kept import GONE
from bot.slack.blocks.message_templates.beside import Beside, beside_view
from bot.slack.blocks.notices import notice_view
from bot.slack.deps import Deps, Payload
from bot.slack.message_templates.standing_in import as_kept, beside_in
from bot.slack.windows import put_in_place


async def another_language(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """What is kept for the words in that language."""
    await ack()
    beside = await beside_in(deps, body["view"])
    await _draw(deps, body, await as_kept(deps, beside) if beside else None)


async def another_template(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """The blanks of the one that was chosen, empty unless it is the one that is kept."""
    await ack()
    beside = await beside_in(deps, body["view"])
    if beside is None:
        await _draw(deps, body, None)
        return
    kept = await as_kept(deps, beside)
    same = kept.approved and beside.approved and kept.approved.id == beside.approved.id
    values = kept.values if same else {}
    await _draw(deps, body, replace(beside, values=values, round=beside.round + 1))


async def _draw(deps: Deps, body: Payload, beside: Beside | None) -> None:
    await put_in_place(deps, body, beside_view(beside) if beside else notice_view("Beside it", GONE))
