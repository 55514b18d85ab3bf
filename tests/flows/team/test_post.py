"""Posting in a Slack channel: by whom, what is refused, and what a template begins with."""

from dataclasses import replace

import pytest

from bot.domain.markdown import MOST_IN_ALL
from bot.domain.message_template import Reach
from bot.domain.replies import OfferedFile
from bot.domain.roles import Role
from bot.flows.team.permissions import NotAllowed
from bot.flows.team.post import NO_CHANNEL, NOTHING, TOO_LONG, PostRequest, post, post_start, words_of
from bot.flows.threads.channel_posts import MOST_BYTES, MOST_FILES
from tests.flows.harness import Team
from tests.flows.occasions.calendar import template

WISH = PostRequest("V1", "U1", "C0ROOM", "**Closed** on Friday")
FILE = OfferedFile("plan.pdf", "application/pdf", 3, "https://files.test/plan.pdf")


async def _posted(team: Team, **changes: object) -> dict[str, str]:
    return await post(team.ctx, team.workspace_id, replace(WISH, **changes))  # type: ignore[arg-type]


async def test_it_is_posted_once_and_stands_in_the_audit(team: Team) -> None:
    assert await _posted(team) == {}
    assert await _posted(team) == {}
    await team.work()
    assert team.slack.in_channels == [("C0ROOM", None, "**Closed** on Friday", "U1")]
    deed = (await team.audit("posted_in_slack"))[0]
    assert (deed.actor, deed.detail["channel"]) == ("U1", "C0ROOM")


async def test_the_audit_names_the_template_for_good(team: Team) -> None:
    weekly = await template(team, "Hi", reach=Reach.SLACK)
    assert await _posted(team, template_id=weekly.id) == {}
    async with team.ctx.store.write(team.workspace_id) as uow:
        await uow.message_templates.archive(weekly.id, "U1", team.clock.now())
    [deed] = await team.audit("posted_in_slack")
    assert deed.detail["template"] == weekly.name


async def test_a_file_needs_no_text(team: Team) -> None:
    team.slack.uploads = {FILE.url: b"pdf"}
    assert await _posted(team, text=" ", files=(FILE,)) == {}
    await team.work()
    assert [file.name for _, file in team.slack.shared] == ["plan.pdf"]


@pytest.mark.parametrize(
    ("changes", "field", "says"),
    [
        ({"channel": ""}, "channel", NO_CHANNEL),
        ({"text": "\n"}, "text", NOTHING),
        ({"text": "x" * (MOST_IN_ALL + 1)}, "text", TOO_LONG),
        ({"text": "Hi {{ first_name }}"}, "text", "“first_name”"),
        ({"files": (FILE,) * (MOST_FILES + 1)}, "files", "At most"),
        ({"files": (replace(FILE, size=MOST_BYTES + 1),)}, "files", "plan.pdf"),
    ],
)
async def test_what_cannot_be_posted_is_said_at_its_field(
    team: Team, changes: dict[str, object], field: str, says: str
) -> None:
    wrong = await _posted(team, **changes)
    assert list(wrong) == [field]
    assert says in wrong[field]
    await team.work()
    assert team.slack.in_channels == []


async def test_who_may_not_write_posts_nothing(team: Team) -> None:
    await team.decide(default_role=Role.VIEWER)
    with pytest.raises(NotAllowed):
        await _posted(team)
    with pytest.raises(NotAllowed):
        await post_start(team.ctx, team.workspace_id, "U1")


async def test_the_form_begins_with_the_default_channel_and_the_templates_for_slack(team: Team) -> None:
    await team.decide(post_channel="C0ROOM")
    ours = await template(team, "Closed", reach=Reach.SLACK)
    await template(team, "Hello", reach=Reach.SMS)
    start = await post_start(team.ctx, team.workspace_id, "U1")
    assert start.channel == "C0ROOM"
    assert [each.id for each in start.templates] == [ours.id]


async def test_what_nobody_knows_stands_in_braces_to_be_written_over(team: Team) -> None:
    ours = await template(team, "{{ company_name }}: {{ room }} is free at {{ appointment_date }}.")
    said = await words_of(team.ctx, team.workspace_id, ours.id)
    assert said == "Harbor Clinic: {{ room }} is free at {{ appointment_date }}."
    wrong = await _posted(team, text=said)
    assert "“room”, “appointment_date”" in wrong["text"]


async def test_a_template_for_clients_gives_no_words(team: Team) -> None:
    ours = await template(team, "Hello", reach=Reach.SMS)
    assert await words_of(team.ctx, team.workspace_id, ours.id) == ""
    assert await words_of(team.ctx, team.workspace_id, "nothing") == ""
