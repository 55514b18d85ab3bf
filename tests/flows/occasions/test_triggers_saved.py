"""Triggers in people's hands: saved once, switched, and not made again once they are gone."""

import asyncio
from dataclasses import replace

import pytest

from bot.domain.channel import Channel
from bot.domain.message_template import Approved, Reach, Variant
from bot.domain.roles import Role
from bot.domain.trigger import Trigger
from bot.flows.occasions.trigger_list import (
    ARCHIVED,
    NOT_APPROVED,
    PAGE,
    WRONG_REACH,
    trigger_by_id,
    trigger_page,
    trouble_with_template,
)
from bot.flows.occasions.triggers import GONE, NotSaved, remove, save, switch
from bot.flows.team.permissions import NotAllowed
from tests.flows.harness import Team
from tests.flows.occasions.calendar import AT_ONCE, DAY_BEFORE, template, trigger
from tests.support.world import CLOCK_START


@pytest.fixture(autouse=True)
async def _may(team: Team) -> None:
    await team.promote("U1", Role.MANAGER)


async def test_the_same_form_handed_in_twice_makes_one(team: Team) -> None:
    made = await trigger(team, AT_ONCE)
    new = replace(made, id="", offsets=(DAY_BEFORE,))
    both = await asyncio.gather(*(save(team.ctx, team.workspace_id, "U1", new, "view:V1") for _ in range(2)))
    assert all(isinstance(each, Trigger) for each in both)
    assert len((await trigger_page(team.ctx, team.workspace_id, "U1")).rows) == 2


async def test_one_that_is_gone_is_neither_changed_nor_switched(team: Team) -> None:
    made = await trigger(team, AT_ONCE)
    assert await remove(team.ctx, team.workspace_id, "U1", made.id) == ""
    assert await save(team.ctx, team.workspace_id, "U1", made) == NotSaved({"template": GONE})
    gone = await switch(team.ctx, team.workspace_id, "U1", made.id, is_on=False)
    assert gone == NotSaved({"template": GONE})
    assert await trigger_by_id(team.ctx, team.workspace_id, made.id) is None


async def test_a_sender_looks_and_changes_nothing(team: Team) -> None:
    made = await trigger(team, AT_ONCE)
    page = await trigger_page(team.ctx, team.workspace_id, "U2")
    assert (len(page.rows), page.may_change, page.any_on) == (1, False, True)
    with pytest.raises(NotAllowed):
        await switch(team.ctx, team.workspace_id, "U2", made.id, is_on=False)
    with pytest.raises(NotAllowed):
        await save(team.ctx, team.workspace_id, "U2", made)
    with pytest.raises(NotAllowed):
        await remove(team.ctx, team.workspace_id, "U2", made.id)


async def test_many_are_paged_by_kind(team: Team) -> None:
    words = await template(team)
    for _ in range(PAGE + 1):
        await trigger(team, AT_ONCE, words=words, is_on=False)
    page = await trigger_page(team.ctx, team.workspace_id, "U1", 1)
    assert (len(page.rows), page.has_more, page.any_on) == (1, False, False)


async def test_what_would_keep_a_template_from_going_is_said(team: Team) -> None:
    sms, slack = await template(team, reach=Reach.SMS), await template(team, reach=Reach.SLACK)
    both = await template(team)
    approved = replace(both, variants=(Variant("", "Hi", Approved("HX1")),))
    assert trouble_with_template(sms, Channel.SMS, "") == ""
    assert trouble_with_template(sms, Channel.WHATSAPP, "") == WRONG_REACH
    assert trouble_with_template(sms, None, "C1") == WRONG_REACH
    assert trouble_with_template(slack, None, "C1") == ""
    assert trouble_with_template(both, None, "") == NOT_APPROVED
    assert trouble_with_template(approved, Channel.WHATSAPP, "") == ""
    assert trouble_with_template(replace(both, archived_at=CLOCK_START), None, "") == ARCHIVED
