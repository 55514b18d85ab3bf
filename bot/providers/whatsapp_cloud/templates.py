"""Reads the account's templates, with what WhatsApp says of each.

Source: Business Management API, message_templates.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.domain.template import Template
from bot.providers.whatsapp_cloud.graph import TROUBLES, Graph
from bot.providers.whatsapp_cloud.settings import WhatsAppCloudSettings
from bot.providers.whatsapp_cloud.template_parts import read

_FIELDS = "id,name,language,category,status,components,parameter_format,rejected_reason,quality_score"
_PAGE = 250
# An account has 6,000 templates at most, each in several languages.
_MOST_PAGES = 60


class Templates:
    """The templates of one account."""

    def __init__(self, settings: WhatsAppCloudSettings, graph: Graph) -> None:
        self._graph = graph
        self._path = f"{settings.account_id}/message_templates"

    async def fetch(self) -> tuple[Template, ...] | None:
        """All of them; None when Meta did not answer, or not with templates."""
        return await self._fetch()

    async def named(self, name: str) -> tuple[Template, ...] | None:
        """Those of this name, one for each language; None as for all."""
        told = await self._fetch(name=name)
        # Meta looks for what is like the name.
        return None if told is None else tuple(each for each in told if each.name == name)

    async def _fetch(self, **only: str) -> tuple[Template, ...] | None:
        found: list[Template] = []
        after = ""
        try:
            for _ in range(_MOST_PAGES):
                page = await self._page(after, **only)
                found += _readable(page["data"])
                after = _next(page)
                if not after:
                    break
        except (*TROUBLES, ValueError, TypeError, KeyError, AttributeError):
            # The last four are an answer that is not what it should be.
            return None
        return tuple(found)

    async def _page(self, after: str, **only: str) -> Mapping[str, Any]:
        since = {"after": after} if after else {}
        return await self._graph.get(self._path, fields=_FIELDS, limit=str(_PAGE), **only, **since)


def _readable(data: Any) -> Iterator[Template]:
    for item in data:
        # One of a shape that nobody has heard of yet must not hide the others.
        if isinstance(item, dict) and item.get("id") and item.get("name"):
            yield read(item)


def _next(page: Mapping[str, Any]) -> str:
    """Where the next page begins; the address that Meta gives for it is not followed."""
    paging = page.get("paging") or {}
    return str(paging["cursors"]["after"]) if paging.get("next") else ""
