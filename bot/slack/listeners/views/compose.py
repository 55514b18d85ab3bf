"""The compose form was submitted."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.domain.recurrences.choices import Repeat
from bot.domain.thread import Notice
from bot.flows.outbound.compose import Composed, ComposeRequest, Rejected, compose
from bot.flows.outbound.compose_files import compose_with_files
from bot.flows.series.start import Started
from bot.slack import again, choices, form
from bot.slack.answers import link_to, person, tell_notice
from bot.slack.blocks.compose import CLIENT, approved_in, asks_in
from bot.slack.blocks.elements import Block
from bot.slack.blocks.home.names import ORIGIN
from bot.slack.deps import Deps, Payload
from bot.slack.error_places import at_fields
from bot.slack.home import refresh
from bot.slack.typed import Typed, typed, value_of

LOOK = "Nothing has been sent yet. Read the text as it is now, then press the button again."
CHOOSE_CLIENT = "Choose a client, or type a full phone number such as +1 202-555-0123."


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Store the message for sending; what stands against it is said at the field it concerns."""
    view = body["view"]
    entered = typed(view, form.channels(deps)[0])
    choice = choices.read(value_of(entered.client))
    if choice == choices.Choice():
        await ack(response_action="errors", errors={CLIENT: CHOOSE_CLIENT})
        return
    filled = await form.fill(deps, person(body), entered)
    if not filled.shows(entered):
        # It was submitted before the form could show the template's words.
        await ack(response_action="update", view=await form.build(deps, person(body), entered, LOOK))
        return
    if filled.errors:
        await ack(response_action="errors", errors=at_fields(filled.errors, view, entered))
        return
    # One form is one wish: Slack may hand the same submission in twice.
    wish = form.request_of(person(body), entered, choice, f"view:{view['id']}")
    send = again.start_series if entered.repeat is not Repeat.NEVER else _send
    outcome = await send(deps, entered, wish)
    if isinstance(outcome, Rejected):
        await _rejected(deps, body, ack, entered, outcome)
        return
    await ack()
    if entered.origin == ORIGIN:
        await refresh(deps, person(body), _stored(entered, outcome, "").text)
    elif entered.origin:
        link = await link_to(deps, outcome.slack_channel, outcome.root_ts) if outcome.root_ts else ""
        await tell_notice(deps, {**body, "channel_id": entered.origin}, _stored(entered, outcome, link))


async def _send(deps: Deps, _: Typed, wish: ComposeRequest) -> Composed | Rejected:
    send = compose_with_files if wish.files else compose
    return await send(deps.ctx, deps.workspace_id, wish)


async def _rejected(deps: Deps, body: Payload, ack: AsyncAck, entered: Typed, why: Rejected) -> None:
    """Say it at the fields; where something else would go and the form has not shown it yet, show that."""
    drawn = await _not_shown_yet(deps, person(body), entered, why)
    if drawn:
        await ack(response_action="update", view=drawn)
    else:
        await ack(response_action="errors", errors=at_fields(why.errors, body["view"], entered))


async def _not_shown_yet(deps: Deps, user: str, entered: Typed, why: Rejected) -> Block | None:
    if entered.goes_again:
        return None
    if why.lacks_consent:
        # It was submitted before the form could ask whether the opt-in message goes first.
        drawn = await form.build(deps, user, entered)
        return drawn if asks_in(drawn) else None
    if entered.made_of and not entered.made_of.as_approved:
        # WhatsApp's 24 hours have ended since the form was drawn: an approved template goes instead.
        drawn = await form.build(deps, user, entered, LOOK)
        return drawn if approved_in(drawn) else None
    return None


def _stored(entered: Typed, sent: Composed | Started, link: str) -> Notice:
    if isinstance(sent, Started):
        return again.told(entered.channel, sent, link)
    said = f"Your {entered.channel.label} message to {sent.client_name} {_when(sent)}"
    if not sent.root_ts:
        said = f"{said} Their thread opens in a moment."
    is_timed = sent.waiting is not None and not sent.waiting.for_consent
    return Notice(said, link, goes_at=sent.waiting.until if sent.waiting and is_timed else None)


def _when(sent: Composed) -> str:
    if sent.waiting is None:
        return "is on its way."
    if sent.waiting.for_consent:
        return "waits for their consent: it goes once they say yes on WhatsApp, within 72 hours."
    there = sent.waiting.there
    if sent.waiting.why:
        return f"is scheduled: it is held{f' until {there}' if there else ' for now'} and goes by itself."
    return f"is scheduled{f' for {there}' if there else ''} and goes by itself."
