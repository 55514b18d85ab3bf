"""``/reminder jane friday 10am Check-up``: the form, filled in as far as what was typed is understood."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.domain.channel import Channel
from bot.domain.occasion import OccasionKind
from bot.domain.roles import Permission
from bot.flows.outbound.prefill import Prefill, prefill
from bot.flows.team.roles import ensure
from bot.slack import choices
from bot.slack.blocks.elements import Block
from bot.slack.blocks.occasion_form import Entered
from bot.slack.deps import Deps, Payload
from bot.slack.reminders.form import build
from bot.slack.reminders.kept import Kept
from bot.slack.reminders.spoken import with_time
from bot.slack.windows import show, user_of

NO_CLIENT = "No client fits what you typed. Choose the client, and check the rest."
SEVERAL = "More than one client fits what you typed. Choose the client, and check the rest."
_KINDS = {
    "appointment": OccasionKind.APPOINTMENT,
    "payment": OccasionKind.PAYMENT,
    "invoice": OccasionKind.PAYMENT,
    "document": OccasionKind.DOCUMENT,
    "welcome": OccasionKind.NEW_CLIENT,
}


async def handle(deps: Deps, body: Payload, ack: AsyncAck, typed: str) -> None:
    """Open it; nothing is kept before it is submitted."""
    await ensure(deps.ctx, deps.workspace_id, user_of(body), Permission.SEND)
    word, _, rest = typed.partition(" ")
    kind = _KINDS.get(word.lower())
    known = await prefill(deps.ctx, deps.workspace_id, rest if kind else typed, Channel.SMS)
    kept = Kept(origin=str(body.get("channel_id") or ""))
    entered = Entered(kind or OccasionKind.APPOINTMENT, _client(known))
    entered, notice = await with_time(deps, user_of(body), entered, kept, known.body)
    await show(deps, body, await build(deps, entered, kept, _problem(known) or notice))
    await ack()


def _client(known: Prefill) -> Block | None:
    if known.client is not None:
        return choices.for_client(known.client)
    return choices.for_new_number(known.new_number) if known.new_number else None


def _problem(known: Prefill) -> str:
    if known.problem:
        return known.problem
    if known.is_several:
        return SEVERAL
    return NO_CLIENT if known.body and not (known.client or known.new_number) else ""
