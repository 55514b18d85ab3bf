"""The manifest grants what the code uses, and nothing else."""

import ast
from pathlib import Path
from typing import Any

import pytest

import bot
from bot.commands.manifest import load_manifest
from bot.domain.occasion import OccasionKind
from bot.domain.workflow_step import INPUTS, KIND, NUMBER, OUTPUTS, SET_REMINDER, WHEN
from bot.slack.http import PATH
from bot.slack.listeners import commands, events, shortcuts
from bot.slack.scopes import REQUIRED

SOURCE = Path(bot.__file__).parent

# What Slack demands for each Web API method we call, from https://docs.slack.dev/reference/methods.
SCOPES_OF_METHODS: dict[str, set[str]] = {
    "auth_test": set(),
    "chat_delete": {"chat:write"},
    "chat_getPermalink": set(),
    "chat_postEphemeral": {"chat:write"},
    "chat_postMessage": {"chat:write"},
    "chat_update": {"chat:write"},
    "conversations_history": {"channels:history", "groups:history"},
    "conversations_info": {"channels:read", "groups:read"},
    "conversations_open": {"im:write"},
    "conversations_replies": {"channels:history", "groups:history"},
    "files_completeUploadExternal": {"files:write"},
    "files_getUploadURLExternal": {"files:write"},
    "functions_completeError": set(),
    "functions_completeSuccess": set(),
    "reactions_add": {"reactions:write"},
    "usergroups_list": {"usergroups:read"},
    "usergroups_users_list": {"usergroups:read"},
    "users_info": {"users:read"},
    "views_open": set(),
    "views_publish": set(),
    "views_push": set(),
    "views_update": set(),
}
SCOPES_OF_EVENTS = {
    "message.channels": {"channels:history"},
    "message.groups": {"groups:history"},
    "subteam_members_changed": {"usergroups:read"},
    "subteam_updated": {"usergroups:read"},
    "app_home_opened": set(),
    "function_executed": set(),
    "app_uninstalled": set(),
    "tokens_revoked": set(),
}


@pytest.fixture(scope="module")
def manifest() -> dict[str, Any]:
    return load_manifest()


def calls_of_slack() -> tuple[set[str], bool]:
    """The methods called on a Slack client, and whether a post is ever given a name of its own."""
    methods, names_itself = set(), False
    families = {name.split("_")[0] for name in SCOPES_OF_METHODS} | {"files", "pins", "team", "apps", "dnd"}
    for path in (SOURCE / "slack").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr.split("_")[0] in families and "_" in node.attr:
                receiver = ast.unparse(node.value)
                if receiver.endswith(("client", "_slack", "web")):
                    methods.add(node.attr)
            names_itself |= isinstance(node, ast.keyword) and node.arg == "username"
    return methods, names_itself


def fetches_files() -> bool:
    """Whether the token is ever sent beside the Web API, as a file's address wants it."""
    sources = (path.read_text(encoding="utf-8") for path in (SOURCE / "slack").rglob("*.py"))
    return any('"Authorization"' in source for source in sources)


def test_every_method_called_is_known_here() -> None:
    methods, _ = calls_of_slack()

    assert methods == set(SCOPES_OF_METHODS), (
        "Name the method's scopes here, and in the manifest if they are new."
    )


def test_the_scopes_are_those_that_the_code_uses(manifest: dict[str, Any]) -> None:
    methods, names_itself = calls_of_slack()
    used = {"commands"} | ({"chat:write.customize"} if names_itself else set())
    used |= {"files:read"} if fetches_files() else set()
    used = used.union(*(SCOPES_OF_METHODS[method] for method in methods))
    used = used.union(*(SCOPES_OF_EVENTS[event] for event in events_of(manifest)))

    granted = manifest["oauth_config"]["scopes"]

    assert set(granted) == {"bot"}
    assert set(granted["bot"]) == used
    assert set(REQUIRED) == used
    assert len(granted["bot"]) == len(used)


def test_every_scope_says_what_it_is_for() -> None:
    lines = (SOURCE.parent / "manifest.yml").read_text(encoding="utf-8").splitlines()
    scopes = [place for place, line in enumerate(lines) if line.strip().removeprefix("- ") in REQUIRED]

    assert len(scopes) == len(REQUIRED)
    for place in scopes:
        assert lines[place - 1].strip().startswith("# "), lines[place]


def events_of(manifest: dict[str, Any]) -> set[str]:
    return set(manifest["settings"]["event_subscriptions"]["bot_events"])


def test_the_events_are_those_that_are_handled(manifest: dict[str, Any]) -> None:
    assert events_of(manifest) == set(SCOPES_OF_EVENTS)
    assert {event.split(".")[0] for event in events_of(manifest)} == set(events.HANDLERS)


def test_the_commands_are_those_that_are_handled(manifest: dict[str, Any]) -> None:
    declared = manifest["features"]["slash_commands"]

    assert {command["command"] for command in declared} == set(commands.HANDLERS)
    for command in declared:
        assert command["usage_hint"]
        assert command["should_escape"] is False


def test_the_shortcuts_are_those_that_are_handled(manifest: dict[str, Any]) -> None:
    declared = manifest["features"]["shortcuts"]

    assert {shortcut["callback_id"] for shortcut in declared} == set(shortcuts.HANDLERS)
    assert {shortcut["type"] for shortcut in declared} == {"global", "message"}
    assert all(len(shortcut["name"]) <= 24 for shortcut in declared)
    assert len(declared) <= 10


def test_every_address_is_the_one_route_of_slack(manifest: dict[str, Any]) -> None:
    interactivity = manifest["settings"]["interactivity"]
    addresses = [
        *(command["url"] for command in manifest["features"]["slash_commands"]),
        manifest["settings"]["event_subscriptions"]["request_url"],
        interactivity["request_url"],
        interactivity["message_menu_options_url"],
    ]

    assert set(addresses) == {f"https://threadline.example.com{PATH}"}
    assert interactivity["is_enabled"] is True


def test_the_steps_are_those_that_are_handled(manifest: dict[str, Any]) -> None:
    assert set(manifest["functions"]) == {SET_REMINDER}
    step = manifest["functions"][SET_REMINDER]
    given, handed_on = step["input_parameters"], step["output_parameters"]

    assert set(given["properties"]) == set(INPUTS)
    assert set(handed_on["properties"]) == set(OUTPUTS) == set(handed_on["required"])
    assert given["required"] == [KIND, NUMBER]
    kind = given["properties"][KIND]
    assert kind["enum"] == [choice["value"] for choice in kind["choices"]] == [*OccasionKind]
    assert given["properties"][WHEN]["type"] == "slack#/types/timestamp"
    # Slack offers steps of apps that may be installed for an organization, and sends ours to our server.
    assert manifest["settings"]["org_deploy_enabled"] is True
    assert manifest["settings"]["function_runtime"] == "remote"


def test_the_rest_is_what_the_program_can_do(manifest: dict[str, Any]) -> None:
    shown = manifest["display_information"]
    home = manifest["features"]["app_home"]

    assert len(shown["name"]) <= 35
    assert len(shown["description"]) <= 140
    assert manifest["_metadata"]["major_version"] == 2
    assert manifest["settings"]["socket_mode_enabled"] is False
    # Messages of the app's own need the other tab.
    assert home == {
        "home_tab_enabled": True,
        "messages_tab_enabled": True,
        "messages_tab_read_only_enabled": True,
    }
