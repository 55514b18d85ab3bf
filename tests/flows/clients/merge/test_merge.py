"""Two clients made one: what is kept, what waits, what the threads say, and who is told what."""

import asyncio

import pytest
from sqlalchemy import event, func, select

from bot.domain.channel import Channel
from bot.domain.consent import ConsentState, DncEntry, DncSource
from bot.domain.replies import TeammateWrote
from bot.domain.roles import Role
from bot.domain.thread import LinkedPost
from bot.flows.clients.find import client_by_id
from bot.flows.clients.merge.merge import Merged, Refused, Wanted, merge
from bot.flows.clients.merge.preview import Preview, preview
from bot.flows.clients.merge.undo import undo
from bot.flows.clients.spam import mark_spam
from bot.flows.team.permissions import NotAllowed
from bot.storage.repositories.consents import ConsentChange
from bot.storage.tables import clients, consent_events, conversations, merge_moves, messages
from bot.worker.housekeeping import forget, watch_work
from tests.flows.clients.merge.people import conversation_of, join
from tests.flows.harness import JANE, Team
from tests.support.world import INBOX, inbound

OTHER = "+12125550188"


@pytest.fixture
async def two(team: Team) -> tuple[str, str]:
    """Jane Doe and J. Doe, who have both written, and a manager."""
    await team.promote("U1", Role.MANAGER)
    ids = await team.meet("Jane Doe"), await team.meet("J. Doe", OTHER)
    await team.hear(inbound("Hello", "SM1"), inbound("Hello from my other phone", "SM2", sender=OTHER))
    await team.work()
    return ids


async def _roots(team: Team, *client_ids: str) -> list[str]:
    return [(await conversation_of(team, client_id)).root_ts for client_id in client_ids]


async def test_both_threads_say_where_it_goes_on_and_link_to_each_other(
    team: Team, two: tuple[str, str]
) -> None:
    here, there = await _roots(team, *two)
    done = await join(team, *two)
    await team.work()
    posts = {root: post for _, root, post, _ in team.slack.posts if isinstance(post, LinkedPost)}
    assert posts[here].undo == done.merge.id
    assert posts[here].link.endswith(there)
    assert posts[there].link.endswith(here)
    assert not posts[there].undo
    assert team.slack.roots[there].merged_into == "Jane Doe"
    assert {each.value for each in team.slack.roots[here].client.addresses} == {JANE, OTHER}


async def test_a_text_from_either_number_stands_in_the_one_thread(team: Team, two: tuple[str, str]) -> None:
    [here] = await _roots(team, two[0])
    await join(team, *two)
    await team.hear(inbound("From both", "SM3", sender=OTHER))
    await team.work()
    _, root, post, _ = team.slack.posts[-1]
    assert (root, post.body) == (here, "From both")


async def test_a_reply_in_the_thread_that_was_left_goes_to_the_survivor_with_a_hint(
    team: Team, two: tuple[str, str]
) -> None:
    here, there = await _roots(team, *two)
    await join(team, *two)
    await team.work()
    for number, ts in enumerate(("9.1", "9.2")):
        await team.event(_wrote(there, f"Reply {number}", ts))
    await team.wait(seconds=10)
    assert team.sent == ["Reply 0", "Reply 1"]
    assert {each.client_id for each in await team.messages()} == {two[0]}
    hints = [notice for notice in team.slack.said if "was merged into Jane Doe" in notice.text]
    assert len(hints) == 1
    assert hints[0].link.endswith(here)


def _wrote(root: str, text: str, ts: str) -> TeammateWrote:
    return TeammateWrote(INBOX, ts, root, "U1", text)


async def test_what_waits_goes_on_under_the_survivor_in_its_order(team: Team, two: tuple[str, str]) -> None:
    await team.text("To J.", number=OTHER)
    await team.text("To Jane")
    await join(team, *two)
    await team.wait(seconds=10)
    assert team.sent == ["To J.", "To Jane"]
    assert {each.client_id for each in await team.messages()} == {two[0]}
    assert {each.conversation_id for each in await team.messages()} == {
        (await conversation_of(team, two[0])).id
    }


