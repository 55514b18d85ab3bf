"""The do-not-contact list in people's hands: who may, with what, and what it leaves behind."""

import pytest

from bot.domain.channel import Channel
from bot.domain.consent import DncEntry
from bot.domain.roles import Role
from bot.flows.clients.dnc import PAGE, DncPage, Rejected, add, list_page, remove
from bot.flows.team.permissions import NotAllowed
from bot.flows.team.roles import OPERATOR, grant_role
from bot.storage.repositories.audit import AuditFilter, Deed
from tests.flows.harness import JANE, Team

MANAGER, SENDER, VIEWER = "U0MANAGER", "U0SENDER", "U0VIEWER"
BOTH = (Channel.SMS, Channel.WHATSAPP)


@pytest.fixture
async def staff(team: Team) -> Team:
    """A team with one of each role."""
    for user, role in ((MANAGER, Role.MANAGER), (VIEWER, Role.VIEWER)):
        await grant_role(team.ctx, team.workspace_id, OPERATOR, user, role)
    return team


async def put(team: Team, number: str = JANE, channels: tuple[Channel, ...] = BOTH, by: str = SENDER) -> None:
    assert isinstance(await add(team.ctx, team.workspace_id, by, number, channels, "Asked"), str)


async def page(team: Team, at: int = 0, search: str = "") -> DncPage:
    return await list_page(team.ctx, team.workspace_id, SENDER, at, search)


async def deeds(team: Team, action: str) -> list[Deed]:
    async with team.ctx.store.read(team.workspace_id) as uow:
        return [entry.deed for entry in await uow.audit.page(AuditFilter(action=action), 50)]


async def listed(team: Team) -> list[DncEntry]:
    async with team.ctx.store.read(team.workspace_id) as uow:
        return await uow.dnc.page(99)


@pytest.mark.parametrize(
    ("channels", "stored"),
    [
        (BOTH, [None]),
        ((Channel.SMS,), [Channel.SMS]),
        ((Channel.MMS,), [Channel.SMS]),
        ((Channel.WHATSAPP,), [Channel.WHATSAPP]),
        ((Channel.MMS, Channel.WHATSAPP), [None]),
    ],
)
async def test_a_number_is_put_on_the_list_by_channel_family(
    staff: Team, channels: tuple[Channel, ...], stored: list[Channel | None]
) -> None:
    await put(staff, "(212) 555-0123", channels)
    found = await listed(staff)
    assert [entry.channel for entry in found] == stored
    assert {entry.number for entry in found} == {JANE}
    assert {entry.added_by for entry in found} == {SENDER}


async def test_what_is_missing_is_said_at_its_field(staff: Team) -> None:
    outcome = await add(staff.ctx, staff.workspace_id, SENDER, "12", [], "  ")
    assert isinstance(outcome, Rejected)
    assert set(outcome.errors) == {"number", "channels", "reason"}
    assert await listed(staff) == []


async def test_the_client_s_card_and_the_audit_know_of_it(staff: Team) -> None:
    await staff.text("Hello")
    await staff.work()
    client = (await staff.clients())[0]
    before = len(await staff.outbox(kind="card", state="waiting"))
    await put(staff)
    assert len(await staff.outbox(kind="card", state="waiting")) == before + 1
    [deed] = await deeds(staff, "dnc_added")
    assert (deed.actor, deed.client_id) == (SENDER, client.id)
    assert deed.detail == {"channels": ["all"], "ends": "0123"}


async def test_who_may_do_what(staff: Team) -> None:
    with pytest.raises(NotAllowed):
        await add(staff.ctx, staff.workspace_id, VIEWER, JANE, BOTH, "Asked")
    with pytest.raises(NotAllowed):
        await list_page(staff.ctx, staff.workspace_id, VIEWER)
    await put(staff)
    with pytest.raises(NotAllowed, match="it takes a manager"):
        await remove(staff.ctx, staff.workspace_id, SENDER, JANE, None, "Signed")
    assert len(await listed(staff)) == 1


async def test_it_comes_off_with_evidence_only(staff: Team) -> None:
    await put(staff, channels=(Channel.SMS,))
    outcome = await remove(staff.ctx, staff.workspace_id, MANAGER, JANE, Channel.SMS, " ")
    assert isinstance(outcome, Rejected)
    assert set(outcome.errors) == {"evidence"}
    assert await remove(staff.ctx, staff.workspace_id, MANAGER, JANE, Channel.SMS, "Signed") == 1
    assert await listed(staff) == []
    [deed] = await deeds(staff, "dnc_removed")
    assert deed.detail == {
        "channels": ["sms"],
        "ends": "0123",
        "sources": ["person"],
        "evidence": "Signed",
    }


async def test_what_is_off_already_is_no_deed(staff: Team) -> None:
    assert await remove(staff.ctx, staff.workspace_id, MANAGER, JANE, None, "Signed") == 0
    assert await deeds(staff, "dnc_removed") == []


async def test_pages_and_search(staff: Team) -> None:
    await staff.meet("Jane Doe")
    for at in range(PAGE + 2):
        staff.clock.advance(seconds=1)
        await put(staff, f"+1212555{1000 + at}")
    await put(staff)
    first, last = await page(staff), await page(staff, 1)
    assert (len(first.rows), first.has_more, first.total) == (PAGE, True, PAGE + 3)
    assert (len(last.rows), last.has_more) == (3, False)
    assert not {row.entry.number for row in first.rows} & {row.entry.number for row in last.rows}
    assert (await page(staff, 9)).page == 1
    [found] = (await page(staff, 0, "555-0123")).rows
    assert (found.entry.number, found.client_name) == (JANE, "Jane Doe")
    assert (await page(staff, 3, "999")).rows == ()
    assert (await page(staff, 0, "%_")).total == PAGE + 3
