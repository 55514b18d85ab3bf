"""Somebody opened a tab of the app."""

from bot.slack.deps import Deps, Payload
from bot.slack.home import publish, whose_in


async def handle(deps: Deps, body: Payload) -> None:
    """Show the Home tab as things stand. It is not kept as an intent: who misses it opens the tab again."""
    event = body["event"]
    if event.get("tab") == "home":
        await publish(deps, str(event["user"]), whose_in(event.get("view") or {}))
