"""Short words for what the list of what needs attention shows."""

from typing import Any

from bot.domain.attention import Attention, AttentionPage, Why
from bot.flows.attention.listing import attention_page
from tests.flows.harness import JANE, Team


async def page(team: Team, user: str = "U1", **wanted: Any) -> AttentionPage:
    """The list as this person sees it."""
    return await attention_page(team.ctx, team.workspace_id, user, **wanted)


async def kinds(team: Team, user: str = "U1", **wanted: Any) -> list[Why]:
    """Why each row of it waits, in its order."""
    return [row.why for row in (await page(team, user, **wanted)).rows]


async def only(team: Team, user: str = "U1", **wanted: Any) -> Attention:
    """The one thing that waits."""
    [row] = (await page(team, user, **wanted)).rows
    return row


async def names(team: Team, user: str = "U1", **wanted: Any) -> list[str]:
    """Whom each row is about."""
    return [row.client_name for row in (await page(team, user, **wanted)).rows]


async def client_of(team: Team, number: str = JANE) -> str:
    """The id of the client with this number."""
    async with team.ctx.store.read(team.workspace_id) as uow:
        return (await uow.clients.by_addresses([number]))[number].client_id


async def give(team: Team, owner: str | None, number: str = JANE) -> None:
    """Let somebody look after a client."""
    client = await client_of(team, number)
    async with team.ctx.store.write(team.workspace_id) as uow:
        await uow.clients.change(client, owner=owner)
