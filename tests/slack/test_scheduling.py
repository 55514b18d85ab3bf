"""Choosing a time in the form, and changing it under the post, as a person does it in Slack."""

from datetime import datetime, timedelta

from bot.domain.channel import Channel
from bot.domain.conversation import Card
from bot.domain.scheduling import PAST, TOO_FAR
from bot.domain.thread import Offer, OfferKind, OutboundPost, StillScheduledPost
from bot.domain.waiting import Waiting
from bot.flows.outbound.compose import Composed, ComposeRequest, compose
from bot.flows.outbound.reschedule import NOT_YOURS
from bot.sandbox.slack.blocks.check import checked_message_blocks
from bot.slack.blocks.posts import post
from bot.slack.threads import SlackThreads
from tests.slack.conftest import CLIENTS, GENERAL, MAYA, NOW, SAM, SMS, World
from tests.slack.windows import submit, title, window, words

# It is ten in the morning in New York, where Jane is.
TOMORROW = NOW + timedelta(days=1)
OFFERS = (Offer(OfferKind.CHANGE_TIME, "M1"), Offer(OfferKind.CANCEL, "M1"))


async def opened(world: World, text: str = "Jane Doe See you") -> None:
    await world.add_client()
    assert (await world.slack.people.command(MAYA, GENERAL, "/sms", text)).ok


async def choose(world: World, at: datetime | None, block: str = "send_at", action: str = "") -> None:
    value = {"selected_date_time": int(at.timestamp()) if at else None}
    view = window(world).id
    assert await world.slack.people.choose(MAYA, view, block, action or "compose_send_at", value)


def label(world: World) -> str:
    return str((window(world).submit or {})["text"])


async def stored(world: World) -> list[tuple[str, str | None]]:
    async with world.ctx.store.read(world.deps.workspace_id) as uow:
        rows = await uow.connection.exec_driver_sql("SELECT status, scheduled_for FROM messages")
        return [(row.status, row.scheduled_for) for row in rows]


async def test_without_a_time_it_goes_now(world: World) -> None:
    await opened(world)
    assert label(world) == "Send"
    assert 'block_id": "goes' not in words(world)
    assert await submit(world) == {}
    assert await stored(world) == [("queued", None)]


async def test_a_chosen_time_is_shown_on_both_clocks_and_kept(world: World) -> None:
    await opened(world)
    await choose(world, TOMORROW)
    assert label(world) == "Schedule"
    assert f"*Goes:* <!date^{int(TOMORROW.timestamp())}^{{date_short_pretty}} at {{time}}|" in words(world)
    assert "For the client it will then be Monday, Nov 23, 10:00 AM (New York time)." in words(world)
    assert await submit(world) == {}
    [(status, scheduled_for)] = await stored(world)
    assert status == "queued"
    assert str(scheduled_for).startswith("2026-11-23 15:00")
    [told] = world.said_to(MAYA, GENERAL)
    there = "10:00 AM Jane Doe's time (New York, tomorrow)"
    assert told.startswith(f"Your SMS message to Jane Doe is scheduled for {there} and goes by itself.")
    assert "By your own clock: <!date^" in told


async def test_a_time_that_is_taken_out_again_is_none(world: World) -> None:
    await opened(world)
    await choose(world, TOMORROW)
    await choose(world, None)
    assert label(world) == "Send"
    assert await submit(world) == {}
    assert await stored(world) == [("queued", None)]


async def test_the_form_says_when_the_gate_would_hold_it(world: World) -> None:
    await opened(world)
    await choose(world, NOW + timedelta(hours=13))
    said = words(world)
    assert "Not at the time that you chose. *Held until 8:00 AM Jane Doe's time (New York, tomorrow)*" in said
    assert "It is then 11:00 PM New York time for Jane Doe, outside the hours for texts." in said
    assert "*Goes:" not in said
    assert await submit(world) == {}
    assert "it is held until 8:00 AM" in world.said_to(MAYA, GENERAL)[0]


async def test_the_form_says_when_the_gate_would_refuse_it(world: World) -> None:
    await opened(world)
    async with world.ctx.store.write(world.deps.workspace_id) as uow:
        owner = (await uow.clients.by_addresses(["+12025550123"]))["+12025550123"]
        await uow.channel_states.heard({(owner.address_id, Channel.WHATSAPP): NOW})
    wish = {"selected_option": {"value": "whatsapp"}}
    await world.slack.people.choose(MAYA, window(world).id, "channel", "compose_channel", wish)
    assert "would not be sent" not in words(world)
    await choose(world, TOMORROW)
    assert "*It would not be sent then:*" in words(world)
    assert set(await submit(world)) == {"channel"}


