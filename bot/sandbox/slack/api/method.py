"""A Web API method: what it needs and what it does."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.sandbox.slack.api.arguments import Arguments
from bot.sandbox.slack.errors import SlackError
from bot.sandbox.slack.installation import Installation
from bot.sandbox.slack.models import Json

TIER_2 = 20
TIER_3 = 50
TIER_4 = 100

Handler = Callable[[Installation, Arguments], Json]


@dataclass(frozen=True)
class Method:
    """``scopes``: any one of them will do; ``per_minute``: its rate tier, None where Slack names none."""

    name: str
    handle: Handler
    scopes: tuple[str, ...] = ()
    per_minute: int | None = None
    takes_json: bool = True


def demand(installation: Installation, *scopes: str) -> None:
    """Raise SlackError ``missing_scope`` unless one of the scopes has been granted."""
    if scopes and not installation.has(*scopes):
        granted = ",".join(sorted(installation.config.scopes))
        raise SlackError("missing_scope", needed=",".join(scopes), provided=granted)
