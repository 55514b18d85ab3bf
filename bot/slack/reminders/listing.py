"""Builds the window of appointments, payments and documents, from what it remembers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.domain.occasion import OccasionKind
from bot.flows.occasions.listing import OccasionPage, occasion_page, occasions_of
from bot.slack.blocks.elements import Block
from bot.slack.blocks.occasion_list import CALLBACK, LISTED, occasion_list
from bot.slack.deps import Deps, Payload
from bot.slack.windows import redraw, redraw_below, remembered


@dataclass(frozen=True)
class Asked:
    """Which part of the list is looked at; with ``client`` whatever there is for this client."""

    kind: OccasionKind = OccasionKind.APPOINTMENT
    page: int = 0
    client: str = ""


def asked_in(view: Payload) -> Asked:
    """What a window of ours shows."""
    return asked_of(remembered(view))


def asked_of(kept: Mapping[str, Any]) -> Asked:
    """The same from what was remembered of it."""
    kind, page = str(kept.get("kind") or ""), kept.get("page")
    return Asked(
        kind=OccasionKind(kind) if kind in LISTED else OccasionKind.APPOINTMENT,
        page=max(page, 0) if isinstance(page, int) else 0,
        client=str(kept.get("client") or ""),
    )


async def build(deps: Deps, asked: Asked, notice: str = "") -> Block:
    """The window; ``notice`` is said at its top. A client who is gone has nothing."""
    return occasion_list(await _page(deps, asked), notice)


async def draw(deps: Deps, body: Payload, notice: str = "") -> None:
    """Draw the window that the interaction came from anew, if it is this one."""
    view = body.get("view") or {}
    if view.get("callback_id") == CALLBACK:
        await redraw(deps, str(view["id"]), await build(deps, asked_in(view), notice))


async def draw_below(deps: Deps, view: Payload, asked: Asked, notice: str) -> None:
    """Draw it anew under a form that was submitted."""
    await redraw_below(deps, view, await build(deps, asked, notice))


async def _page(deps: Deps, asked: Asked) -> OccasionPage:
    if asked.client:
        found = await occasions_of(deps.ctx, deps.workspace_id, asked.client, asked.page)
        return found or OccasionPage(())
    return await occasion_page(deps.ctx, deps.workspace_id, asked.kind, asked.page)