async def test_the_stricter_consent_holds_for_every_number_and_the_ledger_only_grows(
    team: Team, two: tuple[str, str]
) -> None:
    await _record(team, JANE, ConsentState.EXPRESS)
    await team.opt_out(OTHER)
    before = await team.rows(consent_events)
    done = await join(team, *two)
    assert await team.consent(JANE) is ConsentState.WITHDRAWN
    assert await team.consent(OTHER) is ConsentState.WITHDRAWN
    ledger = await team.rows(consent_events)
    assert ledger[: len(before)] == before
    assert [(row.source, row.recorded_by) for row in ledger[len(before) :]] == [("merge", "U1")]
    await undo(team.ctx, team.workspace_id, done.merge.id, "U1")
    assert await team.consent(JANE) is ConsentState.EXPRESS
    assert [row.source for row in await team.rows(consent_events)][-1] == "merge_undone"


async def _record(team: Team, number: str, state: ConsentState) -> None:
    async with team.ctx.store.write(team.workspace_id) as uow:
        owner = (await uow.clients.by_addresses([number]))[number]
        change = ConsentChange(owner.address_id, Channel.SMS, state, "paper", "signed", team.clock.now())
        await uow.consents.record([change])


async def test_a_number_without_a_record_gets_nobodys_permission(team: Team, two: tuple[str, str]) -> None:
    await _record(team, JANE, ConsentState.EXPRESS)
    await join(team, *two)
    assert await team.consent(JANE) is ConsentState.EXPRESS
    assert await team.consent(OTHER) is ConsentState.UNKNOWN


async def test_a_number_on_the_do_not_contact_list_counts_as_an_opt_out_and_the_preview_says_so(
    team: Team, two: tuple[str, str]
) -> None:
    async with team.ctx.store.write(team.workspace_id) as uow:
        await uow.dnc.add([DncEntry(OTHER, None, DncSource.PERSON, "Asked", "U1", team.clock.now())])
    seen = await preview(team.ctx, team.workspace_id, "U1", *two)
    assert isinstance(seen, Preview)
    assert [(line.after, line.listed) for line in seen.consents] == [(ConsentState.WITHDRAWN, True)] * 2
    await join(team, *two)
    assert await team.consent(JANE) is ConsentState.WITHDRAWN
    assert await team.consent(JANE, Channel.WHATSAPP) is ConsentState.WITHDRAWN


async def test_a_stop_after_the_merge_stays_when_it_is_undone(team: Team, two: tuple[str, str]) -> None:
    await _record(team, JANE, ConsentState.EXPRESS)
    await _record(team, OTHER, ConsentState.IMPLIED)
    done = await join(team, *two)
    assert await team.consent(JANE) is ConsentState.IMPLIED
    await team.hear(inbound("STOP", "SM9"))
    await undo(team.ctx, team.workspace_id, done.merge.id, "U1")
    assert await team.consent(JANE) is ConsentState.WITHDRAWN
    assert await team.consent(OTHER) is ConsentState.IMPLIED


async def test_what_came_after_the_merge_goes_with_its_number_when_it_is_undone(
    team: Team, two: tuple[str, str]
) -> None:
    done = await join(team, *two)
    await team.hear(inbound("New from J.", "SM3", sender=OTHER), inbound("New from Jane", "SM4"))
    await undo(team.ctx, team.workspace_id, done.merge.id, "U1")
    whose = {row.body: (row.client_id, row.conversation_id) for row in await team.rows(messages)}
    threads = {client: (await conversation_of(team, client)).id for client in two}
    assert whose["New from J."] == (two[1], threads[two[1]])
    assert whose["New from Jane"] == (two[0], threads[two[0]])
    assert (await conversation_of(team, two[1])).unanswered_since


