"""The windows about templates, as a person sees, presses and fills them in."""

import asyncio
from dataclasses import replace

import pytest

from bot.domain.conversation import Card
from bot.domain.occasion import Occasion, OccasionKind
from bot.domain.roles import Role
from bot.domain.template import Approval, Template
from bot.flows.templates.shelf import MOST
from bot.slack.listeners.actions.templates.opened import NO_SENDER
from bot.slack.templates import asking
from bot.slack.templates.asking import ASKING, NO_ANSWER
from bot.slack.threads import SlackThreads
from tests.flows.templates.shelves import OFFER, PENDING, REMINDER
from tests.slack.conftest import CLIENTS, MAYA, NOW, SMS, Build, World, eventually
from tests.slack.template_windows import (
    block,
    choose,
    fetched,
    open_list,
    seen,
    stored,
    usable,
    write,
)
from tests.slack.windows import appoint, submit, title, window, words
from tests.support.world import RememberingProvider


@pytest.fixture
def provider() -> RememberingProvider:
    return RememberingProvider(shelf=(REMINDER, OFFER, PENDING))


@pytest.fixture
async def world(build: Build, provider: RememberingProvider) -> World:
    """A world whose provider has templates, which nobody has asked for yet."""
    return await build(providers=(provider,))


async def test_the_list_says_of_each_what_whatsapp_says_and_why_it_cannot_go(world: World) -> None:
    await open_list(world)
    assert title(world) == "Choose a template"
    assert usable(world) == ["HX1"]
    said = words(world)
    assert "*reminder* · English · utility" in said
    assert ":white_check_mark: Approved by WhatsApp" in said
    assert ":hourglass_flowing_sand: Waits for WhatsApp's approval" in said
    assert "only utility ones" in said
    assert "As of <!date^" in said
    assert "You wanted to say" not in said


async def test_a_client_of_sms_alone_has_no_such_button(world: World) -> None:
    jane = await world.add_client()
    ts = await SlackThreads(world.client).post_root(CLIENTS, Card("V1", jane), "key")
    assert "card_template" not in str(world.slack.workspace.message(CLIENTS, ts).blocks)


