"""What admins say of their senders, and from which one a rule has clients texted first."""

import pytest

from bot.domain.channel import Channel
from bot.domain.roles import Role
from bot.domain.settings import RoutingRule, SenderNote
from bot.flows.settings import routing, senders
from bot.flows.settings.change import ChangedMeanwhile, Rejected, Saved
from bot.flows.team.permissions import NotAllowed
from bot.flows.threads.place import place
from tests.flows.harness import Team
from tests.support.world import OUR_SMS


@pytest.fixture
async def team(team: Team) -> Team:
    await team.promote("U0ADMIN", Role.ADMIN)
    return team


async def notes(team: Team) -> tuple[SenderNote, ...]:
    async with team.ctx.store.read(team.workspace_id) as uow:
        return (await uow.settings.load()).settings.senders


async def save(team: Team, version: int, note: SenderNote) -> object:
    return await senders.save(team.ctx, team.workspace_id, "U0ADMIN", version, note)


async def test_a_name_is_kept_and_taken_back(team: Team) -> None:
    named = SenderNote(Channel.MMS, OUR_SMS, "  Front\n desk ")
    assert isinstance(await save(team, 0, named), Saved)
    assert await notes(team) == (SenderNote(Channel.SMS, OUR_SMS, "Front desk"),)
    [deed] = await team.audit("settings_changed")
    assert deed.detail["changes"][f"senders.sms/{OUR_SMS}.label"] == [None, "Front desk"]
    await save(team, 1, SenderNote(Channel.SMS, OUR_SMS))
    assert await notes(team) == ()


async def test_what_is_too_long_is_refused(team: Team) -> None:
    for note, field in (
        (SenderNote(Channel.SMS, OUR_SMS, "x" * 41), senders.LABEL),
        (SenderNote(Channel.WHATSAPP, OUR_SMS, join_words="x" * 61), senders.WORDS),
    ):
        told = await save(team, 0, note)
        assert isinstance(told, Rejected)
        assert set(told.errors) == {field}
    assert await notes(team) == ()


async def test_only_an_admin_who_has_seen_what_holds_changes_it(team: Team) -> None:
    note = SenderNote(Channel.SMS, OUR_SMS, "Front desk")
    with pytest.raises(NotAllowed):
        await senders.save(team.ctx, team.workspace_id, "U1", 0, note)
    with pytest.raises(ChangedMeanwhile):
        await save(team, 7, note)


@pytest.mark.parametrize(
    ("rule", "field"),
    [
        (RoutingRule("", tag="VIP"), routing.CHANNEL),
        (RoutingRule("C1", OUR_SMS, texts_from=OUR_SMS), routing.TAG),
        (RoutingRule("", OUR_SMS, "VIP", OUR_SMS), routing.SENDER),
    ],
)
async def test_a_rule_that_says_nothing_sensible_is_refused(
    team: Team, rule: RoutingRule, field: str
) -> None:
    told = await routing.add_rule(team.ctx, team.workspace_id, "U0ADMIN", 0, rule)
    assert isinstance(told, Rejected)
    assert set(told.errors) == {field}


async def test_a_rule_without_a_channel_leaves_the_place_to_the_next_one(team: Team) -> None:
    only_from = RoutingRule("", tag="VIP", texts_from=OUR_SMS)
    assert isinstance(await routing.add_rule(team.ctx, team.workspace_id, "U0ADMIN", 0, only_from), Saved)
    assert place([only_from, RoutingRule("C2", tag="VIP")], "C0", "+1", ["vip"]) == "C2"
    assert place([only_from], "C0", "+1", ["vip"]) == "C0"
