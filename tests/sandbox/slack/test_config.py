"""Reading Slack's app manifest."""

import pytest

from bot.sandbox.slack import ChannelSpec, SlackConfig, UserSpec
from tests.sandbox.slack.conftest import manifest

WORKSPACE = {
    "team_id": "T0",
    "team_name": "Team",
    "users": [UserSpec("U0", "a", "A")],
    "channels": [ChannelSpec("C0", "a")],
}


def test_a_manifest_says_what_the_app_may() -> None:
    config = SlackConfig.from_manifest(manifest(), **WORKSPACE)
    assert config.app.name == "Threadline"
    assert [command.command for command in config.commands] == ["/sms", "/tell"]
    assert [(one.callback_id, one.type) for one in config.shortcuts] == [
        ("compose", "global"),
        ("send_on", "message"),
    ]
    assert "chat:write" in config.scopes
    assert "message.channels" in config.events
    assert (config.interactivity, config.home_tab, config.messages_tab) == (True, True, True)


def test_an_empty_manifest_grants_nothing() -> None:
    config = SlackConfig.from_manifest({"display_information": {"name": "Bare"}}, **WORKSPACE)
    assert config.app.name == "Bare"
    assert (config.scopes, config.events, config.commands) == (frozenset(), frozenset(), ())
    assert (config.interactivity, config.home_tab, config.messages_tab) == (False, False, False)


def test_socket_mode_is_not_spoken_here() -> None:
    with pytest.raises(ValueError, match="speaks HTTP"):
        SlackConfig.from_manifest({"settings": {"socket_mode_enabled": True}}, **WORKSPACE)
