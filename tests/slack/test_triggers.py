"""``/reminder triggers`` as a manager uses it: the list, the form, on and off."""

from dataclasses import replace

import pytest

from bot.domain.channel import Channel
from bot.domain.ids import new_id
from bot.domain.message_template import Reach
from bot.domain.occasion import OccasionKind
from bot.domain.offsets import offset_words
from bot.domain.roles import Role
from bot.domain.trigger import Stop
from bot.flows.occasions.trigger_list import NOT_APPROVED, PAGE
from bot.flows.occasions.triggers import GONE
from bot.slack.blocks.trigger_list import WHO_IS_NEW
from bot.slack.listeners.views.reminders.trigger import LOOK, SAVED_ON
from bot.slack.reminders.trigger_form import CHOOSE
from bot.slack.settings.channel import INVITE
from tests.slack.conftest import CLIENTS, MAYA, NOW, QUIET, SAM, World
from tests.slack.reminding import AT_ONCE, CANCELLED, DAY_BEFORE, marked_up, template, trigger, triggers
from tests.slack.windows import appoint, command, deeds, fill, pick, press, submit, title, window, words


@pytest.fixture(autouse=True)
async def _maya_is_a_manager(world: World) -> None:
    await appoint(world, MAYA, Role.MANAGER)


async def opened(world: World, user: str = MAYA) -> None:
    assert await command(world, user, "/reminder", "triggers") == ""


async def choose_template(world: World, typed: str) -> None:
    view = window(world).id
    [first, *_] = await world.slack.people.suggest(MAYA, view, "trigger_template", "trigger_template", typed)
    value = {"selected_option": first}
    assert await world.slack.people.choose(MAYA, view, "trigger_template", "trigger_template", value)


async def choose_times(world: World, *codes: str, kind: str = "appointment") -> None:
    value = {"selected_options": [{"value": code} for code in codes]}
    block = f"trigger_offsets:{kind}"
    assert await world.slack.people.choose(MAYA, window(world).id, block, "trigger_offsets", value)


async def choose_channel(world: World, channel: str) -> None:
    value = {"selected_conversation": channel}
    assert await world.slack.people.choose(MAYA, window(world).id, "trigger_slack", "trigger_slack", value)


async def test_without_any_the_list_says_what_to_do(world: World) -> None:
    await opened(world)
    assert "There are no triggers, so nothing goes by itself." in words(world)


async def test_the_list_says_in_words_what_each_does_and_that_nothing_goes_while_all_are_off(
    world: World,
) -> None:
    await trigger(world, DAY_BEFORE, CANCELLED, name="<!here> Reminder", is_on=False, channel=Channel.SMS)
    await opened(world)
    said = marked_up(world)
    assert "*Appointments*" in said
    assert "*&lt;!here&gt; Reminder* to the client by SMS · :white_circle: Off" in said
    assert "24 hours before; when cancelled" in said
    assert "Not any more once the client has confirmed." in said
    assert "Nothing goes by itself until one of these is switched on." in words(world)


async def test_one_is_switched_on_and_off_and_that_is_in_the_audit(world: World) -> None:
    kept = await trigger(world, is_on=False)
    await opened(world)
    await press(world, f"does:{kept.id}", "trigger_on")
    assert [each.is_on for each in await triggers(world)] == [True]
    assert ":large_green_circle: On" in words(world)
    assert "Nothing goes by itself" not in words(world)
    await press(world, f"does:{kept.id}", "trigger_off")
    assert [each.is_on for each in await triggers(world)] == [False]
    assert [each.action for each in await deeds(world)][:2] == ["trigger_saved", "trigger_saved"]
    async with world.ctx.store.read(world.deps.workspace_id) as uow:
        named = await uow.message_templates.get(kept.template_id)
    assert named
    assert (await deeds(world))[0].detail["template"] == named.name


async def test_one_whose_template_is_archived_can_only_be_switched_off(world: World) -> None:
    kept = await trigger(world)
    async with world.ctx.store.write(world.deps.workspace_id) as uow:
        await uow.message_templates.archive(kept.template_id, MAYA, kept.updated_at)
    await opened(world)
    assert "Its template was archived." in words(world)
    await press(world, f"does:{kept.id}", "trigger_off")
    await press(world, f"does:{kept.id}", "trigger_on")
    assert [each.is_on for each in await triggers(world)] == [False]
    assert "Choose a template" in words(world)


async def test_one_is_added_for_the_client(world: World) -> None:
    await template(world, "Day before")
    await opened(world)
    await press(world, "head", "trigger_add")
    await choose_template(world, "day")
    await pick(world, "trigger_where", "sms")
    await choose_times(world, "at_once", "before:24:hours")
    await fill(world, trigger_other="5 days before at 4 PM, 90 minutes before")
    stops = {"selected_options": [{"value": "confirmed"}, {"value": "replied"}]}
    block = "trigger_stops:appointment"
    assert await world.slack.people.choose(MAYA, window(world).id, block, "trigger_stops", stops)
    assert await submit(world) == {}
    assert SAVED_ON in words(world)
    [kept] = await triggers(world)
    assert (kept.channel, kept.slack_channel, kept.is_on) == (Channel.SMS, "", True)
    assert kept.stops == {Stop.CONFIRMED, Stop.REPLIED}
    assert [offset_words(each) for each in kept.offsets] == [
        *("At once", "5 days before at 4:00 PM", "24 hours before", "90 minutes before"),
    ]


