"""The words of a template for whoever is chosen in the form."""

from dataclasses import replace

from bot.domain.channel import Channel
from bot.domain.message_template import Reach
from bot.flows.message_templates.wording import GONE, NO_CLIENT, TOO_MANY, UNUSABLE, Wording, wording
from bot.flows.outbound.compose import ComposeRequest
from bot.flows.outbound.made_of import MadeOf
from tests.flows.harness import JANE, Team
from tests.flows.message_templates.filled import filled_for
from tests.flows.message_templates.test_catalog import REMINDER, appointment, kept
from tests.support.world import CLOCK_START

WISH = ComposeRequest("view:1", "U1", Channel.SMS, "", "")


async def worded(team: Team, template_id: str, wish: ComposeRequest, **given: str) -> Wording:
    made_of = MadeOf(template_id, values=tuple(given.items()))
    return await wording(team.ctx, team.workspace_id, wish, made_of)


async def test_it_is_filled_in_with_the_appointment_of_which_it_speaks(team: Team) -> None:
    client = await team.meet("Jane Doe")
    await appointment(team, client)
    template = await kept(team, "Reminder", REMINDER)
    found = await worded(team, template.id, replace(WISH, client_id=client))
    assert found.text.startswith("Hi Jane, we see you on ")
    assert found.made_from is not None
    assert (found.made_from.occasion_id, found.made_from.version) == ("O1", 1)
    other = await kept(team, "Hello", "Hi {{ first_name }}")
    found = await worded(team, other.id, replace(WISH, client_id=client))
    assert (found.text, found.made_from and found.made_from.occasion_id) == ("Hi Jane", "")


async def test_the_number_of_ours_that_is_chosen_stands_in_it(team: Team) -> None:
    client = await team.meet("Jane Doe")
    template = await kept(team, "Call", "Call {{ sender }}")
    [sender] = team.ctx.senders_for(Channel.SMS)
    found = await worded(team, template.id, replace(WISH, client_id=client, sender=sender.address))
    assert found.text.replace(" ", "").replace("-", "") == f"Call{sender.address}"


async def test_a_number_is_no_name_to_be_called_by(team: Team) -> None:
    template = await kept(team, "Hello", "Hi {{ first_name }}")
    client = await team.meet("+1 212-555-0123")
    for wish in (replace(WISH, client_id=client), replace(WISH, new_number="+12125550199")):
        found = await worded(team, template.id, wish)
        assert (found.text, found.asked, found.missing) == ("", ("first_name",), ("first_name",))
        assert (await worded(team, template.id, wish, first_name="Jane")).text == "Hi Jane"
    named = replace(WISH, new_number="+12125550199", new_name="Ann Lee")
    assert (await worded(team, template.id, named)).text == "Hi Ann"
    # By now somebody has it.
    await team.meet("Omar", "+12125550199")
    assert (await worded(team, template.id, named)).text == "Hi Omar"


async def test_why_there_are_no_words(team: Team) -> None:
    client = await team.meet("Jane Doe", JANE)
    template = await kept(team, "Hello", "Hi {{ first_name }}")
    wish = replace(WISH, client_id=client)
    assert (await worded(team, template.id, WISH)).problem == NO_CLIENT
    assert (await worded(team, template.id, replace(WISH, client_id="gone"))).problem == NO_CLIENT
    assert (await worded(team, "T-none", wish)).problem == GONE
    chat = await kept(team, "Chat", "Hi", reach=Reach.WHATSAPP)
    assert "does not go by SMS" in (await worded(team, chat.id, wish)).problem
    many = await kept(team, "Many", "".join(f"{{{{ v{number} }}}}" for number in range(11)))
    assert (await worded(team, many.id, wish)).problem == TOO_MANY
    broken = await kept(team, "Broken", "Hi {{ 7*7 }}")
    assert (await worded(team, broken.id, wish)).problem == UNUSABLE
    async with team.ctx.store.write(team.workspace_id) as uow:
        await uow.message_templates.archive(template.id, "U1", CLOCK_START)
    assert (await worded(team, template.id, wish)).problem == GONE


async def test_dates_are_written_in_the_language_of_the_words(team: Team) -> None:
    client = await team.meet("Jane Doe")
    async with team.ctx.store.write(team.workspace_id) as uow:
        await uow.clients.change(client, language="es")
    await appointment(team, client)
    template = await kept(team, "Reminder", REMINDER, "Hola {{ first_name }}: {{ appointment_date|date }}")
    found = await worded(team, template.id, replace(WISH, client_id=client))
    filled = await filled_for(team, template.id, client)
    assert (found.text, found.made_from) == (filled.text, filled.made_from)
    assert " de " in found.text
