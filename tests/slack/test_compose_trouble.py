"""The form when Slack or the database fails, repeats itself or is slow."""

import asyncio

import pytest

from bot.slack.form import NO_PREVIEW
from tests.slack.compose_form import command, preview, write
from tests.slack.conftest import GENERAL, MAYA, World
from tests.slack.windows import window


async def test_submission_delivered_twice_is_one_message(world: World) -> None:
    await world.add_client()
    view = await command(world, "/sms", "Jane Doe Hello")
    payload = {
        **world.slack.people._common("view_submission", MAYA),
        "view": view.payload(world.slack.installation.config),
    }
    first = await world.slack.people._interact(payload)
    second = await world.slack.people._interact(payload)
    assert (first.ok, second.ok) == (True, True)
    assert await world.count("messages") == 1


async def test_form_stays_when_a_newer_one_was_drawn(world: World) -> None:
    await command(world, "/sms")
    world.slack.faults.fail_next("views.update", error="hash_conflict")
    await write(world, "Hello")
    world.slack.faults.fail_next("views.update", rate_limited=3)
    await write(world, "Hello there")
    assert world.said_to(MAYA, GENERAL) == []


async def test_failing_database_is_told_and_nothing_is_lost(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    await world.add_client()
    view = await command(world, "/sms", "Jane Doe My secret text")

    async def broken(*_: object) -> None:
        raise RuntimeError("My secret text to +12025550123")

    monkeypatch.setattr("bot.slack.listeners.views.compose.compose", broken)
    result = await world.slack.people.submit(MAYA, view.id)
    assert result.errors["body"].startswith("Something went wrong on our side; nothing was sent.")
    assert window(world).state["body"]["compose_body"]["value"] == "My secret text"
    assert "RuntimeError" in caplog.text
    assert "secret text" not in caplog.text
    assert "+12025550123" not in caplog.text


async def test_failing_preview_is_no_failing_form(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("bot.slack.form.preview", broken)
    assert preview(await command(world, "/sms")) == NO_PREVIEW


async def test_keys_pressed_in_a_hurry_leave_the_newest_drawn(world: World) -> None:
    await world.add_client()
    view = await command(world, "/sms", "Jane Doe")
    people = world.slack.people
    text = "x" * 40
    typing = (people.type_text(MAYA, view.id, "body", "compose_body", text[:size]) for size in range(1, 41))
    assert all(await asyncio.gather(*typing))
    assert "1 SMS, 82 characters left." in preview(window(world))
