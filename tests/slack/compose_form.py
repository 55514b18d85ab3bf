"""What people do in the compose form, in short words."""

from datetime import datetime
from typing import Any

from bot.domain.channel import Channel
from bot.domain.client import Client
from bot.domain.message import Purpose
from bot.domain.message_template import Approved, MessageTemplate, Reach, Variant
from bot.sandbox.slack.modals.view import View
from bot.sandbox.slack.models import Json
from bot.storage.tables import messages
from tests.slack.conftest import GENERAL, MAYA, NOW, World
from tests.slack.windows import window

HELLO = "Hello {{ first_name }}, see you soon."
HOLA = "Hola {{ first_name }}, hasta pronto."
INVOICE = "Hello {{ first_name }}, invoice {{ invoice_number }} is due."


async def keep(
    world: World,
    name: str,
    content: str,
    *more: tuple[str, str],
    reach: Reach = Reach.ALL,
    purpose: Purpose = Purpose.TRANSACTIONAL,
    approved: Approved | None = None,
) -> MessageTemplate:
    """A template of the team's, with its words in further languages."""
    variants = (Variant("en", content, approved), *(Variant(language, text) for language, text in more))
    made = MessageTemplate(f"T{name[:24]}", name, reach, variants, 1, NOW, purpose=purpose)
    async with world.ctx.store.write(world.deps.workspace_id) as uow:
        assert await uow.message_templates.add(made)
    return made


async def speaks(world: World, client: Client, language: str) -> None:
    async with world.ctx.store.write(world.deps.workspace_id) as uow:
        await uow.clients.change(client.id, language=language)


async def opened(world: World, text: str = "Jane Doe", command: str = "/sms", user: str = MAYA) -> View:
    assert (await world.slack.people.command(user, GENERAL, command, text)).ok
    return window(world, user)


async def command(world: World, name: str, text: str = "", channel: str = GENERAL) -> View:
    """Type a command in a channel, and look at the form it opens."""
    answer = await world.slack.people.command(MAYA, channel, name, text)
    assert answer.ok
    return window(world)


async def offered(world: World, query: str = "", user: str = MAYA) -> list[Json]:
    view = window(world, user).id
    return await world.slack.people.suggest(user, view, "ready", "compose_ready", query)


async def take(world: World, name: str, user: str = MAYA) -> None:
    """Choose a template by its name."""
    options = await offered(world, user=user)
    [value] = [each for each in options if each["text"]["text"] == name]
    chosen = {"selected_option": value}
    assert await world.slack.people.choose(user, window(world, user).id, "ready", "compose_ready", chosen)


async def meet(world: World, query: str) -> None:
    """Choose the client whom the menu offers first."""
    people, view = world.slack.people, window(world).id
    options = await people.suggest(MAYA, view, "client", "compose_client", query)
    assert await people.choose(MAYA, view, "client", "compose_client", {"selected_option": options[0]})


async def by(world: World, channel: Channel) -> None:
    value = {"selected_option": {"value": channel.value}}
    assert await world.slack.people.choose(MAYA, window(world).id, "channel", "compose_channel", value)


async def at(world: World, moment: datetime | None) -> None:
    """Choose when it goes."""
    value = {"selected_date_time": int(moment.timestamp()) if moment else None}
    assert await world.slack.people.choose(MAYA, window(world).id, "send_at", "compose_send_at", value)


async def repeat(world: World, value: str) -> None:
    chosen = {"selected_option": {"value": value}}
    assert await world.slack.people.choose(MAYA, window(world).id, "repeat", "compose_repeat", chosen)


async def write(world: World, text: str, user: str = MAYA) -> None:
    """Put other words into the text."""
    view = window(world, user)
    assert await world.slack.people.type_text(user, view.id, body_block(view), "compose_body", text)


async def give(world: World, name: str, text: str) -> None:
    """Say what stands for a value that is asked for."""
    view = window(world)
    [block] = [each for each in block_ids(view) if each.startswith("value:") and each.endswith(f":{name}")]
    assert await world.slack.people.type_text(MAYA, view.id, block, "compose_value", text)


def block_ids(view: View) -> list[str]:
    return [block["block_id"] for block in view.blocks]


def submit(view: View) -> str:
    """The word on the button."""
    return str((view.submit or {}).get("text"))


def preview(view: View) -> str:
    block = next(block for block in view.blocks if block["block_id"] == "preview")
    return " ".join(element["text"] for element in block["elements"])


def verdict(view: View) -> str:
    """What the form says of the gate."""
    return "".join(b["text"]["text"] for b in view.blocks if b["block_id"] == "verdict")


def sender_menu(view: View) -> str:
    """The block of the menu of senders, which is another for each client."""
    return next(block for block in block_ids(view) if block.startswith("sender_"))


def body_block(view: View) -> str:
    return next(each for each in block_ids(view) if each == "body" or each.startswith("body_"))


def text_of(world: World, user: str = MAYA) -> str | None:
    """What stands in the text; None where there is no text as yet."""
    view = window(world, user)
    if not any(each == "body" or each.startswith("body_") for each in block_ids(view)):
        return None
    return view.state[body_block(view)]["compose_body"]["value"] or ""


def asked(world: World) -> list[str]:
    """The names of the values that are asked for."""
    return [each.rpartition(":")[2] for each in block_ids(window(world)) if each.startswith("value:")]


async def sent(world: World) -> list[Any]:
    """The messages, as their rows are."""
    async with world.ctx.store.reader.connect() as connection:
        return list((await connection.execute(messages.select())).all())
