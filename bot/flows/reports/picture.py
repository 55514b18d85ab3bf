"""Sending the picture of the costs to who asked for it."""

import asyncio

from bot.domain.thread import Notice
from bot.flows.context import Context
from bot.flows.reports.chart import can_draw, draw
from bot.flows.reports.costs import load_costs
from bot.ports import PostFailed, ThreadPoster

NOT_INSTALLED = (
    "There is no picture of the costs: the optional part for charts is not installed. "
    "Whoever runs the server can add it with pip install 'threadline[charts]'."
)
_NO_PERMISSION = (
    "The picture of the costs cannot be sent: the app may not upload files. Ask an admin to add the scope "
    "files:write and to install the app anew."
)


async def send_costs_picture(
    ctx: Context, workspace_id: str, poster: ThreadPoster, user: str, months: int
) -> None:
    """Draw it as things stand now and send it, or say why not. Raises PostFailed."""
    if not can_draw():
        await poster.send_direct(user, Notice(NOT_INSTALLED))
        return
    report = await load_costs(ctx, workspace_id, months)
    picture = await asyncio.to_thread(draw, report)
    try:
        await poster.send_file(user, picture)
    except PostFailed as failed:
        if failed.error != "missing_scope":
            raise
        await poster.send_direct(user, Notice(_NO_PERMISSION))
