"""Reads what the Home tab shows and publishes it, all of it within what Slack gives us.

Nothing of it is kept: whoever opens the tab again gets it anew. So a failure is logged and not raised, and a
section that cannot be read in time is said to be missing.
"""

import asyncio
import logging
from collections.abc import Awaitable
from typing import TypeVar

from bot.domain.attention import Whose
from bot.domain.roles import Permission
from bot.flows.attention.listing import attention_page
from bot.flows.home.month import MonthSoFar, month_so_far
from bot.flows.home.points import Point
from bot.flows.home.reader import Reader, reader_of
from bot.flows.home.setup import setup_points
from bot.flows.home.today import Today, scheduled_today
from bot.slack.blocks.elements import Block
from bot.slack.blocks.home.page import CALLBACK, Home, home_view, outsider_view, unread_view
from bot.slack.blocks.inbox import read_whose
from bot.slack.deps import Deps, Payload
from bot.slack.errors import translated
from bot.slack.failures import described
from bot.slack.inbox_window import links_of
from bot.slack.people import person_of
from bot.slack.person import Person
from bot.slack.setup import address_point, late_points, slack_points
from bot.slack.windows import remembered

log = logging.getLogger(__name__)

T = TypeVar("T")

# Together less than the three seconds that Slack gives; of the reading, today's texts have their own part.
READING, PUBLISHING = 1.4, 1.0
_FOR_TODAY = 0.4
REFRESHING = 1.2
ATTENTION_ROWS = 5


async def publish(deps: Deps, user: str, whose: Whose = Whose.EVERYONE, notice: str = "") -> None:
    """Show the tab to a teammate as things stand, with ``notice`` at its top. Never raises."""
    try:
        view = await _view(deps, user, whose, notice)
        with translated(repeatable=True):
            async with asyncio.timeout(PUBLISHING):
                await deps.client.views_publish(user_id=user, view=view)
    except Exception as error:
        log.warning("A Home tab could not be published: %s", described(error))


async def refresh(deps: Deps, user: str, notice: str = "") -> None:
    """The same after a form was submitted, whose own work has taken its part of the three seconds."""
    try:
        async with asyncio.timeout(REFRESHING):
            await publish(deps, user, notice=notice)
    except TimeoutError:
        log.warning("A Home tab was not drawn anew in time.")


async def publish_again(deps: Deps, body: Payload, notice: str = "") -> None:
    """The same for whoever pressed something in their tab; nothing for a press that came from elsewhere."""
    view = body.get("view") or {}
    if view.get("type") == "home":
        await publish(deps, str(body["user"]["id"]), whose_in(view), notice)


def whose_in(view: Payload) -> Whose:
    """Whose things the reader had chosen to see in a tab of ours."""
    return read_whose(remembered(view).get("whose") if view.get("callback_id") == CALLBACK else None)


async def _view(deps: Deps, user: str, whose: Whose, notice: str) -> Block:
    until = asyncio.get_running_loop().time() + READING
    asked = asyncio.create_task(person_of(deps, user))
    try:
        reader = await _read(reader_of(deps.ctx, deps.workspace_id, user), until)
        if reader is None:
            return unread_view()
        home = await _home(deps, reader, asked, whose, notice, until)
        person = await _asked(asked)
    finally:
        asked.cancel()
    if person and person.is_outsider and not reader.chosen:
        return outsider_view(reader.admins)
    return home_view(home)


async def _home(
    deps: Deps, reader: Reader, asked: asyncio.Task[Person | None], whose: Whose, notice: str, until: float
) -> Home:
    ctx, user = deps.ctx, reader.user
    attention = await _read(
        attention_page(ctx, deps.workspace_id, user, whose=whose, limit=ATTENTION_ROWS), until
    )
    rows = attention.rows if attention else ()
    links, slack, (own, month, today) = await asyncio.gather(
        _read(links_of(deps, rows), until), _slack(deps, reader, until), _rest(deps, reader, asked, until)
    )
    return Home(
        reader=reader,
        inbox=ctx.settings.inbox_channel,
        now=ctx.clock.now(),
        setup=None if own is None else (*slack, *own),
        attention=attention,
        today=today,
        month=month,
        links=links or {},
        whose=whose,
        notice=notice,
    )


async def _rest(
    deps: Deps, reader: Reader, asked: asyncio.Task[Person | None], until: float
) -> tuple[tuple[Point, ...] | None, MonthSoFar | None, Today | None]:
    """What only the database knows, one after the other: many who come at once must not take every connection
    from the texts. A month with very many texts may take long, and must not cost today."""
    own = await _read(_own_points(deps, reader), until)
    month = await _read(month_so_far(deps.ctx, deps.workspace_id, reader.user), until - _FOR_TODAY)
    return own, month, await _read(_today(deps, reader, asked), until)


async def _read(reading: Awaitable[T], until: float) -> T | None:
    """What is read, or None when it cannot be, by this moment of the loop's clock."""
    try:
        async with asyncio.timeout_at(until):
            return await reading
    except Exception as error:
        log.warning("A part of a Home tab could not be read: %s", described(error))
        return None


async def _own_points(deps: Deps, reader: Reader) -> tuple[Point, ...]:
    if not reader.may(Permission.SETTINGS):
        return ()
    own = await setup_points(deps.ctx, deps.workspace_id, reader.user)
    return (address_point(deps.public_url), *own)


async def _slack(deps: Deps, reader: Reader, until: float) -> tuple[Point, ...]:
    if not reader.may(Permission.SETTINGS):
        return ()
    return await _read(slack_points(deps), until) or late_points()


async def _today(deps: Deps, reader: Reader, asked: asyncio.Task[Person | None]) -> Today:
    person = await _asked(asked)
    zone = (person.zone if person else "") or reader.settings.time_zone
    return await scheduled_today(deps.ctx, deps.workspace_id, reader.user, zone)


async def _asked(asked: asyncio.Task[Person | None]) -> Person | None:
    """What Slack has said of the reader. Waited for without ending it: more than one waits."""
    return await asyncio.shield(asked)
