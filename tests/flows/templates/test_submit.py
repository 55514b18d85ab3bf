"""A template is handed in or deleted by the worker, once, whatever happens on the way; its author is told."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.channel import Channel
from bot.domain.roles import Role
from bot.domain.template import Approval, Category, TemplateKind
from bot.domain.template_draft import TemplateDraft
from bot.domain.template_task import TaskState, TemplateTask
from bot.flows.team.permissions import NotAllowed
from bot.flows.templates.overview import Which, overview
from bot.flows.templates.refresh import refresh
from bot.flows.templates.submit import (
    DELETING,
    GONE,
    NO_SENDER,
    TAKEN,
    UNDER_WAY,
    delete,
    submit,
)
from bot.flows.templates.submitting import Submitter, forget_tasks, watch
from bot.ports import SubmitFailed, Submitted
from bot.storage.tables import template_tasks
from tests.flows.harness import Team
from tests.flows.templates.shelves import OFFER, PENDING, REMINDER
from tests.support.world import RememberingProvider

DRAFT = TemplateDraft(
    name="see_you",
    language="en",
    category=Category.UTILITY,
    kind=TemplateKind.TEXT,
    body="Hi {{1}}, we see you tomorrow as agreed.",
    samples=(("1", "Jane"),),
)
MADE = replace(REMINDER, id="HX9", name="see_you", approval=Approval.PENDING)
AUTHOR = "U0MANAGER"


@pytest.fixture
async def team(team: Team) -> Team:
    """A team with a manager, whose provider knows one template."""
    await team.promote(AUTHOR, Role.MANAGER)
    team.provider.shelf = (REMINDER,)
    await refresh(team.ctx, team.workspace_id, [team.provider])  # type: ignore[list-item]
    return team


async def hand_in(team: Team, draft: TemplateDraft = DRAFT, key: str = "view:1") -> dict[str, str]:
    return dict(await submit(team.ctx, team.workspace_id, AUTHOR, draft, key))


async def step(team: Team, **providers: RememberingProvider) -> int:
    worker = Submitter(providers or {"twilio": team.provider})  # type: ignore[arg-type]
    return await worker.step(team.ctx, team.workspace_id)


async def look(team: Team) -> None:
    await watch(team.ctx, team.workspace_id, {"twilio": team.provider})  # type: ignore[dict-item]


async def told(team: Team, user: str = AUTHOR) -> list[str]:
    """What this teammate has been told directly."""
    await team.work()
    return [text for to, text in team.slack.directs if to == user]


async def states(team: Team) -> list[str]:
    return [row.state for row in await team.rows(template_tasks)]


async def names(team: Team, which: Which = Which.ALL) -> list[str]:
    page = await overview(team.ctx, team.workspace_id, AUTHOR, which)
    return [each.name for each in page.page.rows]


async def test_it_is_handed_in_by_the_worker_and_its_author_is_told(team: Team) -> None:
    assert await hand_in(team) == {}
    assert team.provider.drafts == []
    assert await step(team) == 1
    assert team.provider.drafts == [DRAFT]
    assert await names(team, Which.WAITING) == ["see_you"]
    [said] = await told(team)
    assert said.startswith("WhatsApp has “see_you” (English) and looks at it")
    [deed] = await team.audit("template_submitted")
    assert (deed.actor, deed.detail["category"]) == (AUTHOR, "utility")
    assert await step(team) == 0


async def test_the_same_submission_twice_is_one_template(team: Team) -> None:
    assert await hand_in(team) == {}
    assert await hand_in(team) == {}
    await step(team)
    # Slack delivers it once more after the template is there.
    assert await hand_in(team) == {}
    assert await step(team) == 0
    assert len(team.provider.drafts) == 1
    assert len(await team.audit("template_submitted")) == 1


async def test_a_name_is_taken_once_for_each_language(team: Team) -> None:
    assert await hand_in(team, replace(DRAFT, name="reminder")) == {"name": TAKEN}
    await hand_in(team)
    assert await hand_in(team, key="view:2") == {"name": UNDER_WAY}
    assert await hand_in(team, replace(DRAFT, language="es"), key="view:3") == {}


async def test_what_whatsapp_would_not_take_is_not_even_stored(team: Team) -> None:
    wrong = await hand_in(team, replace(DRAFT, body="{{1}}, we see you tomorrow as agreed."))
    assert set(wrong) == {"body"}
    assert await states(team) == []


async def test_it_takes_a_manager_and_a_sender(team: Team) -> None:
    with pytest.raises(NotAllowed, match="make or delete templates"):
        await submit(team.ctx, team.workspace_id, "U1", DRAFT, "view:1")
    with pytest.raises(NotAllowed):
        await delete(team.ctx, team.workspace_id, "U1", REMINDER.id)
    sms_only = team.with_context(senders=team.ctx.senders_for(Channel.SMS))
    assert await hand_in(sms_only) == {"name": NO_SENDER}


async def test_what_the_provider_refuses_is_told_with_its_reason(team: Team) -> None:
    team.provider.submissions = [SubmitFailed("WhatsApp has such a name already.")]
    await hand_in(team)
    await step(team)
    [said] = await told(team)
    assert "was not handed in. WhatsApp has such a name already. Press New template" in said
    assert await states(team) == ["failed"]
    # The name is free again.
    assert await hand_in(team, key="view:2") == {}


async def test_what_may_have_gone_through_is_tried_again_and_given_up_in_the_end(team: Team) -> None:
    lost = SubmitFailed("Twilio did not answer in time.", ambiguous=True)
    team.provider.submissions = [lost, lost, Submitted(MADE)]
    await hand_in(team)
    assert await step(team) == 1
    assert await step(team) == 0
    for seconds in (2, 4):
        team.clock.advance(seconds=seconds)
        assert await step(team) == 1
    assert await states(team) == ["watched"]
    team.provider.submissions = [lost] * 8
    await hand_in(team, replace(DRAFT, name="another"), "view:2")
    for _ in range(8):
        team.clock.advance(minutes=5)
        assert await step(team) == 1
    assert sorted(await states(team)) == ["failed", "watched"]
    assert any("Twilio did not answer in time." in said for said in await told(team))


async def test_a_killed_worker_s_task_is_taken_up_after_its_lease(team: Team) -> None:
    await hand_in(team)

    class Killed(BaseException):
        """The process is gone."""

    class Dying(RememberingProvider):
        async def submit_template(self, draft: TemplateDraft) -> Submitted | SubmitFailed:
            self.drafts.append(draft)
            raise Killed

    with pytest.raises(Killed):
        await step(team, twilio=Dying())
    assert await step(team) == 0
    team.clock.advance(minutes=2, seconds=1)
    assert await step(team) == 1
    assert await states(team) == ["watched"]


async def test_a_fault_of_ours_is_tried_again(team: Team) -> None:
    class Broken(RememberingProvider):
        async def submit_template(self, _draft: TemplateDraft) -> Submitted | SubmitFailed:
            raise LookupError("a fault of its own")

    await hand_in(team)
    assert await step(team, twilio=Broken()) == 1
    assert await states(team) == ["waiting"]


async def test_a_provider_that_is_set_up_no_more_is_said(team: Team) -> None:
    await hand_in(team)
    await step(team, other=RememberingProvider(name="other"))
    assert "Its provider is not set up any more." in (await told(team))[0]


async def test_a_list_is_ready_at_once(team: Team) -> None:
    made = replace(MADE, kind=TemplateKind.LIST, approval=Approval.UNSUBMITTED)
    team.provider.submissions = [Submitted(made)]
    await hand_in(team)
    await step(team)
    assert await states(team) == ["done"]
    assert (await told(team))[0].startswith("The list “see_you” (English) is made.")


async def test_the_approval_is_looked_at_soon_and_then_ever_more_seldom(team: Team) -> None:
    team.provider.submissions = [Submitted(MADE)]
    await hand_in(team)
    await step(team)
    team.provider.shelf = (REMINDER, MADE)
    asked: list[timedelta] = []
    handed_in = last = team.clock.now()
    known = (await overview(team.ctx, team.workspace_id, AUTHOR)).fetched_at
    for _ in range(400):
        team.clock.advance(seconds=30)
        await look(team)
        now = (await overview(team.ctx, team.workspace_id, AUTHOR)).fetched_at
        if now != known:
            asked.append(team.clock.now() - last)
            known, last = now, team.clock.now()
    minutes = [each.total_seconds() / 60 for each in asked]
    assert minutes == [1, 5, 15, 60, 60]
    assert last > handed_in
    team.provider.shelf = (REMINDER, replace(MADE, approval=Approval.APPROVED))
    team.clock.advance(hours=1)
    await look(team)
    assert await states(team) == ["done"]
    assert "WhatsApp has approved the template “see_you”" in (await told(team))[-1]


async def test_one_is_deleted_by_the_worker(team: Team) -> None:
    assert await delete(team.ctx, team.workspace_id, AUTHOR, REMINDER.id) == DELETING
    assert await delete(team.ctx, team.workspace_id, AUTHOR, REMINDER.id) == DELETING
    page = await overview(team.ctx, team.workspace_id, AUTHOR)
    assert [task.name for task in page.under_way] == ["reminder"]
    assert await step(team) == 1
    assert await step(team) == 0
    assert team.provider.deleted == [REMINDER]
    assert await names(team) == []
    assert await told(team) == ["The template “reminder” (English) is deleted."]
    assert len(await team.audit("template_deleted")) == 1
    assert await delete(team.ctx, team.workspace_id, AUTHOR, REMINDER.id) == GONE


async def test_one_that_cannot_be_deleted_stays_and_that_is_said(team: Team) -> None:
    team.provider.undeletable = [SubmitFailed("Twilio did not take it: no.")]
    await delete(team.ctx, team.workspace_id, AUTHOR, REMINDER.id)
    await step(team)
    assert await names(team) == ["reminder"]
    assert await told(team) == [
        "The template “reminder” (English) was not deleted. Twilio did not take it: no."
    ]


async def test_the_list_is_filtered_searched_and_turned(team: Team) -> None:
    many = [replace(REMINDER, id=f"HX{n:02}", name=f"t{n:02}") for n in range(20)]
    stopped = replace(OFFER, approval=Approval.PAUSED)
    team.provider.shelf = (*many, stopped, PENDING)
    await refresh(team.ctx, team.workspace_id, [team.provider])  # type: ignore[list-item]

    async def page(**asked: object) -> tuple[int, int, int]:
        found = await overview(team.ctx, team.workspace_id, AUTHOR, **asked)  # type: ignore[arg-type]
        return len(found.page.rows), found.page.at, found.page.pages

    assert await page() == (15, 0, 2)
    assert await page(page=1) == (7, 1, 2)
    assert await page(page=99) == (7, 1, 2)
    assert await page(query="t07") == (1, 0, 1)
    assert await names(team, Which.STOPPED) == ["offer"]
    assert await names(team, Which.WAITING) == ["a_new_one"]
    assert await names(team, Which.UNSUBMITTED) == []
    assert len(await names(team, Which.APPROVED)) == 15
    assert not (await overview(team.ctx, team.workspace_id, "U1")).may_change


async def test_what_is_over_is_forgotten_but_who_made_a_template_is_not(team: Team) -> None:
    await hand_in(team)
    await step(team)
    await delete(team.ctx, team.workspace_id, AUTHOR, REMINDER.id)
    await step(team)
    team.provider.submissions = [SubmitFailed("No.")]
    await hand_in(team, replace(DRAFT, name="another"), "view:2")
    await step(team)
    team.clock.advance(days=31)
    await forget_tasks(team.ctx, team.workspace_id)
    assert await states(team) == [TaskState.WATCHED.value]
    async with team.ctx.store.read(team.workspace_id) as uow:
        found = await uow.template_tasks.makers([f"HX{1:032d}"])
    assert [(task.user, isinstance(task, TemplateTask)) for task in found.values()] == [(AUTHOR, True)]
