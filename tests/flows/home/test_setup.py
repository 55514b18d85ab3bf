"""How far a workspace is set up, point by point, and when an admin has seen enough of it."""

from datetime import time, timedelta

import pytest

from bot.domain.channel import Channel
from bot.domain.roles import Role
from bot.domain.sender import SenderState, SenderStatus
from bot.domain.settings import ContentRules, KeywordAnswers, QuietHours
from bot.flows.home.points import Point, Standing, Step, is_open
from bot.flows.home.reviewed import AGAIN, DONE, hide_setup
from bot.flows.home.setup import setup_points
from bot.flows.settings import change as changing
from bot.flows.team.permissions import NotAllowed
from bot.flows.team.senders import record_states
from bot.ports import Sender, SenderReport
from tests.flows.harness import Team
from tests.support.world import OUR_SMS, OUR_WHATSAPP

BOSS = "U0BOSS"


async def points(team: Team) -> dict[Step, Point]:
    await team.promote(BOSS, Role.ADMIN)
    return {point.step: point for point in await setup_points(team.ctx, team.workspace_id, BOSS)}


async def heard(team: Team, *states: SenderState) -> None:
    """The provider says this of our senders."""
    ours = ((Channel.SMS, OUR_SMS), (Channel.WHATSAPP, OUR_WHATSAPP))
    reports = [SenderReport(*each, state) for each, state in zip(ours, states, strict=False)]
    await record_states(team.ctx, team.workspace_id, reports)


async def test_only_admins_see_it(team: Team) -> None:
    with pytest.raises(NotAllowed):
        await setup_points(team.ctx, team.workspace_id, "U0SOMEBODY")


async def test_at_first_nothing_but_the_senders_is_there(team: Team) -> None:
    found = await points(team)
    left = {Step.ROLES, Step.BUSINESS, Step.TIME, Step.REPORTS, Step.CONTACT}
    assert {step for step, point in found.items() if point.standing is Standing.ADVISED} == left
    assert found[Step.CLIENT].standing is Standing.MISSING
    assert found[Step.TWILIO].standing is Standing.UNKNOWN
    assert "+1 202-555-0100 (SMS)" in found[Step.TWILIO].says
    assert "Harbor Clinic" in found[Step.BUSINESS].says
    assert "from 8:00 AM to 9:00 PM" in found[Step.TIME].says


async def test_what_is_decided_is_done(team: Team) -> None:
    await heard(team, SenderState(), SenderState(SenderStatus.SANDBOX))
    await team.meet("Jane Doe")
    await team.promote("U0SAM", Role.MANAGER)
    await team.decide(
        content=ContentRules(business="Harbor Eyes"),
        time_zone="America/Denver",
        quiet=QuietHours(time(0), time(0)),
        system_channel="C0REPORTS",
        answers=KeywordAnswers(email="hello@harbor.example"),
    )
    found = await points(team)
    assert {point.standing for point in found.values()} == {Standing.DONE}
    assert found[Step.ROLES].says == "2 roles are given."
    assert "any hour" in found[Step.TIME].says


async def test_a_sender_that_may_not_send_is_missing_and_says_why(team: Team) -> None:
    await heard(
        team,
        SenderState(SenderStatus.UNVERIFIED, "10DLC is pending."),
        SenderState(SenderStatus.SUSPENDED),
    )
    twilio = (await points(team))[Step.TWILIO]
    assert twilio.standing is Standing.MISSING
    assert "+1 202-555-0100 (SMS) is not verified: 10DLC is pending." in twilio.says
    assert "(WhatsApp) is suspended: the carrier gave no reason." in twilio.says


async def test_without_a_sender_it_says_which_setting(team: Team) -> None:
    twilio = (await points(team.with_context(senders=())))[Step.TWILIO]
    assert (twilio.standing, "TWILIO_FROM" in twilio.says) == (Standing.MISSING, True)


async def test_an_admin_says_that_it_is_fine_and_the_audit_knows(team: Team) -> None:
    with pytest.raises(NotAllowed):
        await hide_setup(team.ctx, team.workspace_id, "U0SOMEBODY")
    await team.promote(BOSS, Role.ADMIN)
    assert await hide_setup(team.ctx, team.workspace_id, BOSS) == DONE
    [line] = await team.audit("settings_changed")
    assert line.detail == {"changes": {"setup_reviewed": [False, True]}}


async def test_who_was_overtaken_is_told(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    await team.promote(BOSS, Role.ADMIN)

    async def overtaken(*_: object) -> None:
        raise changing.ChangedMeanwhile

    monkeypatch.setattr("bot.flows.home.reviewed.change", overtaken)
    assert await hide_setup(team.ctx, team.workspace_id, BOSS) == AGAIN


@pytest.mark.parametrize(
    ("standings", "reviewed", "shown"),
    [
        ((Standing.DONE,), False, False),
        ((Standing.DONE, Standing.ADVISED), False, True),
        ((Standing.UNKNOWN,), False, True),
        ((Standing.ADVISED, Standing.UNKNOWN), True, False),
        ((Standing.DONE, Standing.MISSING), True, True),
        ((), False, False),
    ],
)
def test_it_is_shown_until_it_is_done_or_accepted(
    standings: tuple[Standing, ...], reviewed: bool, shown: bool
) -> None:
    assert is_open(tuple(Point(Step.TIME, each, "") for each in standings), reviewed=reviewed) is shown


async def test_each_provider_is_named_once(team: Team) -> None:
    meta = Sender("whatsapp_cloud", Channel.WHATSAPP, "+12025550188", timedelta(seconds=1))
    both = await points(team.with_context(senders=(*team.ctx.senders, meta)))
    assert "“bot check” asks Twilio and Meta’s WhatsApp at once." in both[Step.TWILIO].says
    alone = await points(team.with_context(senders=(meta,)))
    assert "Twilio" not in alone[Step.TWILIO].says