async def test_a_thread_that_was_taken_over_goes_back_and_the_survivor_gets_its_own(team: Team) -> None:
    await team.promote("U1", Role.MANAGER)
    jane, other = await team.meet("Jane Doe"), await team.meet("J. Doe", OTHER)
    await team.hear(inbound("Hello", "SM2", sender=OTHER))
    await team.work()
    thread = await conversation_of(team, other)
    done = await join(team, jane, other)
    assert (await conversation_of(team, jane)).id == thread.id
    await team.hear(inbound("Hello, too", "SM3"))
    await undo(team.ctx, team.workspace_id, done.merge.id, "U1")
    await team.work()
    assert (await conversation_of(team, other)).id == thread.id
    own = await conversation_of(team, jane)
    assert own.root_ts
    whose = {row.body: row.conversation_id for row in await team.rows(messages)}
    assert whose == {"Hello": thread.id, "Hello, too": own.id}


async def test_what_somebody_changed_since_stays_when_it_is_undone(team: Team, two: tuple[str, str]) -> None:
    await team.change(clients, two[1], company="Harbor", language="de")
    done = await join(team, *two)
    await team.change(clients, two[0], company="Quay")
    await undo(team.ctx, team.workspace_id, done.merge.id, "U1")
    [row] = await team.rows(clients, id=two[0])
    assert (row.company, row.language) == ("Quay", "")


async def test_the_chosen_fields_are_the_others(team: Team, two: tuple[str, str]) -> None:
    await team.change(clients, two[0], company="Harbor")
    await team.change(clients, two[1], company="Quay", time_zone="America/Denver")
    await join(team, *two, "company", "name")
    [row] = await team.rows(clients, id=two[0])
    assert (row.name, row.company, row.time_zone, row.search_text) == (
        "J. Doe",
        "Quay",
        "America/Denver",
        "j. doe\nquay",
    )


async def test_a_client_that_is_part_of_another_is_found_as_that_one(
    team: Team, two: tuple[str, str]
) -> None:
    await join(team, *two)
    found = await client_by_id(team.ctx, team.workspace_id, two[1])
    assert found
    assert found.id == two[0]


@pytest.mark.parametrize("which", ["same", "gone", "merged", "spam"])
async def test_what_cannot_be_merged_is_refused_in_words(
    team: Team, two: tuple[str, str], which: str
) -> None:
    wanted = {"same": (two[0], two[0]), "gone": (two[0], "X" * 26)}.get(which, two)
    if which == "merged":
        third = await team.meet("Third", "+12125550177")
        await join(team, third, two[1])
    if which == "spam":
        await mark_spam(team.ctx, team.workspace_id, two[1], "U1")
    outcome = await merge(team.ctx, team.workspace_id, "U1", Wanted(*wanted))
    words = {"same": "itself", "gone": "not there", "merged": "part of another", "spam": "spam"}
    assert isinstance(outcome, Refused)
    assert words[which] in outcome.why
    seen = await preview(team.ctx, team.workspace_id, "U1", *wanted)
    assert seen == outcome.why


async def test_only_a_manager_merges_clients_but_every_sender_says_whose_an_unknown_number_is(
    team: Team, two: tuple[str, str]
) -> None:
    with pytest.raises(NotAllowed):
        await merge(team.ctx, team.workspace_id, "U2", Wanted(*two))
    await team.change(clients, two[1], is_lead=True)
    done = await join(team, *two, user="U2")
    assert "two clients again" in (await undo(team.ctx, team.workspace_id, done.merge.id, "U2")).said


