"""A text for which a person has chosen a time: it waits, is asked about again, and goes in its turn."""

from datetime import datetime, timedelta

import pytest

from bot.domain.channel import Channel
from bot.domain.conversation import Card
from bot.domain.message import Status
from bot.domain.roles import Role
from bot.domain.scheduling import PAST, TOO_FAR
from bot.domain.settings import FrequencyCaps
from bot.domain.thread import FailurePost, Mark, OfferKind, OutboundPost
from bot.flows.outbound.cancel import NOT_YOURS, TAKEN_BACK, cancel
from bot.flows.outbound.compose import ComposeRequest, Rejected, compose
from bot.storage.tables import conversations
from tests.flows.harness import JANE, Team
from tests.flows.money.till import limit, totals
from tests.support.world import CLOCK_START, OUR_SMS, OUR_WHATSAPP, inbound

# It is ten in the morning in New York, where Jane is.
TOMORROW = CLOCK_START + timedelta(days=1)
NIGHT = CLOCK_START + timedelta(hours=13)


async def rejected(
    team: Team, body: str, send_at: datetime, channel: Channel = Channel.SMS
) -> dict[str, str]:
    sender = OUR_WHATSAPP if channel is Channel.WHATSAPP else OUR_SMS
    wish = ComposeRequest("view:no", "U1", channel, sender, body, None, JANE, "Jane Doe", send_at=send_at)
    outcome = await compose(team.ctx, team.workspace_id, wish)
    assert isinstance(outcome, Rejected)
    return outcome.errors


def card(team: Team) -> Card:
    [shown] = team.slack.roots.values()
    return shown


async def until(team: Team, at: datetime) -> None:
    team.clock.advance(seconds=(at - team.clock.now()).total_seconds())
    await team.work()


async def waits_since(team: Team) -> datetime | None:
    [row] = await team.rows(conversations)
    since: datetime | None = row.unanswered_since
    return since


async def test_it_goes_at_its_time_and_not_before(team: Team) -> None:
    await team.text("See you", send_at=TOMORROW)
    await until(team, TOMORROW - timedelta(seconds=1))
    assert (team.sent, (await team.message()).status) == ([], Status.QUEUED)
    await until(team, TOMORROW)
    assert team.sent == ["See you"]


async def test_its_post_and_the_card_say_when_it_goes_and_the_post_what_can_be_done(team: Team) -> None:
    await team.text("See you", send_at=TOMORROW)
    await team.work()
    [post] = team.posts(OutboundPost)
    assert (post.waiting.until, post.waiting.why) == (TOMORROW, "")
    assert post.waiting.there == "10:00 AM Jane Doe's time (New York)"
    assert [offer.kind for offer in post.offers] == [OfferKind.CHANGE_TIME, OfferKind.CANCEL]
    following = card(team).next_text
    assert following
    assert following.until == TOMORROW
    assert card(team).last_delivery is None


async def test_once_it_has_gone_nothing_says_any_more_that_it_waits(team: Team) -> None:
    await team.text("See you", send_at=TOMORROW)
    await team.work()
    await until(team, TOMORROW)
    [post] = team.posts(OutboundPost)
    assert (post.waiting, post.offers, post.outcome) == (None, (), "")
    delivery = card(team).last_delivery
    assert delivery
    assert (card(team).next_text, delivery.status) == (None, Status.ACCEPTED)


async def test_it_can_be_taken_back_by_its_author(team: Team) -> None:
    message_id = await team.text("See you", send_at=TOMORROW)
    await team.work()
    assert await cancel(team.ctx, team.workspace_id, message_id, "U2") == NOT_YOURS
    assert await cancel(team.ctx, team.workspace_id, message_id, "U1") == TAKEN_BACK
    await until(team, TOMORROW)
    [post] = team.posts(OutboundPost)
    assert team.sent == []
    assert (post.waiting, post.offers) == (None, ())
    assert post.outcome == "Taken back: the client does not get it."
    assert card(team).next_text is None
    assert team.marks(str((await team.message()).slack_ts))[-1] is Mark.CANCELED


async def test_a_text_for_now_does_not_wait_behind_it_and_it_goes_in_its_turn(team: Team) -> None:
    at = CLOCK_START + timedelta(seconds=20)
    await team.text("Second", send_at=at)
    await team.text("First")
    await team.work()
    assert team.sent == ["First"]
    await team.text("Third", send_at=at + timedelta(seconds=1))
    await until(team, at + timedelta(seconds=1))
    await team.work()
    assert team.sent == ["First", "Second", "Third"]


@pytest.mark.parametrize(
    ("at", "said"),
    [(CLOCK_START, PAST), (CLOCK_START - timedelta(days=1), PAST), (CLOCK_START + timedelta(366.1), TOO_FAR)],
)
async def test_only_a_time_to_come_within_a_year(team: Team, at: datetime, said: str) -> None:
    assert await rejected(team, "See you", at) == {"send_at": said}
    assert await team.messages() == []


async def test_a_time_at_night_becomes_the_morning_at_once(team: Team) -> None:
    await team.text("See you", send_at=NIGHT)
    await team.work()
    message = await team.message()
    assert (message.scheduled_for, message.due_at) == (NIGHT, NIGHT + timedelta(hours=9))
    [post] = team.posts(OutboundPost)
    assert post.waiting.why == "Texts to clients go by day only."
    assert post.offers
    await until(team, NIGHT)
    assert team.sent == []
    await until(team, NIGHT + timedelta(hours=9))
    assert team.sent == ["See you"]


