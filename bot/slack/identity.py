"""Who the app is in its workspace, asked once at the start."""

from dataclasses import dataclass

from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.errors import translated


@dataclass(frozen=True)
class Identity:
    """The app in its workspace; ``scopes`` are what the token was granted."""

    team_id: str
    team_name: str
    bot_user_id: str
    bot_id: str
    scopes: frozenset[str] = frozenset()


async def identify(client: AsyncWebClient) -> Identity:
    """Ask Slack whose token this is. Raises PostFailed: TOKEN or, when Slack is away, RETRY."""
    with translated(repeatable=True):
        answer = await client.auth_test()
    granted = str((answer.headers or {}).get("x-oauth-scopes", ""))
    return Identity(
        team_id=str(answer["team_id"]),
        team_name=str(answer.get("team") or ""),
        bot_user_id=str(answer["user_id"]),
        bot_id=str(answer.get("bot_id") or ""),
        scopes=frozenset(scope.strip() for scope in granted.split(",") if scope.strip()),
    )
