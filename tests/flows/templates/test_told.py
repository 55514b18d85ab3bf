"""Every change that WhatsApp makes to a template is told once: in the system channel or to the admins, and to
who has made it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.roles import Role
from bot.domain.template import Approval, Category, Template
from bot.flows.templates.refresh import refresh
from bot.flows.templates.submit import submit
from bot.flows.templates.submitting import Submitter
from bot.flows.templates.told import keep
from bot.ports import Submitted
from tests.flows.harness import Team
from tests.flows.templates.shelves import OFFER, PENDING, REMINDER
from tests.flows.templates.test_submit import AUTHOR, DRAFT, MADE

SYSTEM = "C0SYSTEM"


@pytest.fixture
async def team(team: Team) -> Team:
    """A team with a system channel and templates."""
    await team.decide(system_channel=SYSTEM)
    await hear(team, REMINDER, PENDING)
    return team


async def hear(team: Team, *templates: Template) -> None:
    """The provider is asked and tells these."""
    team.clock.advance(seconds=1)
    team.provider.shelf = templates
    await refresh(team.ctx, team.workspace_id, [team.provider])  # type: ignore[list-item]


async def announced(team: Team, to: str = SYSTEM) -> list[str]:
    await team.work()
    return [text for user, text in team.slack.directs if user == to]


async def test_the_first_list_and_a_new_template_are_no_news(team: Team) -> None:
    await hear(team, REMINDER, PENDING, OFFER)
    assert await announced(team) == []


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (Approval.PENDING, Approval.APPROVED, "WhatsApp has approved the template “reminder” (English)."),
        (Approval.PAUSED, Approval.APPROVED, "WhatsApp lets the template “reminder” (English) go again."),
        (Approval.PENDING, Approval.REJECTED, "has rejected the template “reminder” (English). Its words do"),
        (Approval.APPROVED, Approval.PAUSED, "has paused the template “reminder” (English), as too many"),
        (Approval.APPROVED, Approval.DISABLED, "has switched off the template “reminder” (English) for good"),
    ],
)
async def test_each_change_is_told_once(team: Team, before: Approval, after: Approval, words: str) -> None:
    # How it came to be so is no matter here.
    async with team.ctx.store.write(team.workspace_id) as uow:
        await uow.templates.replace("twilio", [replace(REMINDER, approval=before)], team.clock.now())
    reason = "TAG_CONTENT_MISMATCH" if after is Approval.REJECTED else ""
    for _ in range(2):
        await hear(team, replace(REMINDER, approval=after, rejection_reason=reason))
    [said] = await announced(team)
    assert words in said
    assert said.endswith(".")


async def test_a_reason_in_the_provider_s_own_words_is_shown_as_it_is(team: Team) -> None:
    reason = "The {{1}} is {odd}."
    await hear(team, REMINDER, replace(PENDING, approval=Approval.REJECTED, rejection_reason=reason))
    assert reason in (await announced(team))[0]


async def test_another_category_is_told(team: Team) -> None:
    await hear(team, replace(REMINDER, category=Category.MARKETING), PENDING)
    [said] = await announced(team)
    assert "moved the template “reminder” (English) from utility to marketing" in said


async def test_what_happens_a_second_time_is_told_again(team: Team) -> None:
    for approval in (Approval.PAUSED, Approval.APPROVED, Approval.PAUSED):
        await hear(team, replace(REMINDER, approval=approval), PENDING)
    assert len(await announced(team)) == 3


async def test_two_who_ask_at_once_tell_it_once(team: Team) -> None:
    team.clock.advance(seconds=1)
    asked_at, now = team.clock.now(), team.clock.now()
    told = [replace(REMINDER, approval=Approval.PAUSED), PENDING]
    async with team.ctx.store.read(team.workspace_id) as uow:
        before = await uow.templates.all()
    for _ in range(2):
        async with team.ctx.store.write(team.workspace_id) as uow:
            # The other has not committed yet when this one reads.
            await uow.templates.replace("twilio", [each.template for each in before], before[0].fetched_at)
            await keep(uow, "twilio", told, asked_at, now)
    assert len(await announced(team)) == 1


async def test_an_answer_that_was_overtaken_changes_nothing(team: Team) -> None:
    early = team.clock.now()
    await hear(team, replace(REMINDER, approval=Approval.PAUSED), PENDING)
    async with team.ctx.store.write(team.workspace_id) as uow:
        await keep(uow, "twilio", [REMINDER, PENDING], early - timedelta(seconds=1), team.clock.now())
        found = await uow.templates.by_ids([REMINDER.id])
    assert found[REMINDER.id].approval is Approval.PAUSED
    assert len(await announced(team)) == 1


@pytest.mark.parametrize("with_channel", [True, False])
async def test_its_author_is_told_once_too(team: Team, with_channel: bool) -> None:
    await team.promote("U0BOSS", Role.ADMIN)
    await team.promote(AUTHOR, Role.ADMIN)
    if not with_channel:
        await team.decide(system_channel="")
    team.provider.submissions = [Submitted(MADE)]
    await submit(team.ctx, team.workspace_id, AUTHOR, DRAFT, "view:1")
    await Submitter({"twilio": team.provider}).step(team.ctx, team.workspace_id)  # type: ignore[dict-item]
    await hear(team, REMINDER, PENDING, replace(MADE, approval=Approval.APPROVED))
    approved = "WhatsApp has approved the template “see_you”"
    for user, times in ((AUTHOR, 1), (SYSTEM, int(with_channel)), ("U0BOSS", int(not with_channel))):
        said = await announced(team, user)
        assert sum(text.startswith(approved) for text in said) == times
