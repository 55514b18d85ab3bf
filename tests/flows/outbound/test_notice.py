"""The first text to a client names the business and says how to stop; everybody can see that it does."""

from bot.domain.channel import Channel
from bot.domain.events import Receipt
from bot.domain.failure import FailureKind
from bot.domain.message import Status
from bot.domain.settings import ContentRules, InboxRules
from bot.domain.thread import OutboundPost
from bot.storage.tables import channel_states, workspaces
from tests.flows.gate.admin import decides
from tests.flows.harness import ADDED, ADDED_TOLD, JANE, Team, failure
from tests.support.world import inbound

OTHER = "+12125550199"


async def in_touch(team: Team, channel: Channel = Channel.SMS) -> None:
    await team.hear(inbound("Hi", "SM1", channel=channel))
    await team.work()


def added_told(team: Team) -> list[str]:
    return [text for _, text in team.slack.notices if text.startswith(ADDED_TOLD)]


async def test_the_first_text_carries_the_line_and_the_next_does_not(team: Team) -> None:
    await team.text("Hello")
    await team.work()
    await team.text("See you")
    await team.wait(seconds=5)
    assert team.carried == ["Hello" + ADDED, "See you"]


async def test_the_post_of_a_text_shows_the_line_that_the_client_reads(team: Team) -> None:
    await team.text("Hello")
    await team.text("See you")
    await team.work()
    assert team.posts(OutboundPost)[0].notice == ADDED.strip()


async def test_of_two_quick_replies_to_somebody_new_only_the_first_carries_it(team: Team) -> None:
    await in_touch(team)
    await team.reply("Hello", "9.1")
    await team.reply("See you", "9.2")
    await team.wait(seconds=10)
    assert team.carried == ["Hello" + ADDED, "See you"]
    assert [message.notice for message in await team.messages()] == ["", ADDED.strip(), ""]


async def test_when_the_first_did_not_go_the_second_carries_it(team: Team) -> None:
    await in_touch(team)
    team.provider.answers = [failure(FailureKind.FINAL)]
    await team.reply("Hello", "9.1")
    await team.reply("See you", "9.2")
    await team.wait(seconds=10)
    assert team.carried == ["Hello" + ADDED, "See you" + ADDED]


async def test_each_teammate_is_told_of_the_line_once(team: Team) -> None:
    await in_touch(team)
    # Both look after everybody here, so that nobody is asked first.
    await team.decide(inbox=InboxRules(ask_before_stepping_in=False))
    await team.reply("Hello", "9.1", user="U1")
    await team.reply("Hello", "9.2", user="U2")
    await team.wait(seconds=10)
    await team.hear(inbound("Hi", "SM2", sender=OTHER))
    await team.work()
    await team.reply("Hello", "9.3", user="U1")
    await team.wait(seconds=10)
    assert len(team.carried) == 3
    assert (
        added_told(team)
        == [f"Below the first text to somebody new the client also reads: “{ADDED.strip()}”"] * 2
    )


async def test_a_reply_without_the_line_says_nothing_of_it(team: Team) -> None:
    await in_touch(team, Channel.WHATSAPP)
    await team.reply("Hello")
    await team.wait(seconds=10)
    assert team.carried == ["Hello"]
    assert added_told(team) == []


async def test_a_text_that_names_us_makes_us_known(team: Team) -> None:
    await decides(team, content=ContentRules(notice_on_first=False))
    await team.text("Hello")
    await team.wait(seconds=5)
    assert all(row.introduced_at is None for row in await states(team))
    await team.text("Harbor clinic here")
    await team.wait(seconds=5)
    assert [row.introduced_at for row in await states(team) if row.introduced_at]
    await decides(team, content=ContentRules())
    await team.text("See you")
    await team.wait(seconds=5)
    assert team.carried == ["Hello", "Harbor clinic here", "See you"]


async def test_only_what_the_carrier_has_taken_makes_us_known(team: Team) -> None:
    team.provider.answers = [failure(FailureKind.AMBIGUOUS)]
    message_id = await team.text("Hello")
    await team.work()
    assert all(row.introduced_at is None for row in await states(team))
    await team.receipts(Receipt("twilio", "SM9", Status.DELIVERED, message_id=message_id))
    [row] = await states(team)
    assert row.introduced_at == team.clock.now()


async def test_the_name_is_the_one_the_admins_chose(team: Team) -> None:
    await decides(team, content=ContentRules(business="Harbor Dental"))
    await team.text("Hello", number=JANE)
    await team.work()
    assert team.carried == ["Hello\nHarbor Dental. Reply STOP to opt out."]


async def test_an_answer_to_a_keyword_carries_no_line(team: Team) -> None:
    await team.hear(inbound("Help", "SM1"))
    await team.work()
    [answer] = team.carried
    assert answer == "Harbor Clinic: write here and our team answers. Reply STOP to opt out."


async def states(team: Team) -> list[object]:
    async with team.ctx.store.read(team.workspace_id) as uow:
        return list(await uow.connection.execute(channel_states.select()))


async def test_a_workspace_without_a_name_says_how_to_stop_once(team: Team) -> None:
    async with team.ctx.store.write(team.workspace_id) as uow:
        await uow.connection.execute(workspaces.update().values(name=""))
    await team.text("Hello")
    await team.work()
    await team.text("See you")
    await team.wait(seconds=5)
    assert team.carried == ["Hello\nReply STOP to opt out.", "See you"]


async def test_a_text_that_never_arrived_has_made_us_known_to_nobody(team: Team) -> None:
    message_id = await team.text("Hello")
    await team.work()
    lost = failure(FailureKind.RETRY_ONCE)
    await team.receipts(Receipt("twilio", f"SM{1:032d}", Status.FAILED, message_id=message_id, failure=lost))
    await team.wait(minutes=6)
    assert team.carried == ["Hello" + ADDED] * 2


async def test_a_later_text_that_is_lost_does_not_make_us_unknown(team: Team) -> None:
    await team.text("Hello")
    await team.work()
    team.clock.advance(minutes=1)
    second = await team.text("See you")
    await team.wait(seconds=5)
    await team.receipts(
        Receipt("twilio", f"SM{2:032d}", Status.FAILED, message_id=second, failure=failure(FailureKind.FINAL))
    )
    await team.text("Once more")
    await team.wait(seconds=5)
    assert team.carried == ["Hello" + ADDED, "See you", "Once more"]