async def test_scheduled_at_night_for_the_day_nothing_holds_it(team: Team) -> None:
    await until(team, NIGHT)
    await team.text("See you", send_at=TOMORROW)
    message = await team.message()
    assert (message.due_at, message.error_text) == (TOMORROW, None)


async def test_who_has_opted_out_meanwhile_does_not_get_it_and_its_author_is_told(team: Team) -> None:
    await team.text("See you", send_at=TOMORROW)
    await team.work()
    await team.opt_out()
    await until(team, TOMORROW)
    assert (team.sent, (await team.message()).status) == ([], Status.REFUSED)
    [failure] = team.posts(FailurePost)
    assert failure.user == "U1"
    [post] = team.posts(OutboundPost)
    assert (post.outcome, post.offers) == ("It did not go; the reason stands below.", ())


async def test_whatsapp_is_asked_as_it_will_be_then(team: Team) -> None:
    await team.hear(inbound("Hi", "SM1", channel=Channel.WHATSAPP))
    early, late = CLOCK_START + timedelta(hours=10), CLOCK_START + timedelta(hours=24)
    [(field, said)] = (await rejected(team, "See you", late, Channel.WHATSAPP)).items()
    assert field == "channel"
    assert "end on Nov 21, 2026 at 3:00 PM UTC: it takes no text of your own after that." in said
    await team.text("See you", channel=Channel.WHATSAPP, send_at=early)
    await until(team, early)
    assert team.sent == ["See you"]


async def test_whatsapp_s_window_is_asked_about_again_when_it_goes(team: Team) -> None:
    await team.hear(inbound("Hi", "SM1", channel=Channel.WHATSAPP))
    at = CLOCK_START + timedelta(hours=10)
    await team.text("See you", channel=Channel.WHATSAPP, send_at=at)
    await team.wait(hours=30)  # Nothing ran for so long.
    assert (team.sent, (await team.statuses())[-1]) == ([], Status.REFUSED)


async def test_its_cost_is_reserved_in_the_month_in_which_it_goes_and_given_back(team: Team) -> None:
    message_id = await team.text("See you", send_at=CLOCK_START + timedelta(days=14))
    assert [month for month, _ in await totals(team)] == ["2026-12"]
    await cancel(team.ctx, team.workspace_id, message_id, "U1")
    assert await totals(team) == {}


async def test_a_month_that_is_used_up_leaves_room_in_the_next(team: Team) -> None:
    await limit(team, messages=1)
    await team.text("Now")
    assert "There is no room for this" in (await rejected(team, "Tomorrow", TOMORROW))["body"]
    await team.text("Next month", send_at=CLOCK_START + timedelta(days=14))
    assert [each.status for each in await team.messages()] == [Status.QUEUED, Status.QUEUED]


async def test_texts_are_counted_at_the_time_at_which_they_go(team: Team) -> None:
    await team.decide(frequency=FrequencyCaps(per_day=1))
    await team.text("Today")
    later = await team.text("In two days", send_at=CLOCK_START + timedelta(days=2))
    assert (await team.message(later)).error_text is None
    tomorrow = await team.text("This evening", send_at=CLOCK_START + timedelta(hours=8))
    assert (await team.message(tomorrow)).due_at > CLOCK_START + timedelta(hours=23)


async def test_its_author_s_role_counts_when_it_goes(team: Team) -> None:
    await team.decide(default_role=Role.VIEWER)
    await team.promote("U1", Role.SENDER)
    await team.text("See you", send_at=TOMORROW)
    async with team.ctx.store.write(team.workspace_id) as uow:
        await uow.roles.revoke("U1")
    await until(team, TOMORROW)
    assert (team.sent, (await team.message()).status) == ([], Status.REFUSED)


@pytest.fixture
async def asking(team: Team) -> Team:
    """A team in a thread with Jane, who waits for an answer."""
    await team.meet("Jane Doe")
    await team.hear(inbound("When can I come?", "SM1"))
    await team.work()
    return team


async def test_who_waits_for_an_answer_has_it_when_it_goes(asking: Team) -> None:
    await asking.text("At nine", send_at=TOMORROW)
    await asking.work()
    assert await waits_since(asking) == CLOCK_START
    await until(asking, TOMORROW)
    assert await waits_since(asking) is None


async def test_it_is_no_answer_to_what_was_written_after_it_was_scheduled(asking: Team) -> None:
    await asking.text("At nine", send_at=TOMORROW)
    await asking.hear(inbound("Or can you come to me?", "SM2"))
    await until(asking, TOMORROW)
    assert asking.sent == ["At nine"]
    assert await waits_since(asking) == CLOCK_START


async def test_a_reply_takes_the_way_of_what_was_said_not_of_what_is_scheduled(asking: Team) -> None:
    await asking.hear(inbound("Hi", "SM2", channel=Channel.WHATSAPP))
    await asking.text("By WhatsApp", channel=Channel.WHATSAPP)
    await asking.text("By SMS", send_at=TOMORROW)
    await asking.reply("As well")
    await asking.wait(seconds=10)
    assert [each.channel for each in asking.provider.sent] == [Channel.WHATSAPP, Channel.WHATSAPP]
