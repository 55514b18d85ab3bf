"""The app was uninstalled or its token revoked: whoever runs it must know why nothing works."""

import logging

from bot.slack.deps import Deps, Payload

log = logging.getLogger(__name__)


async def handle(deps: Deps, body: Payload) -> None:
    """Say it in the log: the token is dead, so Slack is no place to say it."""
    kind = str(body["event"]["type"])
    log.error("Slack says %s: install the app again and set SLACK_BOT_TOKEN to its new token.", kind)
