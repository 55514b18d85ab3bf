"""What the workspace's admins have decided."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import bindparam, select, update

from bot.domain.settings import WorkspaceSettings
from bot.storage.repositories.base import Repository
from bot.storage.tables import settings, workspaces


class ChangedMeanwhile(Exception):
    """Somebody else has changed the settings since they were read: look at them again, then decide."""


@dataclass(frozen=True)
class KeptSettings:
    """The settings and how often they have been changed; version 0: never, these are the defaults.

    ``workspace`` is the workspace's own name.
    """

    settings: WorkspaceSettings
    version: int = 0
    workspace: str = ""

    @property
    def business(self) -> str:
        """What we call ourselves to clients."""
        return self.settings.content.business or self.workspace


class Settings(Repository):
    """The settings of one workspace: one row, or none while everything is as it comes."""

    # A transaction asks for them again and again, and goes by what they were when it first did.
    _kept: KeptSettings | None = None

    async def load(self) -> KeptSettings:
        """The settings as they are now. What is not stored, or is not known any more, is as it comes."""
        if self._kept is None:
            self._kept = await self._load()
        return self._kept

    async def _load(self) -> KeptSettings:
        found = await self._connection.execute(_KEPT, {"of_workspace": self._workspace_id})
        row = found.one_or_none()
        if row is None or row.version is None:
            return KeptSettings(WorkspaceSettings(), workspace=row.name if row else "")
        return KeptSettings(_adapter().validate_python(row.data), row.version, row.name)

    async def save(self, new: WorkspaceSettings, based_on: int, user: str | None, now: datetime) -> None:
        """Store the settings as version ``based_on + 1``.

        Raises ChangedMeanwhile when somebody else has changed them since that version.
        """
        self._kept = None
        values = {"data": _as_json(new), "updated_at": now, "updated_by": user}
        if based_on == 0:
            first = {"workspace_id": self._workspace_id, "version": 1, **values}
            done = len(await self._insert_all(self._insert_once(settings, "version"), [first]))
        else:
            old = settings.c.workspace_id == self._workspace_id, settings.c.version == based_on
            change = update(settings).where(*old).values(version=based_on + 1, **values)
            done = (await self._connection.execute(change)).rowcount
        if done != 1:
            raise ChangedMeanwhile


# Asked for every batch of messages, and building it would cost more than running it.
_KEPT = (
    select(settings.c.data, settings.c.version, workspaces.c.name)
    .select_from(workspaces.outerjoin(settings, settings.c.workspace_id == workspaces.c.id))
    .where(workspaces.c.id == bindparam("of_workspace"))
)


@cache
def _adapter() -> TypeAdapter[WorkspaceSettings]:
    return TypeAdapter(WorkspaceSettings)


def _as_json(new: WorkspaceSettings) -> Any:
    return _adapter().dump_python(new, mode="json")
