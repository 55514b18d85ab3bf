"""What people do with a client's record, in short words."""

from typing import Any

from bot.domain.client import Client
from bot.domain.client_record import ClientRecord
from bot.flows.clients.create import create
from bot.flows.clients.typed_addresses import Typed
from tests.slack.conftest import MAYA, World
from tests.slack.windows import command, window

NUMBER, OTHER, HIDDEN = "+12025550123", "+12025550124", "US.13491208655302741918"


async def get(world: World, client_id: str) -> Client:
    async with world.ctx.store.read(world.deps.workspace_id) as uow:
        client = await uow.clients.get(client_id)
    assert client is not None
    return client


async def made(world: World, record: ClientRecord, typed: Typed = Typed()) -> Client:  # noqa: B008 - frozen.
    client = await create(world.ctx, world.deps.workspace_id, MAYA, record, typed)
    assert isinstance(client, Client)
    return client


async def the_only_client(world: World) -> Client:
    async with world.ctx.store.read(world.deps.workspace_id) as uow:
        [client] = await uow.client_search.matching("", 9)
    return client


async def opened(world: World, typed: str = "", user: str = MAYA) -> None:
    assert await command(world, user, "/client", typed) == ""


async def suggested(world: World, block: str, typed: str) -> list[str]:
    shown = await world.slack.people.suggest(MAYA, window(world).id, block, block, typed)
    return [each["text"]["text"] for each in shown]


async def choose_in(world: World, block: str, action: str, value: Any) -> None:
    assert await world.slack.people.choose(MAYA, window(world).id, block, action, {"selected_option": value})


async def close(world: World) -> None:
    await world.slack.people.close_view(MAYA, window(world).id)
