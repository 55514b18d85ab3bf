"""*Reveal* as a person presses it: shown to them alone, and never into what Slack keeps."""

import pytest

from bot.domain.channel import Channel
from bot.domain.thread import InboundPost
from bot.flows.context import Context
from bot.flows.threads.reveal import NotRevealed, Revealed
from bot.slack.listeners.actions.reveal import CANNOT_SHOW
from bot.slack.threads import SlackThreads
from tests.slack.conftest import CLIENTS, MAYA, SAM, World

WHOLE = "Charge 4111 1111 1111 1111 & <go>"


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> list[Revealed | NotRevealed]:
    """What the flow answers, the last one for good."""
    said: list[Revealed | NotRevealed] = [Revealed(WHOLE)]

    async def reveal(_ctx: Context, _workspace: str, message_id: str, _user: str) -> Revealed | NotRevealed:
        assert message_id == "M1"
        return said[-1]

    monkeypatch.setattr("bot.slack.listeners.actions.reveal.reveal", reveal)
    return said


async def press(world: World, user: str) -> tuple[str, str]:
    root = world.slack.people.post(MAYA, CLIENTS, "root")
    said = InboundPost("Jane", Channel.SMS, "Charge [card number hidden]", reveals="M1")
    where = CLIENTS, await SlackThreads(world.client).post(CLIENTS, root, said, "key")
    assert await world.slack.people.click(user, where, "reveal", "reveal")
    return where


def kept(world: World) -> str:
    """Everything that Slack keeps: not what was shown to one person."""
    return str([place.messages for place in world.slack.workspace.channels.values()])


@pytest.mark.usefixtures("answers")
async def test_the_text_is_shown_to_who_pressed_and_to_nobody_else(world: World) -> None:
    where = await press(world, MAYA)
    assert world.said_to(MAYA, CLIENTS) == ["Charge 4111 1111 1111 1111 &amp; &lt;go&gt;"]
    assert world.said_to(SAM, CLIENTS) == []
    assert "4111" not in kept(world)
    kinds = [block["type"] for block in world.slack.workspace.message(*where).blocks]
    assert kinds[-1] == "actions"


async def test_who_may_not_is_told_who_may(world: World, answers: list[Revealed | NotRevealed]) -> None:
    answers.append(NotRevealed("It takes a manager."))
    await press(world, MAYA)
    assert world.said_to(MAYA, CLIENTS) == ["It takes a manager."]


@pytest.mark.usefixtures("answers")
async def test_who_is_not_in_the_channel_is_told_so_and_gets_no_copy(world: World) -> None:
    world.slack.faults.fail_next("chat.postEphemeral", error="user_not_in_channel")
    await press(world, MAYA)
    assert world.said_to(MAYA, CLIENTS) == [CANNOT_SHOW]
    assert "4111" not in kept(world)