async def test_of_two_who_merge_or_undo_at_once_the_second_is_told(team: Team, two: tuple[str, str]) -> None:
    wanted = (Wanted(*two), Wanted(two[1], two[0]), Wanted(*two))
    outcomes = await asyncio.gather(*(merge(team.ctx, team.workspace_id, "U1", each) for each in wanted))
    [done] = [each for each in outcomes if isinstance(each, Merged)]
    assert all("part of another" in each.why for each in outcomes if isinstance(each, Refused))
    said = await asyncio.gather(*(undo(team.ctx, team.workspace_id, done.merge.id, "U1") for _ in range(2)))
    assert sorted("already" in each.said for each in said) == [False, True]
    assert [row.action for row in await team.audit("merge_undone")] == ["merge_undone"]


async def test_after_thirty_days_it_cannot_be_undone_and_what_was_moved_is_forgotten(
    team: Team, two: tuple[str, str]
) -> None:
    done = await join(team, *two)
    await forget(team.ctx, team.workspace_id)
    assert await team_moves(team)
    team.clock.advance(days=30)
    assert "30 days" in (await undo(team.ctx, team.workspace_id, done.merge.id, "U1")).said
    await forget(team.ctx, team.workspace_id)
    assert not await team_moves(team)


async def team_moves(team: Team) -> int:
    """How many rows are kept for undoing."""
    async with team.ctx.store.read(team.workspace_id) as uow:
        found = await uow.connection.execute(select(func.count()).select_from(merge_moves))
        return int(found.scalar_one())


async def test_a_paused_relay_stays_paused_and_what_waits_for_an_answer_waits(
    team: Team, two: tuple[str, str]
) -> None:
    left = await conversation_of(team, two[1])
    await team.change(conversations, left.id, relay_paused_by="U1")
    await join(team, *two)
    here = await conversation_of(team, two[0])
    assert here.relay_paused_by == "U1"
    assert here.unanswered_since
    [old] = await team.rows(conversations, id=left.id)
    assert (old.state, old.continued_by, old.unanswered_since) == ("archived", here.id, None)


async def test_another_workspaces_clients_are_not_there(team: Team, two: tuple[str, str]) -> None:
    async with team.ctx.store.workspaces() as workspaces:
        other = (await workspaces.remember("T0OTHER", "Other", "U0", team.clock.now())).id
    outcome = await merge(team.ctx, other, "U1", Wanted(*two))
    assert isinstance(outcome, Refused)


async def test_many_messages_move_in_as_many_statements_as_few(team: Team, two: tuple[str, str]) -> None:
    run: list[str] = []
    await team.hear(*(inbound(f"Text {n}", f"SM1{n}", sender=OTHER) for n in range(300)))
    engine = team.ctx.store.writer.sync_engine
    event.listen(engine, "before_cursor_execute", lambda _c, _r, said, *_: run.append(said))
    done = await join(team, *two)
    merged_in = len(run)
    await undo(team.ctx, team.workspace_id, done.merge.id, "U1")
    assert merged_in < 60
    assert len(run) - merged_in < 60
    assert len(await team.rows(messages, client_id=two[1])) == 301


async def test_what_was_stored_at_the_very_moment_of_a_merge_comes_home(
    team: Team, two: tuple[str, str]
) -> None:
    left = await conversation_of(team, two[1])
    [theirs] = await team.rows(messages, client_id=two[1])
    done = await join(team, *two)
    here = await conversation_of(team, two[0])
    # As a transaction writes it that has read the client's thread just before.
    await team.change(messages, theirs.id, client_id=two[1], conversation_id=left.id)
    await watch_work(team.ctx, team.workspace_id)
    [row] = await team.rows(messages, id=theirs.id)
    assert (row.client_id, row.conversation_id) == (two[0], here.id)
    await undo(team.ctx, team.workspace_id, done.merge.id, "U1")
    await team.change(messages, theirs.id, client_id=two[0], conversation_id=here.id)
    await watch_work(team.ctx, team.workspace_id)
    [row] = await team.rows(messages, id=theirs.id)
    assert (row.client_id, row.conversation_id) == (two[1], left.id)
    assert len(await team.rows(messages, client_id=two[0])) == 1
