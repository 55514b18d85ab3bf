"""One template, as far as it is known."""

from bot.domain.template import Template
from bot.flows.context import Context


async def known_template(ctx: Context, workspace_id: str, template_id: str) -> Template | None:
    """The template with this id; None for one that the provider does not have any more."""
    async with ctx.store.read(workspace_id) as uow:
        return (await uow.templates.by_ids([template_id])).get(template_id)
