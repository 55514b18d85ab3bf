"""What people do about a text that goes again and again."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest

from bot.domain.message import Status
from bot.domain.recurrence import Every, SeriesState
from bot.domain.roles import Role
from bot.domain.thread import SystemPost
from bot.flows.outbound.compose import Rejected
from bot.flows.series import words
from bot.flows.series.change import (
    GOES_BEFORE,
    MOVED_ON,
    PAUSED_BEFORE,
    PAUSED_NOW,
    end,
    pause,
    resume,
    send_now,
    skip_next,
)
from bot.flows.series.edit import edit
from bot.storage.tables import messages
from tests.flows.harness import Team
from tests.flows.series.again import ASKING, DAILY, DAY, ELEVEN, at, begin, kept, lines

Do = Callable[..., Awaitable[str]]


async def do(team: Team, deed: Do, *more: Any, user: str = "U1") -> str:
    return await deed(team.ctx, team.workspace_id, (await kept(team)).id, user, *more)


async def change(team: Team, **changes: Any) -> str | Rejected:
    return await edit(team.ctx, team.workspace_id, (await kept(team)).id, "U1", **changes)


async def test_paused_nothing_goes_and_resumed_it_goes_on_with_its_next_time(team: Team) -> None:
    await begin(team)
    assert await do(team, pause) == "Paused. Nothing goes until somebody resumes it."
    assert await do(team, pause) == PAUSED_BEFORE
    await at(team, ELEVEN + 2 * DAY)
    assert team.sent == []
    said = "It goes next on Mon, Nov 23, 2026 at 11:00 AM (New York time)."
    assert await do(team, resume) == f"Resumed. {said}"
    assert await do(team, resume) == GOES_BEFORE
    await at(team, ELEVEN + 3 * DAY)
    assert team.sent == ["Your pills"]
    assert [post.by for post in team.posts(SystemPost)] == ["U1", "U1", "U1"]
    assert lines(team)[2] == f"resumed “Your pills”. {said}"
    deeds = [*await team.audit("series_paused"), *await team.audit("series_resumed")]
    assert [deed.actor for deed in deeds] == ["U1", "U1"]


NIGHTLY = replace(DAILY, at=time(23))
AT_NIGHT = ELEVEN + timedelta(hours=12)


async def test_paused_its_text_that_is_held_does_not_go_either(team: Team) -> None:
    await begin(team, NIGHTLY)
    await at(team, AT_NIGHT)
    assert await team.statuses() == [Status.QUEUED]
    back = "The text of it that was waiting was taken back: write to the client yourself if they are to"
    back += " have it."
    assert await do(team, pause) == f"Paused. Nothing goes until somebody resumes it. {back}"
    await at(team, AT_NIGHT + timedelta(hours=11))
    assert (team.sent, await team.statuses()) == ([], [Status.CANCELED])
    assert lines(team)[-1].endswith(back)
    assert "goes next on Sat, Nov 21" in await do(team, resume)
    await at(team, AT_NIGHT + DAY)
    await at(team, AT_NIGHT + DAY + timedelta(hours=11))
    assert team.sent == ["Your pills"]


async def test_paused_a_text_of_it_that_a_person_keeps_back_is_left_to_them(team: Team) -> None:
    await begin(team, NIGHTLY)
    await at(team, AT_NIGHT)
    await team.change(messages, (await team.message()).id, paused_by="U1")
    assert await do(team, pause) == "Paused. Nothing goes until somebody resumes it."
    assert await team.statuses() == [Status.QUEUED]


async def test_resumed_when_all_its_times_are_past_it_has_ended(team: Team) -> None:
    await begin(team, replace(DAILY, until=date(2026, 11, 21)))
    await do(team, pause)
    await at(team, ELEVEN + 2 * DAY)
    assert await do(team, resume) == f"Resumed. It has ended: {words.NONE_LEFT}"
    assert (await kept(team)).state is SeriesState.ENDED


async def test_ended_it_goes_no_more_and_cannot_be_changed(team: Team) -> None:
    await begin(team)
    assert await do(team, end) == "Ended. It does not go any more."
    await at(team, ELEVEN)
    assert team.sent == []
    for deed in (pause, resume, end, skip_next, send_now):
        assert await do(team, deed) == words.ENDED
    assert await change(team, body="Else") == Rejected({"series": words.ENDED})


@pytest.mark.parametrize("deed", [pause, resume, end, skip_next, send_now])
async def test_only_its_author_or_a_manager_may(team: Team, deed: Do) -> None:
    await begin(team)
    before = await kept(team)
    assert await do(team, deed, user="U2") == words.NOT_YOURS
    assert await kept(team) == before
    await team.promote("U2", Role.MANAGER)
    assert await do(team, deed, user="U2") != words.NOT_YOURS


async def test_what_is_not_there_is_said(team: Team) -> None:
    assert await pause(team.ctx, team.workspace_id, "01J00000000000000000000000", "U1") == words.GONE


async def test_the_next_time_is_left_out_and_the_one_after_goes(team: Team) -> None:
    await begin(team)
    said = await do(team, skip_next, ELEVEN)
    assert said == (
        "Left out on Fri, Nov 20, 2026 at 11:00 AM (New York time). "
        "It goes next on Sat, Nov 21, 2026 at 11:00 AM (New York time)."
    )
    # Pressed twice it is one time that is left out.
    assert await do(team, skip_next, ELEVEN) == MOVED_ON
    await at(team, ELEVEN)
    assert team.sent == []
    await at(team, ELEVEN + DAY)
    assert team.sent == ["Your pills"]


async def test_sent_now_it_takes_the_place_of_the_next_time(team: Team) -> None:
    await begin(team)
    assert (await do(team, send_now, ELEVEN)).startswith("It goes now")
    assert await do(team, send_now, ELEVEN) == MOVED_ON
    await team.work()
    assert team.sent == ["Your pills"]
    await at(team, ELEVEN)
    assert team.sent == ["Your pills"]
    await at(team, ELEVEN + DAY)
    assert team.sent == 2 * ["Your pills"]
    assert len(await team.audit("series_sent_now")) == 1


async def test_what_may_not_go_now_is_not_sent_and_its_next_time_stays(team: Team) -> None:
    await begin(team)
    await team.opt_out()
    assert (await do(team, send_now)).startswith("Nothing was sent. ")
    assert (await kept(team)).next_at == ELEVEN
    assert await team.messages() == []


async def test_what_is_paused_is_resumed_before_a_time_is_sent_or_left_out(team: Team) -> None:
    await begin(team)
    await do(team, pause)
    assert await do(team, send_now) == PAUSED_NOW
    assert await do(team, skip_next) == PAUSED_NOW


async def test_other_times_and_words_hold_from_the_next_time_on(team: Team) -> None:
    await begin(team)
    await at(team, ELEVEN)
    said = await change(team, recurrence=replace(DAILY, at=time(15)), body="Your drops")
    assert said == (
        "Changed. Every day at 3:00 PM (New York time). Its words are new. "
        "It goes next on Fri, Nov 20, 2026 at 3:00 PM (New York time)."
    )
    await at(team, ELEVEN + timedelta(hours=4))
    await at(team, ELEVEN + DAY)
    assert team.sent == ["Your pills", "Your drops"]
    assert lines(team)[1].startswith("changed “Your pills”, which goes again and again: Every day at 3:00 PM")


async def test_what_is_paused_stays_so_when_it_is_changed(team: Team) -> None:
    await begin(team)
    await do(team, pause)
    await change(team, body="Your drops")
    assert (await kept(team)).state is SeriesState.PAUSED
    await at(team, ELEVEN)
    assert team.sent == []


async def test_what_is_paused_stays_so_and_says_so_when_its_times_are_changed(team: Team) -> None:
    await begin(team)
    await do(team, pause)
    said = await change(team, recurrence=replace(DAILY, at=time(15)))
    assert said == f"Changed. Every day at 3:00 PM (New York time). {words.STAYS_PAUSED}"
    await at(team, ELEVEN + DAY)
    assert team.sent == []


async def test_where_nothing_is_other_nothing_is_said_in_the_thread(team: Team) -> None:
    await begin(team, replace(DAILY, count=5))
    await at(team, ELEVEN)
    before, told = await kept(team), lines(team)
    as_shown = replace(DAILY, starts=date(2026, 11, 21), count=4)
    assert await change(team, recurrence=as_shown, body="Your pills") == words.UNCHANGED
    assert (await kept(team), lines(team)) == (before, told)
    assert await team.audit("series_changed") == []


async def test_changed_it_is_in_the_audit_and_in_the_thread(team: Team) -> None:
    await begin(team)
    monthly = replace(DAILY, every=Every.MONTH, weekdays=(0,), nth=1)
    said = await change(team, recurrence=monthly, expected=ELEVEN)
    in_words = (
        "Every month on the first Monday at 11:00 AM (New York time). "
        "It goes next on Mon, Dec 7, 2026 at 11:00 AM (New York time)."
    )
    assert said == f"Changed. {in_words}"
    await team.work()
    assert lines(team)[-1] == f"changed “Your pills”, which goes again and again: {in_words}"
    [deed] = await team.audit("series_changed")
    assert (deed.actor, deed.detail["next_at"]) == ("U1", "2026-12-07T16:00:00+00:00")


async def test_once_its_next_time_has_gone_what_was_shown_is_not_changed(team: Team) -> None:
    await begin(team)
    await at(team, ELEVEN)
    before = await kept(team)
    answer = await change(team, recurrence=replace(DAILY, at=time(15)), expected=ELEVEN)
    assert answer == Rejected({"series": MOVED_ON})
    assert await kept(team) == before


async def test_its_times_are_changed_by_its_author_or_a_manager_only(team: Team) -> None:
    await begin(team)
    before = await kept(team)
    later = replace(DAILY, at=time(15))
    answer = await edit(team.ctx, team.workspace_id, before.id, "U2", recurrence=later)
    assert answer == Rejected({"series": words.NOT_YOURS})
    assert await kept(team) == before


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"body": " "}, "body"),
        ({"body": "Hello {{ who }}"}, "body"),
        ({"recurrence": replace(DAILY, interval=0)}, "interval"),
        ({"recurrence": replace(DAILY, starts=date(2026, 11, 1), until=date(2026, 11, 2))}, "until"),
    ],
)
async def test_what_cannot_be_is_said_at_its_field_and_changes_nothing(
    team: Team, changes: dict[str, Any], field: str
) -> None:
    await begin(team)
    before = await kept(team)
    answer = await change(team, **changes)
    assert isinstance(answer, Rejected)
    assert list(answer.errors) == [field]
    assert await kept(team) == before


async def test_a_templates_own_variables_can_be_given_other_values(team: Team) -> None:
    async with team.ctx.store.write(team.workspace_id) as uow:
        await uow.message_templates.add(ASKING)
    await begin(team, body="", template_id=ASKING.id, values=[("limb", "knee")])
    assert await change(team, values=[]) == Rejected({"variable:limb": words.NOBODY_KNOWS})
    assert isinstance(await change(team, values=[("limb", "arm")]), str)
    await at(team, ELEVEN)
    assert team.sent == ["Jane, how is your arm?"]
