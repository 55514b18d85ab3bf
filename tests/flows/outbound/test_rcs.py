"""A text that RCS carries: shown as what it is, and in all that matters a text."""

from dataclasses import replace

from bot.domain.channel import Channel
from bot.domain.consent import ConsentState
from bot.domain.conversation import Card
from bot.domain.events import Receipt
from bot.domain.message import Direction, Status
from bot.domain.thread import InboundPost
from bot.flows.inbound import kept_texts
from bot.flows.outbound import receipts as kept_receipts
from bot.slack.blocks.card import card as card_view
from bot.slack.blocks.posts import post as post_view
from tests.flows.harness import Team
from tests.support.world import inbound

SID = f"SM{1:032d}"


async def _told(team: Team, status: Status, *, by_rcs: bool = True) -> None:
    """A receipt, by the way that the webhook and the worker take."""
    await kept_receipts.keep(team.ctx, team.workspace_id, [Receipt("twilio", SID, status, by_rcs=by_rcs)])
    await kept_receipts.apply_kept(team.ctx, team.workspace_id)
    await team.work()


def _card(team: Team) -> Card:
    return next(reversed(team.slack.roots.values()))


async def test_the_card_says_that_rcs_delivered_it_and_that_it_was_read(team: Team) -> None:
    await team.text("Hello")
    await team.work()
    await _told(team, Status.DELIVERED)
    assert "Our last RCS: *delivered*" in f"{card_view(_card(team)).blocks}"
    await _told(team, Status.READ)
    assert "Our last RCS: *read*" in f"{card_view(_card(team)).blocks}"
    message = await team.message()
    assert (message.channel, message.by_rcs) == (Channel.SMS, True)


async def test_where_rcs_gives_way_to_a_text_the_last_word_holds(team: Team) -> None:
    await team.text("Hello")
    await team.work()
    await _told(team, Status.SENT)
    assert (await team.message()).by_rcs
    await _told(team, Status.DELIVERED, by_rcs=False)
    assert not (await team.message()).by_rcs
    assert "Our last SMS: *delivered*" in f"{card_view(_card(team)).blocks}"


async def test_a_client_s_text_by_rcs_is_shown_as_such_and_answered_as_a_text(team: Team) -> None:
    await team.meet("Jane Doe")
    await kept_texts.keep(team.ctx, team.workspace_id, [inbound("Are you open?", "SM1", by_rcs=True)])
    await kept_texts.apply_kept(team.ctx, team.workspace_id)
    await team.work()
    [post] = team.posts(InboundPost)
    assert post.by_rcs
    assert "'RCS'" in f"{post_view(post).blocks}"
    assert "'SMS'" in f"{post_view(replace(post, by_rcs=False)).blocks}"
    await team.reply("Until six")
    await team.wait(seconds=6)
    [sent] = team.provider.sent
    assert (sent.channel, sent.to) == (Channel.SMS, "+12125550123")
    [received] = [each for each in await team.messages() if each.direction is Direction.IN]
    assert received.by_rcs


async def test_a_stop_by_rcs_holds_for_texts(team: Team) -> None:
    await team.meet("Jane Doe")
    await team.hear(inbound("STOP", "SM1", by_rcs=True, answered_by_provider=True))
    assert await team.consent() is ConsentState.WITHDRAWN
