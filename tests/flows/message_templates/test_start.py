"""A team begins with templates, once: those of the plan's examples word for word."""

import asyncio

from bot.domain.channel import Channel
from bot.domain.message_template import MAX_CONTENT, Reach
from bot.domain.occasion import OccasionKind
from bot.domain.offsets import trouble_with
from bot.domain.roles import Role
from bot.domain.trigger import Trigger
from bot.flows.message_templates.catalog import offered
from bot.flows.message_templates.preview import look_at
from bot.flows.message_templates.rules import asked_names, draft_of, mistakes
from bot.flows.message_templates.start import put_in_start, templates_at_first
from bot.flows.message_templates.write import archive
from bot.flows.occasions.triggers import switch
from tests.flows.harness import Team
from tests.flows.message_templates.shelf import AUTHOR
from tests.support.world import CLOCK_START

# Source: the seeds' "Template Examples".
EXAMPLES = {
    ("Appointment reminder", Reach.SMS): "Hi {{client_name}}, this is a reminder about your appointment on "
    "{{appointment_date}}. Reply C to confirm or call {{company_phone}} to reschedule.",
    ("Welcome message", Reach.WHATSAPP): "Welcome to {{company_name}}! We're excited to serve you. Your "
    "client portal is ready at: {{portal_url}}. Need help? Call {{company_phone}}.",
    ("Payment reminder", Reach.MMS): "Hello {{client_name}}, your invoice #{{invoice_number}} for "
    "{{invoice_amount}} is due on {{due_date}}. You can pay online at: {{payment_url}}",
}


def test_the_examples_stand_there_word_for_word_and_in_spanish_too() -> None:
    found = {(each.name, each.reach): each for each in templates_at_first("W1", CLOCK_START)}

    assert {key: found[key].variant_for("en").content for key in EXAMPLES} == EXAMPLES
    for template in found.values():
        assert [each.language for each in template.variants] == ["en", "es"]
        assert template.subject


def test_each_could_be_written_by_a_person_and_asks_for_the_same_in_both_languages() -> None:
    for template in templates_at_first("W1", CLOCK_START):
        assert mistakes(draft_of(template), {}) == {}
        english, spanish = (each.content for each in template.variants)
        assert asked_names(english) == asked_names(spanish)
        assert max(len(english), len(spanish)) <= MAX_CONTENT


async def test_two_processes_that_start_at_once_make_one_set(team: Team) -> None:
    made = await asyncio.gather(*(put_in_start(team.ctx, team.workspace_id) for _ in range(3)))

    assert sorted(made) == [False, False, True]
    names = [each.name for each in await offered(team.ctx, team.workspace_id)]
    assert len(names) == len(set(names)) == 7


async def test_its_triggers_are_off_and_could_be_saved_by_a_person(team: Team) -> None:
    await asyncio.gather(*(put_in_start(team.ctx, team.workspace_id) for _ in range(2)))
    await team.promote(AUTHOR, Role.MANAGER)
    async with team.ctx.store.read(team.workspace_id) as uow:
        made = await uow.triggers.all()

    assert [each.is_on for each in made] == [False] * 7
    assert {each.kind for each in made} == set(OccasionKind)
    for trigger in made:
        assert not [each for each in trigger.offsets if trouble_with(trigger.kind, each)]
        saved = await switch(team.ctx, team.workspace_id, AUTHOR, trigger.id, is_on=True)
        assert isinstance(saved, Trigger)
        assert saved.is_on


async def test_what_was_archived_does_not_come_back(team: Team) -> None:
    await put_in_start(team.ctx, team.workspace_id)
    await team.promote(AUTHOR, Role.MANAGER)
    for template in await offered(team.ctx, team.workspace_id):
        assert await archive(team.ctx, team.workspace_id, AUTHOR, template.id) == ""

    assert not await put_in_start(team.ctx, team.workspace_id)
    assert await offered(team.ctx, team.workspace_id) == []


async def test_a_text_among_them_can_go_to_a_client_as_it_is(team: Team) -> None:
    await put_in_start(team.ctx, team.workspace_id)
    for template in await offered(team.ctx, team.workspace_id, channel=Channel.SMS):
        sight = await look_at(team.ctx, team.workspace_id, "U1", draft_of(template), language="es")
        assert sight.problems == ()
        assert sight.text.startswith(("Hola", "¡Le"))
        assert "{" not in sight.text
