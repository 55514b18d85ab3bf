"""What people do in the windows about the team's own templates, in short words."""

from bot.domain.message_template import MessageTemplate, Reach, Variant
from bot.flows.message_templates.rules import Draft
from bot.flows.message_templates.write import create
from bot.slack.blocks.message_templates import editor
from tests.slack.conftest import MAYA, World
from tests.slack.windows import command, window

HELLO = Draft("Hello", Reach.SMS, (Variant("en", "Hi {{ first_name }}."),), "Greets")


async def made(world: World, draft: Draft = HELLO, user: str = MAYA) -> MessageTemplate:
    """A template that Maya has written before."""
    found = await create(world.ctx, world.deps.workspace_id, user, draft, f"test:{draft.name}")
    assert isinstance(found, MessageTemplate), found
    return found


async def kept(world: World) -> list[MessageTemplate]:
    """The templates that are offered."""
    async with world.ctx.store.read(world.deps.workspace_id) as uow:
        return await uow.message_templates.offered()


async def write(world: World, content: str, language: str = "en", round_: int = 0, user: str = MAYA) -> bool:
    """Type the text in a language."""
    block = editor.content_block(language, round_)
    typed = await world.slack.people.type_text(
        user, window(world, user).id, block, editor.CONTENT_ACTION, content
    )
    return bool(typed)


async def choose(world: World, block: str, action: str, value: str, typed: str = "") -> None:
    """Choose in a menu whose action is not called as its block is; in some one has ``typed`` before."""
    view, people = window(world), world.slack.people
    if typed:
        await people.suggest(MAYA, view.id, block, action, typed)
    assert await people.choose(MAYA, view.id, block, action, {"selected_option": {"value": value}})


async def close(world: World) -> None:
    """Close the window in front."""
    await world.slack.people.close_view(MAYA, window(world).id)


def text_in(world: World, language: str = "en", round_: int = 0) -> str:
    """The words with which a field is drawn."""
    block = editor.content_block(language, round_)
    element = next(each["element"] for each in window(world).blocks if each["block_id"] == block)
    return str(element.get("initial_value") or "")


async def opened(world: World, text: str = "", user: str = MAYA) -> None:
    """Type the command, which opens a window."""
    assert await command(world, user, "/templates", text) == ""


async def more(world: World, template_id: str, verb: str) -> None:
    """Choose in the menu behind a template of the list."""
    await choose(world, f"tools:{template_id}", "message_template_more", f"{verb}:{template_id}")
