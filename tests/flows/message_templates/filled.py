"""A template as it is filled in for a client."""

from bot.domain.channel import Channel
from bot.flows.message_templates.catalog import fill_in
from bot.flows.message_templates.fill import Filled
from tests.flows.harness import Team


async def filled_for(team: Team, template_id: str, client_id: str, channel: Channel = Channel.SMS) -> Filled:
    """What the words are, in the client's language, with what is known of the next appointment."""
    async with team.ctx.store.read(team.workspace_id) as uow:
        template, client = await uow.message_templates.get(template_id), await uow.clients.get(client_id)
        assert template is not None
        assert client is not None
        return await fill_in(team.ctx, uow, template, client, channel)
