"""What people do in the windows about templates, in short words."""

from typing import Any

from sqlalchemy import select

from bot.domain.client import Client
from bot.domain.conversation import Card
from bot.domain.message import Message
from bot.flows.templates.refresh import refresh
from bot.slack.threads import SlackThreads
from bot.storage.repositories.messages import MESSAGE, read_message
from bot.storage.tables import messages
from tests.slack.conftest import CLIENTS, MAYA, NOW, World
from tests.slack.windows import window

JANE = "+12025550123"


async def fetched(world: World) -> None:
    """The templates are known."""
    await refresh(world.ctx, world.deps.workspace_id, world.deps.providers)


async def card_of(world: World, client: Client) -> str:
    """The card of a client on WhatsApp, in the inbox; its ts."""
    card = Card("V1", client, window_closes_at=NOW)
    return await SlackThreads(world.client).post_root(CLIENTS, card, "key")


async def open_list(world: World, *, user: str = MAYA) -> Client:
    """Press *Template* on Jane's card."""
    jane = await world.add_client()
    ts = await card_of(world, jane)
    assert await world.slack.people.click(user, (CLIENTS, ts), "card", "card_template")
    return jane


async def choose(world: World, template: str = "HX1") -> None:
    view = window(world)
    assert await world.slack.people.click(MAYA, view.id, f"template:{template}", "template_pick")


async def write(world: World, **values: str) -> None:
    """Write into blanks, by ``v`` and their names."""
    for name, value in values.items():
        block = f"variable:{name.removeprefix('v')}"
        await world.slack.people.type_text(MAYA, window(world).id, block, "template_value", value)


async def stored(world: World) -> list[Message]:
    async with world.ctx.store.read(world.deps.workspace_id) as uow:
        rows = await uow.connection.execute(select(*MESSAGE).order_by(messages.c.id))
        return [read_message(row) for row in rows]


def usable(world: World) -> list[str]:
    """The ids of the templates that can be chosen."""
    rows = [block for block in window(world).blocks if block["block_id"].startswith("template:")]
    return [block["accessory"]["value"] for block in rows if "accessory" in block]


def block(world: World, block_id: str) -> dict[str, Any]:
    return next(each for each in window(world).blocks if each["block_id"] == block_id)


def seen(world: World) -> str:
    """The text as the client will read it."""
    return str(block(world, "preview")["text"]["text"])
