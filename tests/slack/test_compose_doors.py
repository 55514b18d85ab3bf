"""The ways into the form: commands and shortcuts, and what they answer when there is no form."""

import pytest

from bot.slack.failures import TOO_LATE
from tests.slack.conftest import GENERAL, MAYA, SMS, Build, World
from tests.slack.windows import window


@pytest.mark.parametrize("word", ["help", "HELP", "?"])
async def test_help(world: World, word: str) -> None:
    answer = await world.slack.people.command(MAYA, GENERAL, "/whatsapp", word)
    assert answer.message is not None
    assert "/sms +1 202-555-0123 Hello" in answer.message.text
    assert world.slack.people.open_view(MAYA) is None


async def test_channel_without_a_sender_is_told(build: Build) -> None:
    world = await build(senders=(SMS,))
    answer = await world.slack.people.command(MAYA, GENERAL, "/whatsapp", "Jane Doe Hello")
    assert answer.message is not None
    assert answer.message.text.startswith("No WhatsApp sender is set up")


async def test_command_of_another_version_is_answered(world: World) -> None:
    answer = await world.slack.people.command(MAYA, GENERAL, "/newer")
    assert answer.message is not None
    assert (
        answer.message.text == "/newer is not a command of this version. Type /sms help to see what there is."
    )


async def test_late_trigger_is_told(world: World) -> None:
    world.slack.faults.fail_next("views.open", error="expired_trigger_id")
    answer = await world.slack.people.command(MAYA, GENERAL, "/sms")
    assert answer.message is not None
    assert answer.message.text == TOO_LATE


async def test_shortcut_opens_an_empty_form(world: World) -> None:
    assert await world.slack.people.shortcut(MAYA, "message_client")
    assert window(world).state["body"]["compose_body"]["value"] in (None, "")


async def test_shortcut_of_another_version_is_answered(world: World) -> None:
    assert await world.slack.people.shortcut(MAYA, "unheard_of")
    direct = world.slack.workspace.channels[world.slack.people.direct_channel(MAYA)]
    assert [m.text for m in direct.messages.values()] == [
        "This shortcut is from an older version. Use /sms to write to a client."
    ]
