"""The bot is out of its channel, the channel archived, the token revoked: texts pass, nothing is lost."""

from collections.abc import Iterator

import aiohttp
import pytest

from tests.acceptance.people import MAYA, SAM, WHATSAPP, Desk
from tests.acceptance.private import BotLog
from tests.support.program import Program, eventually

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.fixture
def healed(shared: Program, desk: Desk) -> Iterator[None]:
    """Whatever a test breaks is whole again for the next."""
    yield
    shared.slack.faults.restore_token()
    shared.slack.faults.unarchive(desk.inbox)
    channel = shared.slack.workspace.channels[desk.inbox]
    if shared.slack.workspace.bot_user not in channel.members:
        shared.slack.workspace.join(channel, shared.slack.workspace.bot_user)


async def readiness(program: Program) -> dict[str, str]:
    async with aiohttp.ClientSession() as session, session.get(f"{program.url}/readyz") as answer:
        return {
            check["name"]: f"{check['state']} {check['says']}" for check in (await answer.json())["checks"]
        }


async def send_by_form(desk: Desk, number: str, text: str) -> None:
    """Send from the modal, which needs neither the channel nor its threads."""
    await desk.people.shortcut(MAYA, "message_client")
    view = await eventually(lambda: desk.people.open_view(MAYA), "the form opens")
    options = await desk.people.suggest(MAYA, view.id, "client", "compose_client", number)
    await desk.people.choose(
        MAYA, view.id, "client", "compose_client", {"selected_option": {"value": options[0]["value"]}}
    )
    view = desk.people.open_view(MAYA)
    await desk.people.choose(
        MAYA, view.id, "channel", "compose_channel", {"selected_option": {"value": "whatsapp"}}
    )
    view = desk.people.open_view(MAYA)
    desk.typed.append(text)
    await desk.people.type_text(MAYA, view.id, "body", "compose_body", text)
    view = desk.people.open_view(MAYA)
    result = await desk.people.submit(MAYA, view.id)
    assert result.ok, result


@pytest.mark.usefixtures("healed")
async def test_taken_out_of_the_channel_and_invited_again(shared: Program, desk: Desk, log: BotLog) -> None:
    client = desk.newcomer()
    root = await desk.in_touch(client)
    shared.slack.faults.remove_bot(desk.inbox)
    client.write("Written while the bot was out", WHATSAPP)
    await send_by_form(desk, client.number, "Sent while the bot was out")
    assert await desk.delivered(client, 1) == ["Sent while the bot was out"]
    said = await desk.hears_directly(MAYA, "I am not in")
    assert "nothing is lost" in said
    assert "/invite @Threadline" in said
    await log.names("Slack did not take an outbox item", "not_in_channel")
    desk.people.invite(SAM, desk.inbox, shared.slack.workspace.bot_user)
    await desk.in_thread(root, "Written while the bot was out")
    await desk.in_thread(root, "Sent while the bot was out")
    assert len([m for m in desk.thread(root) if "while the bot was out" in m.text]) == 2


@pytest.mark.usefixtures("healed")
async def test_an_archived_channel_that_is_opened_again(shared: Program, desk: Desk, log: BotLog) -> None:
    client = desk.newcomer()
    root = await desk.in_touch(client)
    shared.slack.faults.archive(desk.inbox)
    client.write("Written while it was archived", WHATSAPP)
    await send_by_form(desk, client.number, "Sent while it was archived")
    assert await desk.delivered(client, 1) == ["Sent while it was archived"]
    said = await desk.hears_directly(MAYA, "is archived")
    assert "nothing is lost" in said
    await log.names("Slack did not take an outbox item", "is_archived")
    shared.slack.faults.unarchive(desk.inbox)
    await desk.in_thread(root, "Written while it was archived")
    await desk.in_thread(root, "Sent while it was archived")


@pytest.mark.usefixtures("healed")
async def test_a_revoked_token_that_is_restored(shared: Program, desk: Desk, log: BotLog) -> None:
    client, stranger = desk.newcomer(), desk.newcomer()
    root = await desk.in_touch(client)
    reply = desk.reply(MAYA, root, "Said just before it happened")
    await desk.marked(reply, "white_check_mark")
    shared.slack.faults.revoke_token()
    client.write("Written while the token was revoked", WHATSAPP)
    stranger.write("A stranger in the meantime", WHATSAPP)
    record = await log.names("tokens_revoked")
    assert "SLACK_BOT_TOKEN" in record["event"]
    await log.names("Slack did not take an outbox item", "token_revoked")
    desk.reply(MAYA, root, "Answered while the token was revoked")
    assert "Answered while the token was revoked" in await desk.delivered(client, 2)
    assert shared.twilio.alerts == []
    shared.slack.faults.restore_token()
    await desk.in_thread(root, "Written while the token was revoked")
    fresh = await desk.thread_of(stranger.shown)
    await desk.in_thread(fresh, "A stranger in the meantime")


@pytest.mark.usefixtures("healed")
async def test_readyz_says_that_the_token_is_revoked(shared: Program, desk: Desk) -> None:
    desk.newcomer()
    assert (await readiness(shared))["Slack"].startswith("ok") or "works" in (await readiness(shared))[
        "Slack"
    ]
    shared.slack.faults.revoke_token()

    async def told() -> bool:
        return "token_revoked" in (await readiness(shared))["Slack"]

    await eventually(told, "readyz says that the token does not work", 20)
