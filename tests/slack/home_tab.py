"""Short words for what people do in the app's Home tab."""

import json
from typing import Any

from bot.sandbox.slack.modals.view import View
from tests.slack.conftest import MAYA, World, eventually


async def open_home(world: World, user: str = MAYA) -> str:
    """Open the tab and get everything in it, once it is published for this opening."""
    before = _version(world, user)
    world.slack.people.open_home(user)
    await eventually(lambda: _version(world, user) > before)
    return home_words(world, user)


def home(world: World, user: str = MAYA) -> View:
    """The tab as it is."""
    return world.slack.workspace.homes[user]


def home_words(world: World, user: str = MAYA) -> str:
    """Everything in the tab."""
    return json.dumps(home(world, user).blocks, ensure_ascii=False)


def headings(world: World, user: str = MAYA) -> list[str]:
    """The headings in the tab, from top to bottom."""
    return [block["text"]["text"] for block in home(world, user).blocks if block["type"] == "header"]


def labels(world: World, user: str = MAYA) -> list[str]:
    """The labels of the last row of buttons."""
    [row] = [block for block in home(world, user).blocks if block["block_id"] == "ways"]
    return [element["text"]["text"] for element in row["elements"]]


async def press_home(
    world: World, block: str, action: str, user: str = MAYA, *, option: str | None = None
) -> None:
    """Press a button in the tab, or choose in a menu in it."""
    chosen: dict[str, Any] | None = {"selected_option": {"value": option}} if option else None
    assert await world.slack.people.click(user, home(world, user).id, block, action, chosen)


def _version(world: World, user: str) -> int:
    shown = world.slack.workspace.homes.get(user)
    return shown.version if shown else 0
