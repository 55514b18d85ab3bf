"""What the form says of the gate before anything is sent, and how a manager sends all the same."""

from bot.domain.channel import Channel
from bot.domain.consent import ConsentState
from bot.domain.roles import Role
from bot.storage.repositories.consents import ConsentChange
from tests.slack.compose_form import block_ids, command, sender_menu, submit, verdict
from tests.slack.conftest import GENERAL, MAYA, NOW, SECOND_SMS, SMS, Build, World
from tests.slack.windows import window


async def test_opted_out_client_is_told_in_the_preview(world: World) -> None:
    client = await world.add_client()
    change = ConsentChange(
        client.addresses[0].id, Channel.SMS, ConsentState.WITHDRAWN, source="keyword", evidence="STOP", at=NOW
    )
    async with world.ctx.store.write(world.deps.workspace_id) as uow:
        await uow.consents.record([change])
    view = await command(world, "/sms", "Jane Doe Hello")
    said = next(block for block in view.blocks if block["block_id"] == "verdict")
    assert said["text"]["text"].startswith(":no_entry: *It would not be sent:*\nJane Doe opted out of SMS.")
    assert submit(view) == "Send"
    result = await world.slack.people.submit(MAYA, view.id)
    assert "opted out" in " ".join(result.errors.values())


async def tick(world: World, *, on: bool = True) -> None:
    """Tick *Send anyway*, or take the tick away."""
    block = next(each for each in block_ids(window(world)) if each.startswith("override:"))
    chosen = {"selected_options": [{"value": "anyway"}] if on else []}
    assert await world.slack.people.choose(MAYA, window(world).id, block, "compose_override", chosen)


async def test_at_night_the_form_offers_to_schedule(world: World) -> None:
    await world.add_client()
    world.later(hours=12)
    view = await command(world, "/sms", "Jane Doe Hello")
    assert submit(view) == "Schedule for 8:00 AM"
    assert "Held until 8:00 AM Jane Doe's time (New York, tomorrow)*, <!date^" in verdict(view)
    assert not [each for each in block_ids(view) if each.startswith("override")]
    assert "A manager can send it anyway." in verdict(view)
    assert (await world.slack.people.submit(MAYA, view.id)).ok
    [said] = world.said_to(MAYA, GENERAL)
    assert said.startswith(
        "Your SMS message to Jane Doe is scheduled: it is held until 8:00 AM Jane Doe's time "
        "(New York, tomorrow) and goes by itself."
    )
    assert "By your own clock: <!date^" in said


async def test_a_manager_may_send_at_night_with_a_reason(world: World) -> None:
    await world.add_client()
    await world.promote(MAYA, Role.MANAGER)
    world.later(hours=12)
    view = await command(world, "/sms", "Jane Doe Hello")
    assert "why" not in block_ids(view)
    await tick(world)
    assert (submit(window(world)), "why" in block_ids(window(world))) == ("Send", True)
    assert not (await world.slack.people.submit(MAYA, view.id)).ok
    await world.slack.people.type_text(MAYA, view.id, "why", "compose_why", "She asked me to")
    assert (await world.slack.people.submit(MAYA, view.id)).ok
    assert await world.count("audit") == 1
    assert "is on its way" in world.said_to(MAYA, GENERAL)[0]


async def test_a_tick_taken_away_schedules_again(world: World) -> None:
    await world.add_client()
    await world.promote(MAYA, Role.MANAGER)
    world.later(hours=12)
    await command(world, "/sms", "Jane Doe Hello")
    await tick(world)
    await tick(world, on=False)
    assert submit(window(world)) == "Schedule for 8:00 AM"
    assert "why" not in block_ids(window(world))


async def test_a_tick_without_the_field_for_the_reason_is_told_at_the_tick(world: World) -> None:
    await world.add_client()
    await world.promote(MAYA, Role.MANAGER)
    world.later(hours=12)
    view = await command(world, "/sms", "Jane Doe Hello")
    world.slack.faults.fail_next("views.update", rate_limited=3)
    await tick(world)
    result = await world.slack.people.submit(MAYA, view.id)
    assert result.errors == {"override:quiet_hours": "Say in a few words why it may go anyway."}


async def test_a_sender_of_ours_that_is_chosen_is_the_one_asked_about(build: Build) -> None:
    world = await build(senders=(SMS, SECOND_SMS))
    view = await command(world, "/sms", f"{SECOND_SMS.address} Hello")
    assert verdict(view) == ""
    wanted = {"selected_option": {"value": SECOND_SMS.address}}
    await world.slack.people.choose(MAYA, view.id, sender_menu(view), "compose_sender", wanted)
    assert "That is our own number." in verdict(window(world))
