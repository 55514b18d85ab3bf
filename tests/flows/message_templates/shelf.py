"""Templates that the tests write."""

from typing import Any

from bot.domain.message_template import MessageTemplate, Reach, Variant
from bot.domain.roles import Role
from bot.flows.message_templates.rules import Draft
from bot.flows.message_templates.write import create
from tests.flows.harness import Team

AUTHOR = "U0MANAGER"
ENGLISH, SPANISH = Variant("en", "Hi {{ first_name }}."), Variant("es", "Hola {{ first_name }}.")
HELLO = Draft("Hello", Reach.SMS, (ENGLISH, SPANISH), "Greets")


async def written(team: Team, draft: Draft = HELLO, key: str = "") -> MessageTemplate:
    """A template that a manager has written."""
    await team.promote(AUTHOR, Role.MANAGER)
    made = await create(team.ctx, team.workspace_id, AUTHOR, draft, key or f"view:{draft.name}")
    assert isinstance(made, MessageTemplate)
    return made


async def stored(team: Team, template_id: str) -> MessageTemplate:
    """The template as it is kept."""
    async with team.ctx.store.read(team.workspace_id) as uow:
        found = await uow.message_templates.get(template_id)
    assert found
    return found


async def told_to_audit(team: Team, action: str) -> list[dict[str, Any]]:
    """What the audit says of such deeds."""
    return [row.detail for row in await team.audit(action)]