async def test_a_slow_provider_keeps_nobody_waiting(
    world: World, provider: RememberingProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    await fetched(world)
    world.later(minutes=31)
    answer = asyncio.Event()

    async def slow() -> tuple[Template, ...]:
        await answer.wait()
        return (replace(REMINDER, name="renamed"),)

    monkeypatch.setattr(provider, "templates", slow)
    monkeypatch.setattr(asking, "_PATIENCE", 0.01)
    await open_list(world)
    await eventually(lambda: world.slack.people.open_view(MAYA))
    assert ASKING in words(world)
    assert "*reminder*" in words(world)
    answer.set()
    await eventually(lambda: "*renamed*" in words(world))
    assert ASKING not in words(world)


async def test_what_comes_late_does_not_take_the_place_of_what_is_looked_at(
    world: World, provider: RememberingProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    await fetched(world)
    world.later(minutes=31)
    answer = asyncio.Event()

    async def slow() -> tuple[Template, ...]:
        await answer.wait()
        return (REMINDER,)

    monkeypatch.setattr(provider, "templates", slow)
    monkeypatch.setattr(asking, "_PATIENCE", 0.01)
    await open_list(world)
    await eventually(lambda: world.slack.people.open_view(MAYA))
    await choose(world)
    await eventually(lambda: title(world) == "Send a template")
    tried = len(world.calls("views.update"))
    answer.set()
    await eventually(lambda: len(world.calls("views.update")) > tried)
    assert title(world) == "Send a template"


async def test_refresh_asks_at_once_and_says_when_nobody_answers(
    world: World, provider: RememberingProvider
) -> None:
    await open_list(world)
    provider.shelf = (replace(REMINDER, approval=Approval.REJECTED, rejection_reason="Too <short>."),)
    assert await world.slack.people.click(MAYA, window(world).id, "refresh", "templates_refresh")
    await eventually(lambda: "Rejected by WhatsApp: “Too &lt;short&gt;.”" in words(world))
    provider.shelf = None
    assert await world.slack.people.click(MAYA, window(world).id, "refresh", "templates_refresh")
    await eventually(lambda: NO_ANSWER in words(world))
    assert "Rejected by WhatsApp" in words(world)


async def test_many_are_found_by_name_with_enter_or_the_button(
    world: World, provider: RememberingProvider
) -> None:
    provider.shelf = tuple(replace(REMINDER, id=f"HX{n:02}", name=f"text_{n:02}") for n in range(MOST + 5))
    await open_list(world)
    assert len(usable(world)) == MOST
    assert "And 5 more" in words(world)
    view = window(world)
    await world.slack.people.type_text(
        MAYA, view.id, "template_search", "template_search", "text 15", enter=True
    )
    await eventually(lambda: usable(world) == ["HX15"])
    await world.slack.people.type_text(MAYA, view.id, "template_search", "template_search", "nothing")
    assert await submit(world) == {}
    assert usable(world) == []
    assert "No template fits “nothing”." in words(world)


async def test_without_any_template_it_is_said_where_they_are_made(
    world: World, provider: RememberingProvider
) -> None:
    provider.shelf = ()
    await open_list(world)
    assert "There are no WhatsApp templates in the account yet." in words(world)


async def test_while_nobody_answers_nobody_says_that_there_is_none(
    world: World, provider: RememberingProvider
) -> None:
    provider.shelf = None
    await open_list(world)
    assert NO_ANSWER in words(world)
    assert "There are no WhatsApp templates" not in words(world)


async def test_a_template_is_filled_in_as_far_as_one_can_tell_and_is_seen_as_it_will_be(world: World) -> None:
    jane = await open_list(world)
    at = NOW.replace(day=30)
    async with world.ctx.store.write(world.deps.workspace_id) as uow:
        await uow.clients.change(jane.id, time_zone="America/Denver")
        await uow.occasions.add(Occasion("O1", OccasionKind.APPOINTMENT, jane.id, NOW, NOW, at=at))
    await choose(world)
    await eventually(lambda: title(world) == "Send a template")
    assert seen(world) == "Hi Jane, we see you on Monday, November 30 at 8:00 AM."
    assert block(world, "variable:2")["element"]["initial_value"] == "Monday, November 30"
    assert block(world, "variable:2")["hint"]["text"] == "Such as: Monday"
    await write(world, v1="Janie", v2="tomorrow")
    await eventually(lambda: seen(world) == "Hi Janie, we see you on tomorrow at 8:00 AM.")
    assert "of 1,024 characters." in words(world)


async def test_it_is_stored_once_and_every_window_closes(world: World) -> None:
    jane = await open_list(world)
    await choose(world)
    await eventually(lambda: title(world) == "Send a template")
    await write(world, v2="Friday", v3="nine")
    assert await submit(world) == {}
    [message] = await stored(world)
    assert (message.body, message.client_id) == ("Hi Jane, we see you on Friday at nine.", jane.id)
    assert message.template
    assert (message.template.id, message.slack_user) == ("HX1", MAYA)
    assert world.slack.people.open_view(MAYA) is None
    await eventually(lambda: world.said_to(MAYA, CLIENTS))
    assert world.said_to(MAYA, CLIENTS)[-1].startswith("The template reminder to Jane Doe is on its way.")


async def test_what_whatsapp_would_not_take_is_said_at_its_blank(world: World) -> None:
    await open_list(world)
    await choose(world)
    await eventually(lambda: title(world) == "Send a template")
    await write(world, v2="a     b", v3=" ")
    assert set(await submit(world)) == {"variable:2", "variable:3"}
    assert await stored(world) == []


async def test_what_stands_against_it_is_said_in_the_window_which_stays(world: World) -> None:
    await open_list(world)
    await choose(world)
    await eventually(lambda: title(world) == "Send a template")
    await write(world, v2="Friday", v3="nine")
    await appoint(world, MAYA, Role.VIEWER)
    assert await submit(world) == {}
    assert block(world, "error")["text"]["text"].startswith("Not sent. A viewer cannot write to clients")
    assert "Friday" in seen(world)
    assert await stored(world) == []


async def test_a_template_that_is_gone_meanwhile_is_told(world: World, provider: RememberingProvider) -> None:
    await open_list(world)
    await choose(world)
    await eventually(lambda: title(world) == "Send a template")
    await write(world, v2="Friday", v3="nine")
    provider.shelf = ()
    await fetched(world)
    assert await submit(world) == {}
    assert "not there any more" in words(world)


async def test_another_template_can_be_chosen(world: World) -> None:
    await open_list(world)
    await choose(world)
    await eventually(lambda: title(world) == "Send a template")
    assert await world.slack.people.click(MAYA, window(world).id, "head", "template_back")
    await eventually(lambda: title(world) == "Choose a template")
    assert usable(world) == ["HX1"]


async def test_at_night_a_manager_sends_it_with_a_reason(world: World) -> None:
    await world.promote(MAYA, Role.MANAGER)
    world.later(hours=12)
    await open_list(world)
    await choose(world)
    await eventually(lambda: title(world) == "Send a template")
    await write(world, v2="Friday", v3="nine")
    assert str(window(world).submit["text"]) == "Schedule for 8:00 AM"
    ticked = {"selected_options": [{"value": "anyway"}]}
    view = window(world)
    assert await world.slack.people.choose(MAYA, view.id, "override:quiet_hours", "compose_override", ticked)
    await eventually(lambda: "It goes anyway" in words(world))
    assert str(window(world).submit["text"]) == "Send"
    assert set(await submit(world)) == {"why"}
    await world.slack.people.type_text(MAYA, view.id, "why", "compose_why", "She asked me to")
    assert await submit(world) == {}
    [message] = await stored(world)
    assert message.override
    assert message.due_at == world.ctx.clock.now()


async def test_who_may_not_write_is_told_before_anything_opens(world: World) -> None:
    await appoint(world, MAYA, Role.VIEWER)
    await open_list(world)
    assert world.slack.people.open_view(MAYA) is None
    assert "You cannot write to clients" in world.said_to(MAYA, CLIENTS)[-1]


async def test_without_a_whatsapp_sender_it_is_said(build: Build) -> None:
    world = await build(senders=(SMS,))
    await open_list(world)
    assert NO_SENDER in world.said_to(MAYA, CLIENTS)[-1]
