"""Tells in words whether Slack knows the app, grants what it needs and has it in the inbox channel."""

from collections.abc import Sequence

from slack_sdk.web.async_client import AsyncWebClient

from bot.findings import Finding, fine, wrong
from bot.ports import PostFailed, PostProblem
from bot.slack.errors import translated
from bot.slack.identity import Identity, identify
from bot.slack.scopes import REQUIRED

_NO_CHANNEL = (
    "There is no channel {channel} that the app can see: check {set}, and if the channel is private "
    "type /invite @Threadline in it."
)
_INBOX, _ROUTED = "Slack inbox channel", "Slack channel of a routing rule"
_SET_BY = {_INBOX: "INBOX_CHANNEL", _ROUTED: "Routing in /messaging settings"}


async def check_slack(
    client: AsyncWebClient, inbox_channel: str, routed: Sequence[str] = ()
) -> list[Finding]:
    """Ask Slack about the token, its scopes, the inbox channel and those of the routing rules; never raises
    for what Slack answers."""
    try:
        identity = await identify(client)
    except PostFailed as failure:
        return [wrong("Slack", _refused(failure))]
    connected = fine("Slack", f"The app is connected to the workspace {identity.team_name}.")
    inbox = await _channel(client, _INBOX, inbox_channel)
    others = [await _channel(client, _ROUTED, each) for each in routed if each != inbox_channel]
    return [connected, _scopes(identity), inbox, *others]


def _refused(failure: PostFailed) -> str:
    if failure.problem is PostProblem.TOKEN:
        return (
            f"Slack refuses SLACK_BOT_TOKEN ({failure.error}): copy the bot token anew from "
            "OAuth & Permissions, after installing the app."
        )
    return f"Slack cannot be reached ({failure.error}): check the network and SLACK_API_URL, then try again."


def _scopes(identity: Identity) -> Finding:
    missing = [scope for scope in REQUIRED if scope not in identity.scopes]
    if not missing:
        return fine("Slack scopes", "Everything the app needs is granted.")
    named = ", ".join(f"{scope} (for {REQUIRED[scope]})" for scope in missing)
    return wrong(
        "Slack scopes", f"Not granted: {named}. Add them under OAuth & Permissions and reinstall the app."
    )


async def _channel(client: AsyncWebClient, name: str, channel: str) -> Finding:
    try:
        with translated(repeatable=True):
            answer = await client.conversations_info(channel=channel)
    except PostFailed as failure:
        if failure.problem is PostProblem.CHANNEL_GONE:
            return wrong(name, _NO_CHANNEL.format(channel=channel, set=_SET_BY[name]))
        return wrong(name, f"Slack does not tell about the channel ({failure.error}).")
    found = answer["channel"]
    if found.get("is_archived"):
        return wrong(name, f"#{found['name']} is archived: unarchive it, or change {_SET_BY[name]}.")
    if not found.get("is_member"):
        return wrong(name, f"The app is not in #{found['name']}: type /invite @Threadline there.")
    return fine(name, f"The app is in #{found['name']}.")
