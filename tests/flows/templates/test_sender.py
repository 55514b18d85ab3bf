"""A template goes from a number of the provider that has it, whichever was asked for."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.channel import Channel
from bot.domain.template import use
from bot.flows.outbound.compose import Composed, ComposeRequest, Rejected, compose
from bot.flows.outbound.preview import preview
from bot.flows.outbound.route import NoRoute
from bot.flows.templates.choice import TEMPLATE, Choice
from bot.ports import Sender
from tests.flows.harness import JANE, Team
from tests.flows.templates.shelves import REMINDER, SAID, VALUES
from tests.support.world import OUR_WHATSAPP

AT_META = Sender("whatsapp_cloud", Channel.WHATSAPP, "+12025550188", timedelta(seconds=1) / 80)
METAS = replace(REMINDER, id="594425479261596")


@pytest.fixture
async def team(team: Team) -> Team:
    """A team with a WhatsApp number at each provider, each with its template."""
    async with team.ctx.store.write(team.workspace_id) as uow:
        await uow.templates.replace("twilio", [REMINDER], team.clock.now())
        await uow.templates.replace("whatsapp_cloud", [METAS], team.clock.now())
    await team.meet("Jane Doe")
    return team.with_context(senders=(*team.ctx.senders, AT_META))


def wish(id_: str, sender: str, key: str = "view:1") -> ComposeRequest:
    choice = Choice(id_, VALUES)
    return ComposeRequest(key, "U1", Channel.WHATSAPP, sender, "", None, JANE, template=choice)


@pytest.mark.parametrize("wanted", [OUR_WHATSAPP, AT_META.address])
@pytest.mark.parametrize(
    ("id_", "goes"),
    [(REMINDER.id, ("twilio", OUR_WHATSAPP)), (METAS.id, ("whatsapp_cloud", AT_META.address))],
)
async def test_it_goes_where_it_is_known(team: Team, id_: str, goes: tuple[str, str], wanted: str) -> None:
    assert isinstance(await compose(team.ctx, team.workspace_id, wish(id_, wanted)), Composed)
    message = await team.message()
    assert (message.provider, message.sender) == goes
    assert message.template == use(METAS if id_ == METAS.id else REMINDER, VALUES)
    assert message.body == SAID


async def test_without_a_number_there_it_is_gone(team: Team) -> None:
    alone = team.with_context(senders=team.ctx.senders[:-1])
    wanted = wish(METAS.id, OUR_WHATSAPP)
    rejected = await compose(alone.ctx, team.workspace_id, wanted)
    assert isinstance(rejected, Rejected)
    assert rejected.errors[TEMPLATE].startswith("No WhatsApp number of the account that has this template")
    assert await team.messages() == []
    with pytest.raises(NoRoute):
        await preview(alone.ctx, team.workspace_id, wanted)


async def test_words_of_our_own_go_from_the_number_that_was_chosen(team: Team) -> None:
    await team.written_to(JANE)
    own = replace(wish("", AT_META.address), template=None, body="Hello")
    assert isinstance(await compose(team.ctx, team.workspace_id, own), Composed)
    assert (await team.messages())[-1].provider == "whatsapp_cloud"
