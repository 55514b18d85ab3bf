"""WhatsApp's templates, as the providers last told them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import delete, func, select, update

from bot.domain.template import Template
from bot.storage.repositories.base import Repository
from bot.storage.tables import templates


@dataclass(frozen=True)
class KnownTemplate:
    """A template, which provider has it, and when that was last asked."""

    provider: str
    template: Template
    fetched_at: datetime


class Templates(Repository):
    """The templates of one workspace's accounts."""

    async def all(self) -> list[KnownTemplate]:
        """Everything that is known, in the order of the ids."""
        query = (
            select(templates)
            .where(templates.c.workspace_id == self._workspace_id)
            .order_by(templates.c.template_id)
        )
        return [_known(row) for row in await self._connection.execute(query)]

    async def by_ids(self, ids: Iterable[str]) -> dict[str, Template]:
        """These templates by id; one that is not known, or not any more, is left out."""
        query = select(templates).where(
            templates.c.workspace_id == self._workspace_id, self._among(templates.c.template_id, ids)
        )
        return {row.template_id: _known(row).template for row in await self._connection.execute(query)}

    async def provider_of(self, template_id: str) -> tuple[str, Template] | None:
        """Which provider has a template, and the template; None for one that is not known."""
        query = select(templates).where(
            templates.c.workspace_id == self._workspace_id, templates.c.template_id == template_id
        )
        row = (await self._connection.execute(query.limit(1))).one_or_none()
        known = _known(row) if row else None
        return (known.provider, known.template) if known else None

    async def fetched_at(self) -> datetime | None:
        """When the providers were last asked, the longest ago; None while nothing is known."""
        query = select(func.min(templates.c.fetched_at)).where(templates.c.workspace_id == self._workspace_id)
        asked: datetime | None = (await self._connection.execute(query)).scalar_one()
        return asked

    async def write(self, provider: str, template: Template) -> None:
        """Write one that is known anew; when the provider was last asked stays as it is."""
        await self._connection.execute(
            update(templates)
            .where(
                templates.c.workspace_id == self._workspace_id,
                templates.c.provider == provider,
                templates.c.template_id == template.id,
            )
            .values(data=_as_json(template))
        )

    async def make_stale(self, provider: str, as_of: datetime) -> None:
        """What this provider has told is no newer than ``as_of``."""
        await self._connection.execute(
            update(templates)
            .where(
                templates.c.workspace_id == self._workspace_id,
                templates.c.provider == provider,
                templates.c.fetched_at > as_of,
            )
            .values(fetched_at=as_of)
        )

    async def replace(self, provider: str, told: Iterable[Template], now: datetime) -> None:
        """Keep what a provider has just told, and forget what it has no more."""
        # In one order, so that two who ask at once never wait in a ring.
        found = sorted({each.id: each for each in told}.items())
        await self._connection.execute(
            delete(templates).where(
                templates.c.workspace_id == self._workspace_id,
                templates.c.provider == provider,
                ~self._among(templates.c.template_id, [id_ for id_, _ in found]),
            )
        )
        await self._upsert(provider, found, now)

    async def save(self, provider: str, template: Template, now: datetime) -> None:
        """Keep what a provider has said of one template, and all else as it is."""
        await self._upsert(provider, [(template.id, template)], now)

    async def remove(self, provider: str, template_id: str) -> None:
        """Forget a template that the provider has no more."""
        await self._connection.execute(
            delete(templates).where(
                templates.c.workspace_id == self._workspace_id,
                templates.c.provider == provider,
                templates.c.template_id == template_id,
            )
        )

    async def _upsert(self, provider: str, found: Sequence[tuple[str, Template]], now: datetime) -> None:
        mine = {"workspace_id": self._workspace_id, "provider": provider, "fetched_at": now}
        upsert = self._insert(templates)
        await self._insert_all(
            upsert.on_conflict_do_update(
                index_elements=["workspace_id", "provider", "template_id"],
                set_={name: upsert.excluded[name] for name in ("data", "fetched_at")},
            ),
            [mine | {"template_id": id_, "data": _as_json(template)} for id_, template in found],
        )


def _known(row: Any) -> KnownTemplate:
    return KnownTemplate(row.provider, _adapter().validate_python(row.data), row.fetched_at)


@cache
def _adapter() -> TypeAdapter[Template]:
    return TypeAdapter(Template)


def _as_json(template: Template) -> Any:
    return _adapter().dump_python(template, mode="json")