async def test_what_is_past_or_too_far_is_said_at_once_and_at_its_field(world: World) -> None:
    await opened(world)
    for at, said in ((NOW - timedelta(hours=1), PAST), (NOW + timedelta(days=400), TOO_FAR)):
        await choose(world, at)
        assert f":warning: {said}" in words(world)
        assert await submit(world) == {"send_at": said}
    assert await stored(world) == []


async def test_schedule_on_the_card_opens_the_form_with_the_next_full_hour(world: World) -> None:
    client = await world.add_client()
    root = await SlackThreads(world.client).post_root(CLIENTS, Card("V1", client), "card")
    assert await world.slack.people.click(MAYA, (CLIENTS, root), "card", "schedule_client")
    held = window(world).state
    assert held["send_at"]["compose_send_at"]["selected_date_time"] == int(NOW.timestamp()) + 3600
    assert held["client"]["compose_client"]["selected_option"]["value"] == f"client:{client.id}"
    assert label(world) == "Schedule"


async def scheduled(world: World) -> tuple[str, str]:
    """A text of Maya's for tomorrow, with its post in a thread: the ids of both."""
    await world.add_client()
    wish = ComposeRequest(
        "view:1", MAYA, SMS.channel, SMS.address, "Hello", new_number="+12025550123", send_at=TOMORROW
    )
    composed = await compose(world.ctx, world.deps.workspace_id, wish)
    assert isinstance(composed, Composed)
    offers = tuple(Offer(each.kind, composed.message_id) for each in OFFERS)
    said = OutboundPost(MAYA, Channel.SMS, "Hello", SMS.address, waiting=Waiting(TOMORROW), offers=offers)
    root = world.slack.people.post(MAYA, CLIENTS, "root")
    return composed.message_id, await SlackThreads(world.client).post(CLIENTS, root, said, "key")


async def test_change_time_asks_for_it_and_changes_it(world: World) -> None:
    _, ts = await scheduled(world)
    assert await world.slack.people.click(MAYA, (CLIENTS, ts), "offers", "change_time")
    assert title(world) == "Change time"
    assert window(world).state["send_at"]["send_at"]["selected_date_time"] == int(TOMORROW.timestamp())
    await choose(world, NOW - timedelta(hours=1), action="send_at")
    assert await submit(world) == {"send_at": PAST}
    await choose(world, TOMORROW + timedelta(days=1), action="send_at")
    assert await submit(world) == {}
    [(_, scheduled_for)] = await stored(world)
    assert str(scheduled_for).startswith("2026-11-24 15:00")


async def test_who_may_not_change_it_is_told_before(world: World) -> None:
    message_id, ts = await scheduled(world)
    async with world.ctx.store.write(world.deps.workspace_id) as uow:
        await uow.messages.update([{"id": message_id, "slack_user": SAM}])
    assert await world.slack.people.click(MAYA, (CLIENTS, ts), "offers", "change_time")
    assert world.slack.people.open_view(MAYA) is None
    assert world.said_to(MAYA, CLIENTS) == [NOT_YOURS]


async def test_a_post_is_written_anew(world: World) -> None:
    _, ts = await scheduled(world)
    gone = OutboundPost(MAYA, Channel.SMS, "Hello", SMS.address)
    await SlackThreads(world.client).update_post(CLIENTS, ts, gone)
    blocks = world.slack.workspace.message(CLIENTS, ts).blocks
    assert [block["type"] for block in blocks] == ["context", "section"]
    assert "sent this by SMS" in str(blocks)


def test_what_was_scheduled_says_when_it_goes_or_what_became_of_it() -> None:
    waiting = OutboundPost(MAYA, Channel.SMS, "Hello", SMS.address, waiting=Waiting(NOW), offers=OFFERS)
    blocks = checked_message_blocks(post(waiting).blocks)
    assert "scheduled this by SMS from +1 202-555-0100. *When it goes:* <!date^" in str(blocks)
    assert [each["text"]["text"] for each in blocks[-1]["elements"]] == ["Change time", "Cancel it"]
    outcome = OutboundPost(MAYA, Channel.SMS, "Hello", SMS.address, outcome="Taken back.", is_scheduled=True)
    assert "had scheduled this by SMS from +1 202-555-0100. Taken back." in str(post(outcome).blocks)


def test_its_author_is_told_who_has_written_and_nobody_is_pinged_by_a_name() -> None:
    wrote = post(StillScheduledPost(MAYA, "<!here> Jane", "", NOW, OFFERS))
    said = str(checked_message_blocks(wrote.blocks))
    assert f"<@{MAYA}> *&lt;!here&gt; Jane has written.* Your scheduled text still goes: <!date^" in said
    answered = post(StillScheduledPost(MAYA, "Jane", SAM, NOW, OFFERS))
    assert f"*<@{SAM}> has written to Jane.*" in str(answered.blocks)