async def test_one_is_added_for_a_slack_channel_that_the_app_is_in(world: World) -> None:
    await template(world, "For Slack", Reach.SLACK)
    await template(world, "For clients", Reach.SMS)
    await opened(world)
    await press(world, "head", "trigger_add")
    await pick(world, "trigger_where", "slack")
    view = window(world).id
    offered = await world.slack.people.suggest(MAYA, view, "trigger_template", "trigger_template", "for")
    assert [each["text"]["text"] for each in offered] == ["For Slack"]
    await choose_template(world, "for")
    await choose_times(world, "at_once")
    await choose_channel(world, QUIET)
    assert await submit(world) == {"trigger_slack": INVITE}
    await choose_channel(world, CLIENTS)
    assert await submit(world) == {}
    [kept] = await triggers(world)
    assert (kept.channel, kept.slack_channel) == (None, CLIENTS)
    assert f"into <#{CLIENTS}>" in words(world)


async def test_the_team_s_own_channel_is_chosen_at_first(world: World) -> None:
    await template(world, "For Slack", Reach.SLACK)
    async with world.ctx.store.write(world.deps.workspace_id) as uow:
        kept = await uow.settings.load()
        await uow.settings.save(replace(kept.settings, post_channel=CLIENTS), kept.version, MAYA, NOW)
    await opened(world)
    await press(world, "head", "trigger_add")
    await pick(world, "trigger_where", "slack")
    await choose_template(world, "for")
    await choose_times(world, "at_once")
    assert await submit(world) == {}
    assert [each.slack_channel for each in await triggers(world)] == [CLIENTS]


async def test_the_kind_decides_which_times_and_stops_there_are(world: World) -> None:
    await template(world)
    await opened(world)
    await press(world, "head", "trigger_add")
    await pick(world, "trigger_kind", "payment")
    await choose_template(world, "rem")
    await fill(world, trigger_other="2 hours before")
    assert "Count in days" in (await submit(world))["trigger_other"]
    await fill(world, trigger_other="3 days before")
    assert await submit(world) == {}
    [kept] = await triggers(world)
    assert (kept.kind, [offset_words(each) for each in kept.offsets]) == (
        OccasionKind.PAYMENT,
        ["3 days before at 9:00 AM"],
    )
    await press(world, "head", "trigger_add")
    await pick(world, "trigger_kind", "new_client")
    assert "trigger_stops:new_client" in words(world)
    assert "confirmed" not in words(world)


@pytest.mark.parametrize(
    ("typed", "says"),
    [("sometime", "is not understood"), ("5 days before at 4", "AM or PM"), ("400 days before", "a year")],
)
async def test_what_is_no_time_is_said_at_its_field(world: World, typed: str, says: str) -> None:
    await template(world)
    await opened(world)
    await press(world, "head", "trigger_add")
    await choose_template(world, "rem")
    assert await submit(world) == {"trigger_other": CHOOSE}
    await fill(world, trigger_other=typed)
    assert says in (await submit(world))["trigger_other"]
    assert await triggers(world) == []


async def test_whatsapp_without_an_approved_template_is_warned_of(world: World) -> None:
    await template(world)
    await opened(world)
    await press(world, "head", "trigger_add")
    await pick(world, "trigger_where", "whatsapp")
    await choose_template(world, "rem")
    assert NOT_APPROVED in words(world)
    await pick(world, "trigger_where", "sms")
    assert NOT_APPROVED not in words(world)


async def test_a_template_that_does_not_go_that_way_is_refused(world: World) -> None:
    await template(world, reach=Reach.WHATSAPP)
    await opened(world)
    await press(world, "head", "trigger_add")
    await choose_template(world, "rem")
    await pick(world, "trigger_where", "sms")
    await choose_times(world, "at_once")
    assert set(await submit(world)) == {"trigger_where"}


async def test_one_is_changed_with_what_holds_filled_in(world: World) -> None:
    kept = await trigger(world, DAY_BEFORE, channel=Channel.SMS)
    await opened(world)
    await press(world, f"does:{kept.id}", "trigger_change")
    assert title(world) == "Change the trigger"
    state = window(world).state
    chosen = state["trigger_offsets:appointment"]["trigger_offsets"]["selected_options"]
    assert [each["value"] for each in chosen] == ["before:24:hours"]
    assert state["trigger_where"]["trigger_where"]["selected_option"]["value"] == "sms"
    await choose_times(world, "before:2:hours")
    assert await submit(world) == {}
    [changed] = await triggers(world)
    assert (changed.id, [each.code for each in changed.offsets]) == (kept.id, ["before:2:hours"])
    assert changed.stops == kept.stops


