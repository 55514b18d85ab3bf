"""All clients as a file, and the file imported again: nobody is changed."""

import csv as csv_module
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.client_record import MAX_KIND, MAX_NAME, MAX_TAG, ClientRecord, tidy
from bot.domain.folding import folded
from bot.domain.ids import new_id
from bot.domain.roles import Role
from bot.domain.sheets.rows import read_sheet
from bot.domain.sheets.write import HEADER
from bot.flows.clients.exporting import clients_file, request_export
from bot.flows.clients.importing.plan import MERGED
from bot.flows.clients.importing.whole import dry_run, reading_of
from bot.flows.clients.merge.merge import Merged, Wanted, merge
from bot.flows.clients.spam import mark_spam
from bot.flows.context import Context
from bot.flows.team.permissions import NotAllowed
from bot.storage.repositories.new_clients import NewClient
from tests.flows.clients.importing.files import MAYA, csv, figures, imported, looked_at, told
from tests.flows.harness import JANE, Team
from tests.support.world import CLOCK_START, StoppedClock

SOON = CLOCK_START.replace(year=2027, second=17)


def rows(content: bytes) -> list[dict[str, str]]:
    """The rows of a file by their columns' names."""
    return list(csv_module.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


async def test_everybody_is_in_the_file_with_what_is_known(team: Team) -> None:
    await team.promote(MAYA, Role.MANAGER)
    await team.meet("=HYPERLINK(1)", JANE)
    spam = await team.meet("Casino", "+12125550124")
    await mark_spam(team.ctx, team.workspace_id, spam, "U1")
    await request_export(team.ctx, team.workspace_id, MAYA)
    [deed] = await team.audit("clients_exported")
    assert (deed.actor, deed.detail) == (MAYA, {})
    await team.work()
    [(user, file)] = team.slack.files
    assert (user, file.name) == (MAYA, "clients-2026-11-20.csv")
    assert file.words.startswith("Your clients, as you asked: 2.")
    jane, casino = rows(file.content)
    assert list(jane) == list(HEADER)
    assert (jane["Name"], jane["Phone numbers"], jane["Spam"]) == ("'=HYPERLINK(1)", "'+12125550123", "")
    assert (casino["Name"], casino["Spam"]) == ("Casino", "yes")


async def test_who_has_become_part_of_another_is_not_in_it(team: Team) -> None:
    survivor, other = await team.meet("Jane", JANE), await team.meet("Jane D.", "+12125550124")
    await team.promote(MAYA, Role.MANAGER)
    merged = await merge(team.ctx, team.workspace_id, MAYA, Wanted(survivor, other))
    assert isinstance(merged, Merged)
    content, count = await clients_file(team.ctx, team.workspace_id)
    assert count == 1
    [row] = rows(content)
    assert row["Phone numbers"] == "'+12125550123; +12125550124"
    # A row of before the merge does not say what is to become of the one that is left.
    old = await looked_at(team, csv("Client id,Name", f"{other},Jane D."))
    assert told(old) == {2: [f"Client id: {MERGED}"]}


async def test_a_manager_may_and_a_sender_may_not(team: Team) -> None:
    await team.promote(MAYA, Role.SENDER)
    with pytest.raises(NotAllowed, match="import or export clients"):
        await request_export(team.ctx, team.workspace_id, MAYA)
    assert await team.outbox() == []
    assert await team.audit("clients_exported") == []


async def test_an_empty_workspace_has_a_file_of_its_own(team: Team) -> None:
    content, count = await clients_file(team.ctx, team.workspace_id)
    assert (rows(content), count) == ([], 0)
    assert figures((await looked_at(team, content)).counts) == (0, 0, 0, 0)


async def test_many_clients_come_in_the_order_in_which_they_were_added(team: Team) -> None:
    async with team.ctx.store.write(team.workspace_id) as uow:
        people = [
            NewClient(new_id(), ClientRecord(f"Client {n}"), (f"+1212{5550000 + n}",)) for n in range(1_100)
        ]
        await uow.new_clients.add(people, team.clock.now())
    content, count = await clients_file(team.ctx, team.workspace_id)
    assert count == 1_100
    assert [row["Name"] for row in rows(content)] == [f"Client {n}" for n in range(1_100)]
    assert figures((await imported(team, content)).counts) == (0, 0, 1_100, 0)


TEXT = st.text(alphabet="'=+-@\t\n\\;,\" aéÉ", max_size=12) | st.text(
    alphabet=st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12
)
RECORDS = st.builds(
    ClientRecord,
    name=TEXT.map(lambda text: text[:MAX_NAME]),
    kind=st.sampled_from(["client", "Vendor", "vendor", "signer"]) | TEXT.map(lambda text: text[:MAX_KIND]),
    company=TEXT,
    language=st.sampled_from(["", "es", "de"]),
    time_zone=st.sampled_from([None, "Europe/Berlin", "US/Eastern"]),
    tags=st.lists(TEXT.map(lambda text: text[:MAX_TAG]), max_size=4).map(tuple),
    owner=st.sampled_from([None, "U0SAM"]),
    notes=TEXT,
    next_appointment=st.sampled_from([None, SOON, CLOCK_START.replace(year=2020)]),
    last_order=TEXT,
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(people=st.lists(st.tuples(RECORDS, st.integers(0, 3)), min_size=1, max_size=5))
async def test_what_was_exported_is_unchanged_when_it_is_imported(
    ctx: Context, workspace_id: str, clock: StoppedClock, people: list[tuple[ClientRecord, int]]
) -> None:
    assert clock.now() == CLOCK_START
    kept = [(tidy(record), count) for record, count in people]
    async with ctx.store.write(workspace_id) as uow:
        before = len(await uow.client_list.after("", 100_000))
        number = iter(range(5_550_000 + 20 * before, 10_000_000))
        new = [
            NewClient(new_id(), _storable(record), tuple(f"+1212{next(number)}" for _ in range(count)))
            for record, count in kept
        ]
        await uow.new_clients.add(new, clock.now())
    content, count = await clients_file(ctx, workspace_id)
    sheet = read_sheet(content, await reading_of(ctx, workspace_id))
    result = await dry_run(ctx, workspace_id, sheet)
    assert result.problems == {}
    assert figures(result.counts) == (0, 0, count, 0)


def _storable(record: ClientRecord) -> ClientRecord:
    """As the forms would have let it in: a tag is there once, whatever its accents."""
    tags = {folded(tag): tag for tag in record.tags if folded(tag)}
    return ClientRecord(**{**record.__dict__, "tags": tuple(tags.values())})
