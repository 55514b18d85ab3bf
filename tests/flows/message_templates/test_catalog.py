"""Which templates are offered, and one of them filled in with what is known of a client."""

from collections.abc import Sequence
from datetime import timedelta

from bot.domain.channel import Channel
from bot.domain.message_template import MessageTemplate, Reach, Variant
from bot.domain.occasion import Details, Occasion, OccasionKind, OccasionState
from bot.flows.message_templates.catalog import offered, search
from tests.flows.harness import Team
from tests.flows.message_templates.filled import filled_for
from tests.support.world import CLOCK_START

REMINDER = "Hi {{ first_name }}, we see you on {{ appointment_date|date }}."


async def kept(team: Team, name: str, *contents: str, reach: Reach = Reach.SMS) -> MessageTemplate:
    variants = tuple(Variant("" if number == 0 else "es", each) for number, each in enumerate(contents))
    new = MessageTemplate(f"T-{name}", name, reach, variants, 1, CLOCK_START)
    async with team.ctx.store.write(team.workspace_id) as uow:
        assert await uow.message_templates.add(new)
    return new


async def appointment(team: Team, client: str, state: OccasionState = OccasionState.OPEN) -> None:
    new = Occasion(
        "O1",
        OccasionKind.APPOINTMENT,
        client,
        CLOCK_START,
        CLOCK_START,
        state,
        at=CLOCK_START + timedelta(days=3),
        details=Details(name="Check-up"),
    )
    async with team.ctx.store.write(team.workspace_id) as uow:
        assert await uow.occasions.add(new)


def names(found: Sequence[MessageTemplate]) -> list[str]:
    return [each.name for each in found]


async def test_what_is_offered_fits_the_way_it_is_to_go(team: Team) -> None:
    await kept(team, "Text", "One")
    await kept(team, "Picture", "Two", reach=Reach.MMS)
    await kept(team, "Chat", "Three", reach=Reach.WHATSAPP)
    await kept(team, "Post", "Four", reach=Reach.SLACK)
    await kept(team, "Any", "Five", reach=Reach.ALL)

    assert names(await offered(team.ctx, team.workspace_id)) == ["Any", "Chat", "Picture", "Post", "Text"]
    by_sms = await offered(team.ctx, team.workspace_id, channel=Channel.SMS)
    assert names(by_sms) == ["Any", "Picture", "Text"]
    by_whatsapp = await offered(team.ctx, team.workspace_id, channel=Channel.WHATSAPP)
    assert names(by_whatsapp) == ["Any", "Chat"]
    assert names(await offered(team.ctx, team.workspace_id, slack=True)) == ["Any", "Post"]


async def test_a_search_finds_names_first_and_words_too_whatever_their_accents(team: Team) -> None:
    await kept(team, "Café opening", "We open.")
    await kept(team, "The old cafe", "We close.")
    await kept(team, "Bakery", "Beside the CAFÉ.")
    await kept(team, "Other", "Nothing.")

    found = await search(team.ctx, team.workspace_id, "cafe", Channel.SMS)

    assert names(found) == ["Café opening", "The old cafe", "Bakery"]
    assert await search(team.ctx, team.workspace_id, "cafe", Channel.WHATSAPP) == []


async def test_a_client_s_next_appointment_fills_it_in_and_is_remembered(team: Team) -> None:
    client = await team.meet("Jane Doe")
    await appointment(team, client)
    template = await kept(team, "Reminder", REMINDER)

    filled = await filled_for(team, template.id, client)

    assert filled.text == "Hi Jane, we see you on Monday, Nov 23, 2026."
    assert filled.made_from.occasion_id == "O1"


async def test_words_that_do_not_speak_of_the_appointment_are_not_bound_to_it(team: Team) -> None:
    client = await team.meet("Jane Doe")
    await appointment(team, client)
    template = await kept(team, "Hello", "Hi {{ first_name }}.")

    filled = await filled_for(team, template.id, client)

    assert (filled.text, filled.made_from.occasion_id) == ("Hi Jane.", "")


async def test_an_appointment_that_is_called_off_is_none(team: Team) -> None:
    client = await team.meet("Jane Doe")
    await appointment(team, client, OccasionState.CANCELLED)
    template = await kept(team, "Reminder", REMINDER)

    filled = await filled_for(team, template.id, client)

    assert (filled.text, filled.missing) == ("", ("appointment_date",))
