"""On WhatsApp an approved template takes the place of words that it does not take any more."""

from dataclasses import replace

from bot.domain.channel import Channel
from bot.domain.message import Direction
from bot.domain.message_template import Approved, MessageTemplate, Variant
from bot.flows.series.change import send_now
from tests.flows.harness import JANE, Team
from tests.flows.series.again import ASKING, DAILY, DAY, ELEVEN, at, begin, kept, lines, rejected
from tests.flows.templates.shelves import REMINDER
from tests.flows.templates.test_send import tell
from tests.support.world import OUR_WHATSAPP

BY_WHATSAPP = {"channel": Channel.WHATSAPP, "sender": OUR_WHATSAPP, "body": ""}
BLANKS = (("1", "{{ first_name }}"), ("2", "Friday"), ("3", "{{ hour }}"))
TEMPLATE = replace(ASKING, variants=(Variant("", "Hello {{ first_name }}", Approved(REMINDER.id, BLANKS)),))


async def keep(team: Team, template: MessageTemplate) -> None:
    async with team.ctx.store.write(team.workspace_id) as uow:
        assert await uow.message_templates.add(template)


async def test_while_the_client_has_just_written_its_own_words_go_and_then_the_approved_ones(
    team: Team,
) -> None:
    await tell(team, REMINDER)
    await keep(team, TEMPLATE)
    await team.meet("Jane Doe")
    await team.written_to(JANE)
    series_id = await begin(team, template_id=TEMPLATE.id, values=[("hour", "9:00 AM")], **BY_WHATSAPP)
    await at(team, ELEVEN)
    await at(team, ELEVEN + DAY)
    own, approved = [each for each in await team.messages() if each.direction is Direction.OUT]
    assert (own.body, own.template) == ("Hello Jane", None)
    assert approved.body == "Hi Jane, we see you on Friday at 9:00 AM."
    assert approved.template
    assert approved.template.id == REMINDER.id
    for message in (own, approved):
        assert message.made_from
        assert (message.made_from.template_id, message.made_from.series_id) == (TEMPLATE.id, series_id)


async def test_what_the_approved_ones_lack_leaves_it_out(team: Team) -> None:
    await tell(team, REMINDER)
    await keep(team, TEMPLATE)
    await team.meet("Jane Doe")
    await team.written_to(JANE)
    await begin(team, template_id=TEMPLATE.id, **BY_WHATSAPP)
    await at(team, ELEVEN + DAY)
    assert team.sent == []
    assert "Nobody knows what stands for “hour” in it." in lines(team)[-1]


async def test_a_template_that_names_no_approved_one_cannot_begin_where_the_window_is_closed(
    team: Team,
) -> None:
    await keep(team, replace(TEMPLATE, variants=(Variant("", "Hello {{ first_name }}"),)))
    await team.meet("Jane Doe")
    assert list(await rejected(team, template_id=TEMPLATE.id, **BY_WHATSAPP)) == ["channel"]


async def test_with_an_approved_one_it_can(team: Team) -> None:
    await tell(team, REMINDER)
    await keep(team, TEMPLATE)
    await team.meet("Jane Doe")
    errors = await rejected(team, template_id=TEMPLATE.id, **BY_WHATSAPP)
    assert list(errors) == ["variable:hour"]
    await begin(team, DAILY, template_id=TEMPLATE.id, values=[("hour", "9:00 AM")], **BY_WHATSAPP)
    said = await send_now(team.ctx, team.workspace_id, (await kept(team)).id, "U1")
    await team.work()
    assert said.startswith("It goes now")
    assert team.sent == ["Hi Jane, we see you on Friday at 9:00 AM."]
