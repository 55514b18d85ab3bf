"""Texts that the team has ready, and their versions."""

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Row, Select, select, update

from bot.domain.folding import folded
from bot.domain.message import Purpose
from bot.domain.message_template import MessageTemplate, Reach, Variant
from bot.storage.repositories.base import Repository
from bot.storage.tables import message_template_versions, message_templates, workspaces


class MessageTemplates(Repository):
    """The templates of one workspace. A name is taken once among those that are offered."""

    async def add(self, new: MessageTemplate) -> bool:
        """Keep a new template with its first version; False when the name is taken."""
        row = {"id": new.id, "workspace_id": self._workspace_id} | _columns(new)
        if not await self._insert_all(self._insert_once(message_templates, "id"), [row]):
            return False
        await self._keep(new)
        return True

    async def lock_names(self) -> None:
        """Keep everybody else from giving a name until this transaction ends, so that one that is free now
        stays free."""
        mine = select(workspaces.c.id).where(workspaces.c.id == self._workspace_id)
        await self._connection.execute(mine.with_for_update(key_share=True))

    async def change(self, new: MessageTemplate) -> bool:
        """Write a template's next version, ``new.version``, if the one before is what stands; False when
        somebody has changed it meanwhile. Who gives it a name looks before whether it is taken, behind
        ``lock_names``."""
        changed = update(message_templates).where(
            *self._is(new.id), message_templates.c.version == new.version - 1
        )
        if (await self._connection.execute(changed.values(**_columns(new)))).rowcount != 1:
            return False
        await self._keep(new)
        return True

    async def archive(self, template_id: str, by: str, at: datetime) -> None:
        """Offer it to nobody any more. Its name is free for another."""
        gone = update(message_templates).where(*self._is(template_id))
        await self._connection.execute(gone.values(archived_at=at, updated_at=at, updated_by=by))

    async def get(self, template_id: str) -> MessageTemplate | None:
        """The template with this id, archived or not."""
        return (await self.by_ids([template_id])).get(template_id)

    async def by_ids(self, template_ids: Iterable[str]) -> dict[str, MessageTemplate]:
        """Those with these ids, archived or not, by id."""
        query = self._mine().where(self._among(message_templates.c.id, template_ids))
        return {row.id: _read(row) for row in await self._connection.execute(query)}

    async def named(self, name: str) -> MessageTemplate | None:
        """The one that is offered under this name, whatever its accents and case."""
        query = self._mine().where(
            message_templates.c.folded == folded(name), message_templates.c.archived_at.is_(None)
        )
        row = (await self._connection.execute(query)).one_or_none()
        return _read(row) if row else None

    async def offered(self) -> list[MessageTemplate]:
        """Those that are offered, in the order of their names."""
        query = self._mine().where(message_templates.c.archived_at.is_(None))
        ordered = query.order_by(message_templates.c.folded)
        return [_read(row) for row in await self._connection.execute(ordered)]

    async def were_ever(self) -> bool:
        """Whether the team has, or has had, a template at all."""
        any_of_mine = select(message_templates.c.id).where(
            message_templates.c.workspace_id == self._workspace_id
        )
        return (await self._connection.execute(any_of_mine.limit(1))).first() is not None

    async def versions(self, template_id: str) -> list[MessageTemplate]:
        """Every version there was of it, the newest first."""
        of = message_template_versions.c
        query = (
            select(of.data)
            .where(of.workspace_id == self._workspace_id, of.template_id == template_id)
            .order_by(of.version.desc())
        )
        found = (await self._connection.execute(query)).scalars()
        return [_whole().validate_python(data) for data in found]

    async def _keep(self, new: MessageTemplate) -> None:
        row = {
            "workspace_id": self._workspace_id,
            "template_id": new.id,
            "version": new.version,
            "data": _whole().dump_python(new, mode="json"),
            "at": new.updated_at,
            "by": new.updated_by,
        }
        await self._insert_all(self._insert(message_template_versions), [row])

    def _is(self, template_id: str) -> tuple[Any, ...]:
        return (
            message_templates.c.workspace_id == self._workspace_id,
            message_templates.c.id == template_id,
            message_templates.c.archived_at.is_(None),
        )

    def _mine(self) -> Select[Any]:
        return select(message_templates).where(message_templates.c.workspace_id == self._workspace_id)


def _columns(template: MessageTemplate) -> dict[str, Any]:
    return {
        "name": template.name,
        "folded": folded(template.name),
        "reach": template.reach.value,
        "purpose": template.purpose.value,
        "subject": template.subject,
        "variants": _variants().dump_python(template.variants, mode="json"),
        "version": template.version,
        "archived_at": template.archived_at,
        "updated_at": template.updated_at,
        "updated_by": template.updated_by,
    }


def _read(row: Row[Any]) -> MessageTemplate:
    return MessageTemplate(
        id=row.id,
        name=row.name,
        reach=Reach(row.reach),
        variants=_variants().validate_python(row.variants),
        version=row.version,
        updated_at=row.updated_at,
        subject=row.subject,
        purpose=Purpose(row.purpose),
        updated_by=row.updated_by,
        archived_at=row.archived_at,
    )


# Made at their first use: building one costs more than most starts have to spare.
@cache
def _variants() -> TypeAdapter[tuple[Variant, ...]]:
    return TypeAdapter(tuple[Variant, ...])


@cache
def _whole() -> TypeAdapter[MessageTemplate]:
    return TypeAdapter(MessageTemplate)
