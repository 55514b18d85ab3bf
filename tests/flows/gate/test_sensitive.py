"""An admin's pattern that comes to no end: treated as if it had found something, and reported."""

from bot.domain.message import Status
from bot.domain.roles import Role
from bot.domain.settings import DlpAction, DlpKind, DlpRule
from bot.domain.thread import InboundPost
from tests.flows.gate.admin import decides, promotes
from tests.flows.harness import Team
from tests.support.world import inbound

ENDLESS = DlpRule("Order", DlpKind.PATTERN, DlpAction.BLOCK, DlpAction.REDACT, "(a+)+$")
TEXT = "a" * 400 + "!"


async def test_a_pattern_without_end_hides_the_text_and_the_admins_are_told_once_a_day(team: Team) -> None:
    await promotes(team, "U0ADMIN", Role.ADMIN)
    await decides(team, dlp=(ENDLESS,))
    await team.hear(inbound(TEXT, "SM1"), inbound(TEXT, "SM2"))
    await team.work()
    assert [post.body for post in team.posts(InboundPost)] == ["[order hidden]"] * 2
    [(admin, said)] = team.slack.directs
    assert admin == "U0ADMIN"
    assert "“Order”" in said
    team.clock.advance(days=1)
    await team.hear(inbound(TEXT, "SM3"))
    await team.work()
    assert len(team.slack.directs) == 2


async def test_a_pattern_without_end_refuses_a_reply(team: Team) -> None:
    await promotes(team, "U0ADMIN", Role.ADMIN)
    await team.hear(inbound("Hi", "SM1"))
    await team.work()
    await decides(team, dlp=(ENDLESS,), system_channel="C0REPORTS")
    await team.reply(TEXT)
    await team.work()
    assert (await team.statuses())[-1] is Status.REFUSED
    assert team.told == [
        "Not sent. The text holds something that must not be texted: order. "
        "Take it out and send the text again. A manager can send it anyway."
    ]
    assert [channel for channel, _ in team.slack.directs] == ["C0REPORTS"]


async def test_an_ordinary_text_is_reported_to_nobody(team: Team) -> None:
    await promotes(team, "U0ADMIN", Role.ADMIN)
    await decides(team, dlp=(ENDLESS,))
    await team.hear(inbound("Hi", "SM1"))
    await team.work()
    assert team.slack.directs == []
