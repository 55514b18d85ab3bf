"""What is done in the two lists of templates, the team's own and WhatsApp's: filtered, searched, turned."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.slack.blocks.elements import Block
from bot.slack.blocks.paging import MAX_QUERY
from bot.slack.deps import Deps, Payload
from bot.slack.fields import Fields
from bot.slack.windows import pressed_value, put_in_place, remembered, user_of


@dataclass(frozen=True)
class Asked:
    """Who looks at a list, and at which part of it: ``which`` is the filter's value, empty for all."""

    user: str
    which: str = ""
    query: str = ""
    page: int = 0

    def kept(self) -> dict[str, object]:
        """As a window remembers it."""
        return {"which": self.which, "query": self.query, "page": self.page}


def asked_in(body: Payload) -> Asked:
    """What the window of an interaction shows."""
    return asked_of(user_of(body), remembered(body["view"]))


def asked_of(user: str, kept: Mapping[str, object]) -> Asked:
    """What a list shows, as a window remembers it."""
    page = kept.get("page")
    return Asked(
        user=user,
        which=str(kept.get("which") or ""),
        query=str(kept.get("query") or "")[:MAX_QUERY],
        page=page if isinstance(page, int) else 0,
    )


@dataclass(frozen=True)
class TemplateList:
    """One of the lists: the block that is searched in, and what builds its window. Its methods handle it."""

    search: str
    build: Callable[[Deps, Asked], Awaitable[Block]]

    async def filtered(self, deps: Deps, body: Payload, ack: AsyncAck) -> None:
        """Others were chosen: their first page."""
        await self._draw(deps, body, ack, replace(asked_in(body), which=pressed_value(body), page=0))

    async def searched(self, deps: Deps, body: Payload, ack: AsyncAck) -> None:
        """Enter in the field: show those that fit what was typed."""
        await self._draw(deps, body, ack, self._searching(body))

    async def turned(self, deps: Deps, body: Payload, ack: AsyncAck) -> None:
        """The page that the button names."""
        await self._draw(deps, body, ack, replace(asked_in(body), page=int(pressed_value(body))))

    async def submitted(self, deps: Deps, body: Payload, ack: AsyncAck) -> None:
        """*Search*: the same as Enter, by the window's own button."""
        await ack(response_action="update", view=await self.build(deps, self._searching(body)))

    def _searching(self, body: Payload) -> Asked:
        return replace(asked_in(body), query=Fields(body["view"]).text(self.search)[:MAX_QUERY], page=0)

    async def _draw(self, deps: Deps, body: Payload, ack: AsyncAck, asked: Asked) -> None:
        await ack()
        await put_in_place(deps, body, await self.build(deps, asked))
