"""The buttons under cards and posts, pressed as a person presses them."""

from datetime import UTC, datetime

import pytest

from bot.domain.channel import Channel
from bot.domain.conversation import Card
from bot.domain.thread import FailurePost, OptOutQuestion, ThreadPost, UnconfirmedPost
from bot.flows.context import Context
from bot.flows.inbound.receive import receive
from bot.flows.outbound.retry import GONE
from bot.flows.team.permissions import NotAllowed
from bot.slack.listeners.actions.message_client import GONE as CLIENT_GONE
from bot.slack.listeners.actions.message_client import NO_SENDER
from bot.slack.threads import SlackThreads
from tests.slack.conftest import CLIENTS, MAYA, NOW, Build, World
from tests.support.world import inbound

FAILURE = FailurePost("M1", MAYA, "The phone is off.", "Try later.", "30003", "Hello", True)
UNCONFIRMED = UnconfirmedPost("M1", MAYA, "Hello", looked_up=False)
OPT_OUT = OptOutQuestion("M1", "Jane Doe", Channel.SMS, "Stop texting me", datetime(2026, 12, 4, tzinfo=UTC))


async def posted(world: World, said: ThreadPost) -> tuple[str, str]:
    """The post in a thread of its own."""
    root = world.slack.people.post(MAYA, CLIENTS, "root")
    return CLIENTS, await SlackThreads(world.client).post(CLIENTS, root, said, "key")


def kinds(world: World, where: tuple[str, str]) -> list[str]:
    return [block["type"] for block in world.slack.workspace.message(*where).blocks]


@pytest.mark.parametrize(
    ("said", "block", "action", "flow"),
    [
        (FAILURE, "retry", "retry", "retry.retry"),
        (UNCONFIRMED, "unconfirmed", "it_arrived", "it_arrived.it_arrived"),
        (UNCONFIRMED, "unconfirmed", "send_again", "send_again.send_again"),
        (OPT_OUT, "opt_out_review", "confirm_opt_out", "confirm_opt_out.confirm"),
        (OPT_OUT, "opt_out_review", "dismiss_opt_out", "dismiss_opt_out.dismiss"),
    ],
)
async def test_press_runs_the_flow_and_takes_the_buttons_away(
    world: World, monkeypatch: pytest.MonkeyPatch, said: ThreadPost, block: str, action: str, flow: str
) -> None:
    asked: list[tuple[str, str]] = []

    async def decide(_ctx: Context, _workspace: str, message_id: str, user: str) -> str:
        asked.append((message_id, user))
        return "Done & noted."

    monkeypatch.setattr(f"bot.slack.listeners.actions.{flow}", decide)
    where = await posted(world, said)
    assert await world.slack.people.click(MAYA, where, block, action)
    assert asked == [("M1", MAYA)]
    assert world.said_to(MAYA, CLIENTS) == ["Done &amp; noted."]
    assert "actions" not in kinds(world, where)
    assert "Done &amp; noted." in world.slack.workspace.message(*where).blocks[-1]["elements"][0]["text"]


async def test_message_that_is_gone_is_told_by_the_flow(world: World) -> None:
    where = await posted(world, FAILURE)
    assert await world.slack.people.click(MAYA, where, "retry", "retry")
    assert world.said_to(MAYA, CLIENTS) == [GONE]


async def test_failing_flow_leaves_the_button(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(*_: object) -> str:
        raise RuntimeError

    monkeypatch.setattr("bot.slack.listeners.actions.retry.retry", broken)
    where = await posted(world, FAILURE)
    assert await world.slack.people.click(MAYA, where, "retry", "retry")
    assert world.said_to(MAYA, CLIENTS)[0].startswith("Something went wrong on our side; nothing was sent.")
    assert "actions" in kinds(world, where)


async def test_who_may_not_decide_is_told_and_leaves_the_buttons_to_others(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def demand(*_: object) -> str:
        raise NotAllowed("You cannot record consent.")

    monkeypatch.setattr("bot.slack.listeners.actions.confirm_opt_out.confirm", demand)
    where = await posted(world, OPT_OUT)
    assert await world.slack.people.click(MAYA, where, "opt_out_review", "confirm_opt_out")
    assert world.said_to(MAYA, CLIENTS) == ["You cannot record consent."]
    assert "actions" in kinds(world, where)


async def test_press_counts_although_slack_takes_no_answer(world: World) -> None:
    where = await posted(world, FAILURE)
    world.slack.faults.fail_next("chat.postEphemeral", status=500)
    world.slack.faults.fail_next("chat.update", rate_limited=30)
    assert await world.slack.people.click(MAYA, where, "retry", "retry")


async def test_card_opens_the_form_for_its_client(world: World) -> None:
    client = await world.add_client()
    root = await SlackThreads(world.client).post_root(CLIENTS, Card("V1", client), "card")
    assert await world.slack.people.click(MAYA, (CLIENTS, root), "card", "message_client")
    view = world.slack.people.open_view(MAYA)
    assert view is not None
    assert view.state["client"]["compose_client"]["selected_option"]["value"] == f"client:{client.id}"


@pytest.mark.parametrize("action", ["message_client", "schedule_client"])
@pytest.mark.parametrize("channel", [Channel.SMS, Channel.WHATSAPP])
async def test_card_opens_the_form_on_the_channel_on_which_the_client_wrote(
    world: World, action: str, channel: Channel
) -> None:
    root = await written_on(world, channel)
    assert await world.slack.people.click(MAYA, (CLIENTS, root), "card", action)
    view = world.slack.people.open_view(MAYA)
    assert view is not None
    assert view.state["channel"]["compose_channel"]["selected_option"]["value"] == channel.value


async def written_on(world: World, channel: Channel) -> str:
    """The card of a client who has written there; its ts."""
    client = await world.add_client()
    number = client.addresses[0].value
    hello = inbound("Hi", "SM1", sender=number, channel=channel, received_at=NOW)
    await receive(world.ctx, world.deps.workspace_id, [hello])
    return await SlackThreads(world.client).post_root(CLIENTS, Card("V1", client), "card")


async def test_card_of_a_client_that_is_gone(world: World) -> None:
    client = await world.add_client()
    root = await SlackThreads(world.client).post_root(CLIENTS, Card("V1", client), "card")
    async with world.ctx.store.writer.begin() as connection:
        await connection.exec_driver_sql("DELETE FROM addresses")
        await connection.exec_driver_sql("DELETE FROM clients")
    assert await world.slack.people.click(MAYA, (CLIENTS, root), "card", "message_client")
    assert world.said_to(MAYA, CLIENTS) == [CLIENT_GONE]


async def test_card_without_any_sender(build: Build) -> None:
    world = await build(senders=())
    client = await world.add_client()
    root = await SlackThreads(world.client).post_root(CLIENTS, Card("V1", client), "card")
    assert await world.slack.people.click(MAYA, (CLIENTS, root), "card", "message_client")
    assert world.said_to(MAYA, CLIENTS) == [NO_SENDER]


async def test_button_of_another_version_is_answered(world: World) -> None:
    button = {"type": "button", "action_id": "unheard_of", "text": {"type": "plain_text", "text": "Old"}}
    row = {"type": "actions", "block_id": "old", "elements": [button]}
    answer = await world.client.chat_postMessage(channel=CLIENTS, text="old", blocks=[row])
    assert await world.slack.people.click(MAYA, (CLIENTS, answer["ts"]), "old", "unheard_of")
    assert world.said_to(MAYA, CLIENTS)[0].startswith("This button is from an older version")
