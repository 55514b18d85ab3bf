"""Short words for what people do in our windows."""

import json
from typing import Any

from bot.domain.roles import Role
from bot.flows.team.roles import OPERATOR, grant_role
from bot.sandbox.slack import Upload
from bot.sandbox.slack.modals.view import View
from bot.storage.repositories.audit import AuditFilter, Deed
from tests.slack.conftest import GENERAL, MAYA, World


async def appoint(world: World, user: str, role: Role) -> None:
    """Give somebody a role."""
    await grant_role(world.ctx, world.deps.workspace_id, OPERATOR, user, role)


async def command(world: World, user: str, name: str, text: str = "") -> str:
    """What a command answers at once; nothing when it opens a window."""
    answer = await world.slack.people.command(user, GENERAL, name, text)
    assert answer.ok, answer
    return answer.message.text if answer.message else ""


def window(world: World, user: str = MAYA) -> View:
    """The window in front."""
    view = world.slack.people.open_view(user)
    assert view is not None
    return view


def words(world: World, user: str = MAYA) -> str:
    """Everything in the window in front."""
    return json.dumps(window(world, user).blocks, ensure_ascii=False)


def title(world: World, user: str = MAYA) -> str:
    """The title of the window in front."""
    shown = window(world, user).title
    return str(shown["text"]) if shown else ""


async def press(world: World, block: str, action: str, user: str = MAYA) -> None:
    """Press a button in the window in front."""
    assert await world.slack.people.click(user, window(world, user).id, block, action)


async def pick(world: World, block: str, *values: str, user: str = MAYA) -> None:
    """Choose in a menu, in radio buttons, or tick boxes."""
    view = window(world, user)
    element = next(b["element"] for b in view.blocks if b["block_id"] == block)
    several = element["type"] in {"checkboxes", "multi_static_select"}
    options = [{"value": value} for value in values]
    value: Any = {"selected_options": options} if several else {"selected_option": options[0]}
    assert await world.slack.people.choose(user, view.id, block, block, value)


def attach(world: World, block: str, *files: Upload, user: str = MAYA) -> None:
    """Put files into a field."""
    world.slack.people.attach(user, window(world, user).id, block, block, files)


async def fill(world: World, user: str = MAYA, **texts: str) -> None:
    """Type into fields."""
    for block, text in texts.items():
        await world.slack.people.type_text(user, window(world, user).id, block, block, text)


async def submit(world: World, user: str = MAYA) -> dict[str, str]:
    """Press the window's own button; the errors at its fields."""
    result = await world.slack.people.submit(user, window(world, user).id)
    assert result.ok or result.errors, result
    return result.errors


async def deeds(world: World) -> list[Deed]:
    """What the audit says, the newest first."""
    async with world.ctx.store.read(world.deps.workspace_id) as uow:
        return [entry.deed for entry in await uow.audit.page(AuditFilter(), 100)]


async def set_field(world: World, block: str, **value: Any) -> None:
    """Choose something in a field that takes no typing."""
    assert await world.slack.people.choose(MAYA, window(world).id, block, block, value)
