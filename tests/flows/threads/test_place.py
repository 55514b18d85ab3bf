"""Where a client's thread stands: the first rule that fits, and what moves with it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.channel import Channel
from bot.domain.replies import TeammateWrote
from bot.domain.roles import Role
from bot.domain.settings import RoutingRule
from bot.domain.thread import ContinuedPost
from bot.flows.inbound.thread_events import handle
from bot.flows.team.permissions import NotAllowed
from bot.flows.threads.move import move_as_ruled
from bot.flows.threads.place import inbox_channels, place
from bot.storage.tables import client_tags, conversations
from tests.flows.harness import JANE, Team
from tests.support.journeys import root_of
from tests.support.world import INBOX, OUR_SMS, OUR_WHATSAPP, inbound

VIP, DESK = "C0VIP", "G0DESK"
RULES = (
    RoutingRule(VIP, tag="vip"),
    RoutingRule(DESK, sender=OUR_WHATSAPP),
    RoutingRule("C0BOTH", OUR_SMS, "Old"),
)


@pytest.mark.parametrize(
    ("sender", "tags", "channel"),
    [
        (OUR_SMS, (), INBOX),
        (OUR_SMS, ("VIP",), VIP),
        (OUR_WHATSAPP, ("VIP",), VIP),
        (OUR_WHATSAPP, ("other",), DESK),
        (OUR_SMS, ("old",), "C0BOTH"),
        (OUR_WHATSAPP, ("old",), DESK),
        ("", ("old",), INBOX),
    ],
)
def test_the_first_rule_that_fits_decides(sender: str, tags: tuple[str, ...], channel: str) -> None:
    assert place(RULES, INBOX, sender, tags) == channel


_RULE = st.builds(
    RoutingRule, st.sampled_from("ABC"), st.sampled_from(["", "1", "2"]), st.sampled_from(["", "x", "y"])
)


@given(st.lists(_RULE, max_size=6), st.sampled_from(["1", "2"]), st.sets(st.sampled_from("xy")))
def test_rules_after_the_one_that_fits_change_nothing(
    rules: list[RoutingRule], sender: str, tags: set[str]
) -> None:
    found = place(rules, INBOX, sender, tags)
    for count in range(len(rules) + 1):
        first = place(rules[:count], INBOX, sender, tags)
        assert first in {INBOX, found}


async def _tag(team: Team, client_id: str, tag: str) -> None:
    async with team.ctx.store.write(team.workspace_id) as uow:
        row = {"workspace_id": team.workspace_id, "client_id": client_id, "folded": tag.lower(), "tag": tag}
        await uow.connection.execute(client_tags.insert().values(**row))


async def _channels(team: Team) -> list[str]:
    return [row.slack_channel for row in await team.rows(conversations)]


async def test_new_threads_stand_where_the_rules_say_whoever_began(team: Team) -> None:
    await _tag(team, await team.meet("Jane Doe"), "VIP")
    await team.decide(routing=RULES)
    await team.hear(
        inbound("Hi", "SM1"),
        inbound("Hi", "SM2", sender="+12025550188", channel=Channel.WHATSAPP),
        inbound("Hi", "SM3", sender="+12025550189"),
    )
    await team.text("Hello", number="+12025550190", channel=Channel.SMS)
    await team.work()
    assert sorted(await _channels(team)) == sorted([VIP, DESK, INBOX, INBOX])
    assert len(team.slack.roots) == 4


async def test_a_thread_stays_until_an_admin_moves_it_and_its_old_place_still_answers(team: Team) -> None:
    await team.promote("U0BOSS", Role.ADMIN)
    await team.hear(inbound("Hi", "SM1"))
    await team.work()
    old_root = root_of(team.slack)
    await team.decide(routing=(RoutingRule(DESK, sender=OUR_SMS),))
    await team.hear(inbound("Still here", "SM2"))
    assert await _channels(team) == [INBOX]
    with pytest.raises(NotAllowed):
        await move_as_ruled(team.ctx, team.workspace_id, "U1")
    assert await move_as_ruled(team.ctx, team.workspace_id, "U0BOSS") == 1
    assert await move_as_ruled(team.ctx, team.workspace_id, "U0BOSS") == 0
    await team.work()
    assert await _channels(team) == [DESK]
    here, left = team.posts(ContinuedPost)
    assert (here.text, here.channel) == ("This conversation goes on here.", INBOX)
    assert (left.is_left, left.channel) == (True, DESK)
    async with team.ctx.store.write(team.workspace_id) as uow:
        await handle(team.ctx, uow, TeammateWrote(INBOX, "9.7", old_root, "U1", "From the old thread"))
        assert await inbox_channels(team.ctx, uow) == [INBOX, DESK]
    await team.wait(seconds=10)
    assert team.sent == ["From the old thread"]
    assert team.provider.sent[0].to == JANE
    assert len(await team.audit("threads_moved")) == 1
