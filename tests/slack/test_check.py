"""What Slack says about the app, told in words with the next step."""

import aiohttp

from bot.findings import Finding, State
from bot.slack.check import check_slack
from bot.slack.client import web_client
from bot.web.server import listen
from tests.slack.conftest import CLIENTS, QUIET, Build, World


def by_name(findings: list[Finding]) -> dict[str, Finding]:
    return {finding.name: finding for finding in findings}


async def test_the_workspace_and_the_channel_are_named(world: World) -> None:
    found = by_name(await check_slack(world.client, CLIENTS))

    assert found["Slack"] == Finding(
        "Slack", State.FINE, "The app is connected to the workspace Harbor Clinic."
    )
    assert found["Slack inbox channel"].says == "The app is in #clients."


async def test_a_scope_that_is_not_granted_is_named_with_its_purpose(build: Build) -> None:
    world = await build(without=("reactions:write", "users:read"))

    found = by_name(await check_slack(world.client, CLIENTS))["Slack scopes"]

    assert found.state is State.WRONG
    assert "reactions:write (for showing by a reaction what became of a message)" in found.says
    assert "users:read" in found.says
    assert "chat:write " not in found.says
    assert "reinstall the app" in found.says


async def test_a_channel_without_the_app_says_how_to_invite_it(world: World) -> None:
    found = by_name(await check_slack(world.client, QUIET))["Slack inbox channel"]

    assert found.state is State.WRONG
    assert found.says == "The app is not in #quiet: type /invite @Threadline there."


async def test_a_channel_that_is_not_there_is_told(world: World) -> None:
    found = by_name(await check_slack(world.client, "C0NOWHERE"))["Slack inbox channel"]

    assert found.state is State.WRONG
    assert "no channel C0NOWHERE" in found.says
    assert "INBOX_CHANNEL" in found.says


async def test_an_archived_channel_is_told(world: World) -> None:
    world.slack.faults.archive(CLIENTS)

    found = by_name(await check_slack(world.client, CLIENTS))["Slack inbox channel"]

    assert found.says.startswith("#clients is archived")


async def test_the_channels_of_routing_rules_are_looked_at_too(world: World) -> None:
    findings = await check_slack(world.client, CLIENTS, [CLIENTS, QUIET, "C0NOWHERE"])

    said = [each.says for each in findings if each.name == "Slack channel of a routing rule"]
    assert said[0] == "The app is not in #quiet: type /invite @Threadline there."
    assert "no channel C0NOWHERE" in said[1]
    assert "check Routing in /messaging settings" in said[1]
    assert len(said) == 2


async def test_a_channel_that_slack_does_not_tell_about_is_told(build: Build) -> None:
    world = await build(without=("channels:read",))

    found = by_name(await check_slack(world.client, CLIENTS))["Slack inbox channel"]

    assert found.state is State.WRONG
    assert "missing_scope" in found.says


async def test_a_revoked_token_is_told(world: World) -> None:
    world.slack.faults.revoke_token()

    (found,) = await check_slack(world.client, CLIENTS)

    assert found.state is State.WRONG
    assert "Slack refuses SLACK_BOT_TOKEN" in found.says


async def test_slack_out_of_reach_is_told() -> None:
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
    async with aiohttp.ClientSession() as session:
        (found,) = await check_slack(web_client("xoxb-1", session, f"http://127.0.0.1:{port}/"), CLIENTS)

    assert found.state is State.WRONG
    assert "Slack cannot be reached" in found.says
