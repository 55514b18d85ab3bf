"""The picture of the costs: drawn where the extra is installed, and said plainly where it is not."""

import struct

import pytest

from bot.domain.channel import Channel
from bot.flows.reports import chart, picture
from bot.flows.reports.costs import load_costs
from bot.flows.reports.picture import NOT_INSTALLED
from bot.flows.threads import items
from bot.ports import PostFailed, PostProblem
from tests.flows.harness import Team
from tests.support.world import inbound

BOSS = "U0BOSS"


async def ask(team: Team) -> None:
    """Ask for the picture, and let it be written."""
    now = team.clock.now()
    async with team.ctx.store.write(team.workspace_id) as uow:
        await uow.outbox.add([items.costs_picture(BOSS, 6, now)], now)
    await team.write()


async def test_without_the_extra_it_is_said_plainly(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture, "can_draw", lambda: False)
    await ask(team)
    assert team.slack.files == []
    assert team.slack.directs == [(BOSS, NOT_INSTALLED)]
    assert "pip install 'threadline[charts]'" in NOT_INSTALLED


async def test_the_picture_is_a_png_and_described_in_words(team: Team) -> None:
    await team.text("Hello")
    await team.hear(inbound("Hello", "SM1", channel=Channel.WHATSAPP))
    await team.text("Hello", channel=Channel.WHATSAPP)
    await team.work()
    await ask(team)
    [(user, drawn)] = team.slack.files
    assert user == BOSS
    assert drawn.content.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", drawn.content[16:24])
    assert (width, height) == (1200, 675)
    assert "November 2026: $0.0379 for 2 messages" in drawn.alt
    assert len(drawn.alt) <= 1000


async def test_months_without_a_cost_can_be_drawn(team: Team) -> None:
    report = await load_costs(team.ctx, team.workspace_id, 24)
    assert chart.draw(report).content.startswith(b"\x89PNG")
    assert chart.can_draw()


async def test_without_the_scope_the_person_is_told(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture, "can_draw", lambda: True)
    monkeypatch.setattr(picture, "draw", lambda _report: None)
    team.slack.refuse = [PostFailed(PostProblem.TOKEN, "missing_scope")]
    await ask(team)
    assert "files:write" in team.slack.directs[0][1]


async def test_a_busy_slack_gets_it_later(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture, "can_draw", lambda: True)
    monkeypatch.setattr(picture, "draw", lambda _report: None)
    team.slack.refuse = [PostFailed(PostProblem.RETRY, "ratelimited")]
    await ask(team)
    assert team.slack.files == []
    await team.wait(minutes=1)
    assert len(team.slack.files) == 1
