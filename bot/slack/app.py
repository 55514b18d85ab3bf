"""The Bolt app: who may call, what is taken early, and the listeners."""

import logging
from collections.abc import Awaitable, Callable

from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult

from bot.slack.deps import Deps
from bot.slack.door import Door
from bot.slack.identity import Identity
from bot.slack.listeners.register import register

# Bolt's warnings quote whole requests, clients' texts included; what they would tell is told by us.
_QUIET = logging.getLogger("bot.slack.bolt")
_QUIET.setLevel(logging.ERROR)


def slack_app(deps: Deps, identity: Identity) -> AsyncApp:
    """The app for one workspace.

    Signatures are checked by ``bot.slack.http`` before anything is parsed, and Socket Mode needs none, so
    Bolt's own check is off: this app must be reached by no other way.
    """
    app = AsyncApp(
        name="threadline",
        logger=_QUIET,
        client=deps.client,
        # Nothing runs after the answer: work that a restart could lose is stored before it.
        process_before_response=True,
        before_authorize=Door(deps, identity.team_id),
        authorize=_authorize(deps, identity),
        request_verification_enabled=False,
        # Events never reach these, and nothing else needs them.
        ignoring_self_events_enabled=False,
        attaching_function_token_enabled=False,
    )
    register(app, deps)
    return app


def _authorize(deps: Deps, identity: Identity) -> Callable[[], Awaitable[AuthorizeResult]]:
    """Who we are is known since the start: no auth.test a request."""
    result = AuthorizeResult(
        enterprise_id=None,
        team_id=identity.team_id,
        bot_user_id=identity.bot_user_id,
        bot_id=identity.bot_id,
        bot_token=deps.client.token,
    )

    async def authorize() -> AuthorizeResult:
        return result

    return authorize
