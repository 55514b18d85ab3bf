"""The Bolt app beside the settings that Bolt reads from the environment by itself."""

import pytest
from starlette.applications import Starlette

from bot.ports import PostProblem
from bot.slack.app import slack_app
from bot.slack.errors import PostFailed
from bot.slack.http import starlette_routes
from bot.slack.identity import identify
from tests.slack.conftest import GENERAL, MAYA, SECRET, World
from tests.support.serving import serve


async def test_identity(world: World) -> None:
    identity = await identify(world.client)
    assert (identity.team_id, identity.bot_user_id, identity.bot_id) == ("T0HARBOR", "U0THREAD", "B0THREAD")


async def test_identity_of_a_revoked_token(world: World) -> None:
    world.slack.faults.revoke_token()
    with pytest.raises(PostFailed) as caught:
        await identify(world.client)
    assert caught.value.problem is PostProblem.TOKEN


async def test_settings_for_an_installation_page_change_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLACK_CLIENT_ID", "1.2")
    monkeypatch.setenv("SLACK_CLIENT_SECRET", "secret")
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-another")
    app = slack_app(world.deps, await identify(world.client))
    async with serve(Starlette(routes=starlette_routes(app, SECRET))) as url:
        world.slack.installation.bot.url = f"{url}/slack/events"
        assert (await world.slack.people.command(MAYA, GENERAL, "/sms")).ok
    assert world.slack.people.open_view(MAYA) is not None


async def test_no_request_asks_slack_who_we_are(world: World) -> None:
    asked = len(world.calls("auth.test"))
    for _ in range(3):
        await world.slack.people.command(MAYA, GENERAL, "/sms", "help")
    assert len(world.calls("auth.test")) == asked
