"""``/schedule``: a text to a client that goes later, once or again and again."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.domain.recurrences.choices import Repeat, pattern_of, repeat_of
from bot.flows.outbound.usual import usual_route
from bot.slack import form
from bot.slack.answers import open_view, person
from bot.slack.blocks.help import schedule_help
from bot.slack.deps import Deps, Handler, Payload
from bot.slack.listeners.actions.message_client import NO_SENDER
from bot.slack.listeners.commands import schedule_list
from bot.slack.listeners.commands.compose import HELP_WORDS, client_of, who_is_meant
from bot.slack.people import writer
from bot.slack.scheduled import Wanted, echo, nobody, wanted
from bot.slack.text import to_phone
from bot.slack.typed import Typed


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Do what the first word says; any other begins with a client: the form opens, and keeps nothing yet."""
    typed = to_phone(str(body.get("text") or ""), {}, keep_marks=True)
    verb = WORDS.get(typed.lower())
    if verb is not None:
        await verb(deps, body, ack)
    elif not await schedule_list.of_client(deps, body, ack, typed):
        await _open(deps, body, ack, typed)


async def _help(_: Deps, __: Payload, ack: AsyncAck) -> None:
    message = schedule_help()
    await ack(text=message.text, blocks=message.blocks, response_type="ephemeral")


# What is no client to write to.
WORDS: dict[str, Handler] = {
    **dict.fromkeys(HELP_WORDS, _help),
    "list": schedule_list.mine,
    "all": schedule_list.everyone,
}


async def _open(deps: Deps, body: Payload, ack: AsyncAck, typed: str) -> None:
    usable = form.channels(deps)
    if not usable:
        await ack(text=NO_SENDER, response_type="ephemeral")
        return
    user = person(body)
    who = await writer(deps, user)
    wish = await wanted(deps, typed, usable[0], who)
    client = wish.known.client
    route = await usual_route(deps.ctx, deps.workspace_id, client.id) if client else None
    repeat, pattern = Repeat.NEVER, None
    if wish.recurrence:
        pattern = pattern_of(wish.recurrence)
        repeat = repeat_of(pattern, wish.recurrence.starts)
    start = Typed(
        route.channel.family if route else usable[0],
        client_of(wish.known),
        sender=route.sender.address if route else None,
        body=wish.body,
        origin=str(body.get("channel_id") or ""),
        send_at=wish.at or await form.next_hour(deps),
        repeat=repeat,
        until=wish.recurrence.until if wish.recurrence else None,
        spoken=pattern if repeat is Repeat.SPOKEN else None,
    )
    said = " ".join(part for part in (_whom(wish), echo(wish, who)) if part)
    await open_view(deps, body, await form.build(deps, user, start, said))
    await ack()


def _whom(wish: Wanted) -> str:
    """What was wrong with a number, or that no one client is meant."""
    known = wish.known
    if known.problem or wish.unknown:
        return known.problem or nobody(wish)
    return who_is_meant(known)
