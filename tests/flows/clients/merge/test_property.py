"""The promises of a merge, for every kind of client: undone, all is as it was; nothing forbidden goes."""

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.domain.merge import CHOSEN
from bot.domain.roles import Role
from bot.flows.clients.merge.undo import undo
from bot.storage.tables import conversations
from tests.flows.clients.merge.people import LOGS, PEOPLE, Person, all_rows, allowed, join, settle_in
from tests.flows.harness import Team

_HARMLESS = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]
# An example takes as long as many statements: a failing one is shown as it was found.
_PHASES = (Phase.explicit, Phase.reuse, Phase.generate)


@settings(max_examples=25, deadline=None, phases=_PHASES, suppress_health_check=_HARMLESS)
@given(one=PEOPLE, two=PEOPLE, kept=st.sets(st.sampled_from(CHOSEN)))
async def test_a_merge_and_its_undoing_leave_every_row_as_it_was(
    team: Team, one: Person, two: Person, kept: set[str]
) -> None:
    await team.promote("U1", Role.MANAGER)
    survivor, other = await settle_in(team, one, "Jane Doe"), await settle_in(team, two, "J. Doe")
    before = await all_rows(team.ctx.store, team.workspace_id)
    done = await join(team, survivor, other, *sorted(kept))
    team.clock.advance(minutes=1)
    said = await undo(team.ctx, team.workspace_id, done.merge.id, "U1")
    after = await all_rows(team.ctx.store, team.workspace_id)
    assert "two clients again" in said.said
    for name, rows in before.items():
        if name in LOGS:
            kept_ids = {row[0]: row for row in after[name]}
            # What is logged stays as it was written; of a card the newest state is asked for once more.
            assert {row[0] for row in rows} <= set(kept_ids)
            assert name == "outbox" or all(kept_ids[row[0]] == row for row in rows)
        else:
            assert after[name] == rows, name


@settings(max_examples=25, deadline=None, phases=_PHASES, suppress_health_check=_HARMLESS)
@given(one=PEOPLE, two=PEOPLE)
async def test_what_was_forbidden_before_a_merge_is_forbidden_after_it(
    team: Team, one: Person, two: Person
) -> None:
    await team.promote("U1", Role.MANAGER)
    survivor, other = await settle_in(team, one, "Jane Doe"), await settle_in(team, two, "J. Doe")
    before = await allowed(team, (survivor, other))
    await join(team, survivor, other)
    after = await allowed(team, (survivor, other))
    assert before.keys() == after.keys()
    assert all(after[key] <= before[key] for key in before)


@settings(max_examples=15, deadline=None, phases=_PHASES, suppress_health_check=_HARMLESS)
@given(one=PEOPLE, two=PEOPLE, three=PEOPLE)
async def test_merges_upon_merges_come_apart_in_the_order_in_which_they_were_made(
    team: Team, one: Person, two: Person, three: Person
) -> None:
    await team.promote("U1", Role.MANAGER)
    ids = [await settle_in(team, person, "Jane Doe") for person in (one, two, three)]
    before = await all_rows(team.ctx.store, team.workspace_id)
    first = await join(team, ids[1], ids[0])
    second = await join(team, ids[2], ids[1])
    threads = {row.id: row for row in await team.rows(conversations)}
    assert "Undo that merge first" in (await undo(team.ctx, team.workspace_id, first.merge.id, "U1")).said
    await undo(team.ctx, team.workspace_id, second.merge.id, "U1")
    await undo(team.ctx, team.workspace_id, first.merge.id, "U1")
    after = await all_rows(team.ctx.store, team.workspace_id)
    assert threads.keys() == {row.id for row in await team.rows(conversations)}
    assert {name: rows for name, rows in after.items() if name not in LOGS} == {
        name: rows for name, rows in before.items() if name not in LOGS
    }
