"""Replies that their author is asked about first: nothing goes without an answer, and nothing goes twice."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bot.domain.replies import TeammateDeleted, TeammateEdited, TeammateWrote
from bot.domain.thread import LinkedPost, Mark
from bot.flows.inbound.held_replies import (
    DECIDED,
    KEPT,
    SENT,
    correction_of,
    keep_as_note,
    remind,
    send_and_take_over,
    send_held,
)
from bot.flows.team.permissions import NotAllowed
from bot.storage.tables import held_replies
from tests.flows.harness import JANE, Team
from tests.support.journeys import root_of
from tests.support.world import INBOX, inbound

TS = "9.1"


@pytest.fixture
async def owned(team: Team) -> Team:
    """A team in a thread with Jane, whom U2 looks after."""
    client = await team.meet("Jane Doe")
    await team.hear(inbound("Hi", "SM1"))
    await team.work()
    async with team.ctx.store.write(team.workspace_id) as uow:
        await uow.clients.change(client, owner="U2")
    return team


async def held(team: Team) -> list[Any]:
    async with team.ctx.store.read(team.workspace_id) as uow:
        return list(await uow.connection.execute(select(held_replies)))


async def the_one(team: Team) -> str:
    [only] = await held(team)
    return str(only.id)


async def edit(team: Team, text: str) -> None:
    await team.event(TeammateEdited(INBOX, TS, root_of(team.slack), "U1", text))


async def delete(team: Team) -> None:
    await team.event(TeammateDeleted(INBOX, TS, root_of(team.slack), "U1"))


async def test_a_reply_to_somebody_else_s_client_is_asked_about(owned: Team) -> None:
    await owned.reply("Hello Jane")
    await owned.wait(minutes=1)
    assert owned.sent == []
    assert any("looks after Jane Doe" in said for said in owned.told)
    assert Mark.ASKED in owned.marks(TS)


async def test_the_owner_is_not_asked(owned: Team) -> None:
    await owned.reply("Hello Jane", user="U2")
    await owned.wait(seconds=10)
    assert owned.sent == ["Hello Jane"]


async def test_send_sends_it_and_the_next_one_is_not_asked_about(owned: Team) -> None:
    await owned.reply("Hello Jane")
    assert await send_held(owned.ctx, owned.workspace_id, await the_one(owned), "U1") == SENT
    await owned.reply("And more", "9.2")
    await owned.wait(seconds=10)
    assert owned.sent == ["Hello Jane", "And more"]
    assert await held(owned) == []


async def test_send_and_take_over_changes_the_owner(owned: Team) -> None:
    await owned.reply("Hello Jane")
    assert await send_and_take_over(owned.ctx, owned.workspace_id, await the_one(owned), "U1") == SENT
    async with owned.ctx.store.read(owned.workspace_id) as uow:
        client = await uow.clients.get((await uow.clients.by_addresses([JANE]))[JANE].client_id)
    assert client
    assert client.owner == "U1"


async def test_kept_as_a_note_it_never_goes(owned: Team) -> None:
    await owned.reply("Hello Jane")
    held_id = await the_one(owned)
    assert await keep_as_note(owned.ctx, owned.workspace_id, held_id, "U1") == KEPT
    assert await send_held(owned.ctx, owned.workspace_id, held_id, "U1") == DECIDED
    await owned.wait(minutes=1)
    assert owned.sent == []
    assert Mark.NOTE in owned.marks(TS)


async def test_only_its_author_decides(owned: Team) -> None:
    await owned.reply("Hello Jane")
    for decide in (send_held, send_and_take_over, keep_as_note):
        with pytest.raises(NotAllowed):
            await decide(owned.ctx, owned.workspace_id, await the_one(owned), "U7")


async def test_a_mention_at_its_beginning_is_asked_about(owned: Team) -> None:
    await owned.reply("Maya, is she new?", user="U2", begins_with_mention=True)
    await owned.wait(minutes=1)
    assert owned.sent == []
    assert any("begins with a teammate" in said for said in owned.told)


async def test_a_note_is_a_note_whatever_it_mentions(owned: Team) -> None:
    await owned.reply("note: Maya?", begins_with_mention=True)
    assert await held(owned) == []


async def test_an_edit_changes_what_waits_and_a_deletion_drops_it(owned: Team) -> None:
    await owned.reply("Helo Jane")
    await edit(owned, "Hello Jane")
    assert [row.body for row in await held(owned)] == ["Hello Jane"]
    await delete(owned)
    assert await held(owned) == []


async def test_an_edit_into_a_note_decides_it(owned: Team) -> None:
    await owned.reply("Hello Jane")
    await edit(owned, "note: Hello Jane")
    assert await held(owned) == []


async def test_it_is_asked_once_more_in_the_direct_messages(owned: Team) -> None:
    await owned.reply("Hello Jane")
    await remind(owned.ctx, owned.workspace_id)
    await owned.work()
    assert owned.slack.directs == []
    for _ in range(2):
        owned.clock.advance(minutes=16)
        await remind(owned.ctx, owned.workspace_id)
    await owned.work()
    assert len(owned.slack.directs) == 1


async def test_whose_client_it_was_is_not_said_once_nobody_looks_after_it(owned: Team) -> None:
    await owned.reply("Hello Jane")
    async with owned.ctx.store.write(owned.workspace_id) as uow:
        client = (await uow.clients.by_addresses([JANE]))[JANE].client_id
        await uow.clients.change(client, owner=None)
    owned.clock.advance(minutes=16)
    await remind(owned.ctx, owned.workspace_id)
    await owned.work()
    [(_, said)] = owned.slack.directs
    assert said == "Your reply to Jane Doe has not been sent. Send it now?"


async def goes_on(team: Team) -> tuple[str, str]:
    """Jane writes after a long silence; the old card and the fresh one."""
    old = root_of(team.slack)
    team.clock.advance(days=15)
    await team.hear(inbound("Me again", "SM2", received_at=team.clock.now()))
    await team.work()
    assert root_of(team.slack) != old
    return old, root_of(team.slack)


def told_in(team: Team, root: str) -> list[tuple[str, str]]:
    """Which replies that stand elsewhere a thread tells of: whose, and where they are."""
    posts = [post for _, at, post, _ in team.slack.posts if at == root]
    return [(post.by, post.link) for post in posts if isinstance(post, LinkedPost)]


@pytest.mark.parametrize("release", [send_held, send_and_take_over])
async def test_let_go_after_a_fresh_card_was_started_it_is_told_of_there(owned: Team, release: Any) -> None:
    await owned.reply("Hello Jane")
    old, new = await goes_on(owned)
    assert await release(owned.ctx, owned.workspace_id, await the_one(owned), "U1") == SENT
    await owned.wait(seconds=10)
    assert owned.sent == ["Hello Jane"]
    assert told_in(owned, new) == [("U1", f"https://slack.test/{INBOX}/{TS}")]
    assert told_in(owned, old) == []


async def test_written_under_an_old_card_it_is_told_of_once_it_goes(owned: Team) -> None:
    old, new = await goes_on(owned)
    await owned.event(TeammateWrote(INBOX, TS, old, "U1", "Hello Jane"))
    await owned.work()
    assert told_in(owned, new) == []
    await send_held(owned.ctx, owned.workspace_id, await the_one(owned), "U1")
    await owned.wait(seconds=10)
    assert told_in(owned, new) == [("U1", f"https://slack.test/{INBOX}/{TS}")]


async def test_in_the_thread_of_today_it_speaks_for_itself(owned: Team) -> None:
    _, new = await goes_on(owned)
    await owned.reply("Hello Jane")
    await send_held(owned.ctx, owned.workspace_id, await the_one(owned), "U1")
    await owned.wait(seconds=10)
    assert owned.sent == ["Hello Jane"]
    assert told_in(owned, new) == []


@pytest.mark.parametrize("how", ["a note", "refused"])
async def test_what_does_not_go_is_told_of_nowhere(owned: Team, how: str) -> None:
    await owned.reply("Hello Jane")
    _, new = await goes_on(owned)
    if how == "a note":
        await keep_as_note(owned.ctx, owned.workspace_id, await the_one(owned), "U1")
    else:
        await owned.opt_out()
        await send_held(owned.ctx, owned.workspace_id, await the_one(owned), "U1")
    await owned.wait(seconds=10)
    assert owned.sent == []
    assert told_in(owned, new) == []


async def test_what_its_author_is_told_stands_where_it_was_written(owned: Team) -> None:
    await owned.reply("Hello Jane")
    old, _ = await goes_on(owned)
    await owned.opt_out()
    await send_held(owned.ctx, owned.workspace_id, await the_one(owned), "U1")
    [told] = [row for row in await owned.outbox(kind="tell") if "opted out" in row.data["text"]]
    assert (told.data["channel"], told.data["root_ts"]) == (INBOX, old)


async def test_a_changed_text_that_has_gone_is_offered_as_a_correction(owned: Team) -> None:
    await owned.reply("At nine", user="U2")
    await owned.wait(seconds=10)
    await edit(owned, "At ten")
    await edit(owned, "At eleven")
    found = await correction_of(owned.ctx, owned.workspace_id, await the_one(owned))
    assert found
    assert found.body == "At eleven"
    assert owned.sent == ["At nine"]


async def test_a_reply_met_again_is_held_once(owned: Team) -> None:
    await owned.reply("Hello Jane")
    await owned.reply("Hello Jane")
    assert len(await held(owned)) == 1


_STEPS = st.lists(st.sampled_from(["send", "over", "keep", "edit", "note", "delete", "wait"]), max_size=6)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=_STEPS)
async def test_whatever_is_pressed_it_goes_at_most_once_and_never_after_no(
    owned: Team, steps: list[str]
) -> None:
    already, number = len(owned.sent), owned.clock.now() + timedelta(seconds=1)
    ts = f"{number.timestamp():.6f}"
    async with owned.ctx.store.write(owned.workspace_id) as uow:
        await uow.connection.execute(held_replies.delete())
        await uow.connection.exec_driver_sql("UPDATE messages SET slack_user = 'U2'")
    await owned.reply("Hello Jane", ts)
    [row] = await held(owned)
    went, refused = False, False
    for step in steps:
        if step in ("send", "over", "keep"):
            flow = {"send": send_held, "over": send_and_take_over, "keep": keep_as_note}[step]
            said = await flow(owned.ctx, owned.workspace_id, row.id, "U1")
            went = went or (said == SENT and not refused)
            refused = refused or (said == KEPT)
        elif step == "delete":
            await owned.event(TeammateDeleted(INBOX, ts, root_of(owned.slack), "U1"))
            refused = refused or not went
        elif step in ("edit", "note"):
            text = "Hello, Jane" if step == "edit" else "note: no"
            await owned.event(TeammateEdited(INBOX, ts, root_of(owned.slack), "U1", text))
            refused = refused or (step == "note" and not went)
        else:
            await owned.wait(seconds=30)
    await owned.wait(seconds=30)
    assert len(owned.sent) - already <= 1
    if refused:
        assert len(owned.sent) == already
    async with owned.ctx.store.write(owned.workspace_id) as uow:
        client = (await uow.clients.by_addresses([JANE]))[JANE].client_id
        await uow.clients.change(client, owner="U2")
