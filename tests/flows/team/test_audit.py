"""The audit: filtered and paged for those who may see it."""

from datetime import timedelta

import pytest

from bot.domain.roles import Role
from bot.flows.team.audit import PAGE, Wanted, audit_page, request_export
from bot.flows.team.permissions import NotAllowed
from bot.flows.team.roles import OPERATOR, grant_role
from bot.storage.repositories.audit import Deed
from tests.flows.harness import Team

SAM, LEE = "U0SAM", "U0LEE"


@pytest.fixture
async def client_id(team: Team) -> str:
    """A client, and deeds of two people over two weeks."""
    await grant_role(team.ctx, team.workspace_id, OPERATOR, SAM, Role.MANAGER)
    jane, now = await team.meet("Jane Doe"), team.clock.now()
    async with team.ctx.store.write(team.workspace_id) as uow:
        await uow.audit.write([Deed(LEE, "dnc_added", now - timedelta(days=13), jane)])
        await uow.audit.write(
            [Deed(SAM, "consent_recorded", now, jane, detail={"n": at}) for at in range(25)]
        )
    return jane


async def seen(team: Team, **wanted: object) -> list[str]:
    page = await audit_page(team.ctx, team.workspace_id, SAM, Wanted(**wanted))  # type: ignore[arg-type]
    return [entry.deed.action for entry in page.entries]


async def test_pages_hold_everything_once_although_more_is_written_meanwhile(
    team: Team, client_id: str
) -> None:
    found, before = [], ""
    while True:
        page = await audit_page(team.ctx, team.workspace_id, SAM, Wanted(client_id=client_id), before)
        assert len(page.entries) <= PAGE
        found += [entry.id for entry in page.entries]
        async with team.ctx.store.write(team.workspace_id) as uow:
            await uow.audit.write([Deed(SAM, "dnc_added", team.clock.now(), client_id)])
        before = page.older
        if not before:
            break
    assert len(found) == len(set(found)) == 26
    assert found == sorted(found, reverse=True)


async def test_filters(team: Team, client_id: str) -> None:
    assert await seen(team, actor=LEE) == ["dnc_added"]
    assert await seen(team, action="dnc_added") == ["dnc_added"]
    assert await seen(team, action="dnc_added", days=7) == []
    assert await seen(team, action="dnc_added", days=14) == ["dnc_added"]
    assert await seen(team, client_id=client_id, actor=LEE) == ["dnc_added"]
    assert await seen(team, client_id="nobody") == []
    page = await audit_page(team.ctx, team.workspace_id, SAM, Wanted(client_id=client_id))
    assert {entry.client_name for entry in page.entries} == {"Jane Doe"}


@pytest.mark.usefixtures("client_id")
async def test_only_those_who_see_content_may_look_or_export(team: Team) -> None:
    with pytest.raises(NotAllowed):
        await audit_page(team.ctx, team.workspace_id, LEE, Wanted())
    with pytest.raises(NotAllowed):
        await request_export(team.ctx, team.workspace_id, LEE, Wanted())
    assert await team.outbox(kind="audit_export") == []


@pytest.mark.usefixtures("client_id")
async def test_an_export_is_a_deed_and_comes_once(team: Team) -> None:
    await request_export(team.ctx, team.workspace_id, SAM, Wanted(actor=LEE))
    await team.work()
    [(user, file)] = team.slack.files
    assert (user, file.name) == (SAM, "audit-2026-11-20.csv")
    assert file.words == "The audit, as you asked: 1 entry."
    assert b"Name of U0LEE" in file.content
    assert b"Name of U0SAM" not in file.content
    assert (await seen(team))[0] == "audit_exported"
