"""Asking the providers while somebody looks at the list: what comes late comes into the window by itself."""

import asyncio
from dataclasses import dataclass

from bot.flows.templates.addressee import Addressee
from bot.flows.templates.refresh import refresh
from bot.flows.templates.shelf import shelf
from bot.slack.deps import Deps
from bot.slack.templates import picker
from bot.slack.templates.kept import Kept
from bot.slack.windows import redraw

ASKING = "The provider is being asked for what is new."
NO_ANSWER = "The provider did not answer just now. Press Refresh in a minute to ask it again."
# A window must be drawn within Slack's three seconds: whatever takes longer comes into it afterwards.
_PATIENCE = 1.0

Asking = asyncio.Task[bool | None]


@dataclass(frozen=True)
class Listed:
    """The list as it is in front of somebody: the window's id and hash, and what it was drawn from."""

    view_id: str
    hash: str
    kept: Kept
    who: Addressee
    words: str
    user: str


async def ask(deps: Deps) -> Asking:
    """Ask the providers now, and wait for them a little."""
    asking = deps.afterwards.start(refresh(deps.ctx, deps.workspace_id, deps.providers))
    await asyncio.wait({asking}, timeout=_PATIENCE)
    return asking


async def ask_if_stale(deps: Deps) -> Asking | None:
    """The same where what is kept is old; None where it is not."""
    known = await shelf(deps.ctx, deps.workspace_id)
    return await ask(deps) if known.is_stale and deps.providers else None


def note(asking: Asking | None) -> str:
    """What there is to say of the list while, and after, the providers are asked."""
    if asking is None:
        return ""
    if not asking.done():
        return ASKING
    return "" if asking.result() else NO_ANSWER


def draw_late(deps: Deps, listed: Listed, asking: Asking | None) -> None:
    """Draw the list anew once the providers have answered, unless somebody has gone on by then."""
    if asking and not asking.done():
        deps.afterwards.start(_draw(deps, listed, asking))


async def _draw(deps: Deps, listed: Listed, asking: Asking) -> None:
    await asking
    view = await picker.build(deps, listed.user, listed.kept, listed.who, listed.words, note(asking))
    await redraw(deps, listed.view_id, view, listed.hash)