async def test_one_that_was_removed_meanwhile_is_not_made_again(world: World) -> None:
    kept = await trigger(world)
    await opened(world)
    await press(world, f"does:{kept.id}", "trigger_change")
    async with world.ctx.store.write(world.deps.workspace_id) as uow:
        await uow.triggers.remove(kept.id)
    assert await submit(world) == {"trigger_template": GONE}
    assert await triggers(world) == []


async def test_one_is_removed_after_a_question(world: World) -> None:
    kept = await trigger(world)
    await opened(world)
    [row] = [each for each in window(world).blocks if each["block_id"] == f"does:{kept.id}"]
    [remove] = [each for each in row["elements"] if each["action_id"] == "trigger_remove"]
    assert remove["confirm"]["title"]["text"] == "Remove this trigger?"
    await press(world, f"does:{kept.id}", "trigger_remove")
    assert await triggers(world) == []
    await press_again(world, kept.id)


async def press_again(world: World, trigger_id: str) -> None:
    assert trigger_id not in words(world)
    assert "The trigger is removed" in words(world)


async def test_who_is_no_manager_only_looks(world: World) -> None:
    kept = await trigger(world)
    await opened(world, SAM)
    assert "Managers and admins change these." in words(world, SAM)
    assert "trigger_change" not in words(world, SAM)
    # Somebody who was one when the window was opened is asked again.
    await opened(world)
    await appoint(world, SAM, Role.ADMIN)
    async with world.ctx.store.write(world.deps.workspace_id) as uow:
        await uow.roles.revoke(MAYA)
    for button in ("trigger_off", "trigger_remove", "trigger_change"):
        await opened_as_before(world, kept.id, button)
    assert [each.is_on for each in await triggers(world)] == [True]


async def opened_as_before(world: World, trigger_id: str, button: str) -> None:
    while title(world) == "Not done":
        await world.slack.people.close_view(MAYA, window(world).id)
    await press(world, f"does:{trigger_id}", button)
    assert title(world) == "Not done"


async def test_many_are_paged(world: World) -> None:
    for number in range(PAGE + 2):
        await trigger(world, name=f"Reminder {number:02} {new_id()}")
    await opened(world)
    assert words(world).count(":large_green_circle:") == PAGE
    await press(world, "pages", "triggers_later")
    assert words(world).count(":large_green_circle:") == 2
    await press(world, "pages", "triggers_earlier")
    assert words(world).count(":large_green_circle:") == PAGE


async def test_the_settings_lead_to_them(world: World) -> None:
    await appoint(world, MAYA, Role.ADMIN)
    await trigger(world)
    assert await command(world, MAYA, "/messaging", "settings") == ""
    await press(world, "triggers", "settings_triggers")
    assert title(world) == "Triggers"


async def test_by_which_doors_a_client_is_new_is_said_in_the_list_and_in_the_form(world: World) -> None:
    await trigger(world)
    await opened(world)
    assert WHO_IS_NEW not in words(world)
    await press(world, "head", "trigger_add")
    assert WHO_IS_NEW not in words(world)
    await pick(world, "trigger_kind", "new_client")
    assert WHO_IS_NEW in words(world)
    await trigger(world, AT_ONCE, name="Welcome", kind=OccasionKind.NEW_CLIENT)
    await opened(world)
    assert WHO_IS_NEW in words(world)


async def test_what_is_for_a_channel_never_becomes_a_text_to_clients(world: World) -> None:
    """Somebody chooses Slack and presses the button before the form could ask for the channel."""
    await template(world)
    await opened(world)
    await press(world, "head", "trigger_add")
    await choose_template(world, "reminder")
    await choose_times(world, "at_once")
    window(world).state["trigger_where"]["trigger_where"]["selected_option"] = {"value": "slack"}
    assert await submit(world) == {}
    assert (await triggers(world), LOOK in words(world)) == ([], True)
    await choose_channel(world, CLIENTS)
    assert await submit(world) == {}
    assert [(each.channel, each.slack_channel) for each in await triggers(world)] == [(None, CLIENTS)]


async def test_another_kind_is_shown_with_its_stops_before_it_is_kept(world: World) -> None:
    await template(world)
    await opened(world)
    await press(world, "head", "trigger_add")
    await choose_template(world, "reminder")
    await fill(world, trigger_other="at once")
    window(world).state["trigger_kind"]["trigger_kind"]["selected_option"] = {"value": "payment"}
    assert await submit(world) == {}
    assert (await triggers(world), LOOK in words(world)) == ([], True)
    assert "Once it is paid" in words(world)
    assert await submit(world) == {}
    assert [each.kind for each in await triggers(world)] == [OccasionKind.PAYMENT]
