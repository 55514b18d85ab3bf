"""Workspaces: the teams that have installed the app."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.ids import new_id
from bot.storage.repositories.base import insert_for
from bot.storage.tables import workspaces


@dataclass(frozen=True)
class Workspace:
    """A Slack team and the app's own user in it."""

    id: str
    slack_team_id: str
    name: str
    bot_user_id: str


class Workspaces:
    """Finds and adds workspaces; the only repository that sees more than one."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def remember(self, slack_team_id: str, name: str, bot_user_id: str, now: datetime) -> Workspace:
        """The workspace of this Slack team, added if it is new, with its name as it is today."""
        insert = insert_for(self._connection, workspaces).values(
            id=new_id(),
            slack_team_id=slack_team_id,
            name=name,
            bot_user_id=bot_user_id,
            created_at=now,
            heard_until=now,
        )
        update = insert.on_conflict_do_update(
            index_elements=["slack_team_id"], set_={"name": name, "bot_user_id": bot_user_id}
        )
        await self._connection.execute(update)
        known = select(workspaces).where(workspaces.c.slack_team_id == slack_team_id)
        return _read((await self._connection.execute(known)).one())

    async def heard_until(self, workspace_id: str) -> datetime:
        """Up to when nothing can have been missed; at first, since when the workspace is known."""
        query = select(workspaces.c.heard_until).where(workspaces.c.id == workspace_id)
        heard: datetime = (await self._connection.execute(query)).scalar_one()
        return heard

    async def set_heard_until(self, workspace_id: str, moment: datetime) -> None:
        """Remember that everything up to ``moment`` is known."""
        heard = update(workspaces).where(workspaces.c.id == workspace_id).values(heard_until=moment)
        await self._connection.execute(heard)

    async def only(self) -> Workspace | None:
        """The one workspace there is; None when there is none or more than one."""
        rows = (await self._connection.execute(select(workspaces).limit(2))).all()
        return _read(rows[0]) if len(rows) == 1 else None


def _read(row: Row[Any]) -> Workspace:
    return Workspace(
        id=row.id,
        slack_team_id=row.slack_team_id,
        name=row.name,
        bot_user_id=row.bot_user_id,
    )
