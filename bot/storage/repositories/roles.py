"""Who in the team has which role, by person or by Slack user group."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import CompoundSelect, bindparam, delete, select

from bot.domain.roles import Role
from bot.storage.repositories.base import Repository
from bot.storage.rows import among_given, listed
from bot.storage.tables import group_members, roles, workspaces


@dataclass(frozen=True)
class Grant:
    """A role and whose it is: a person (U…, W…) or everybody in a user group (S…)."""

    subject: str
    role: Role
    granted_by: str | None
    granted_at: datetime


class Roles(Repository):
    """The roles of one workspace, and who is in the groups that have one."""

    async def of_users(self, user_ids: Iterable[str]) -> dict[str, list[Role]]:
        """Every role that each of these people has, their groups' included; who has none is left out."""
        wanted = sorted(set(user_ids))
        if not wanted:
            return {}
        given = {"of_workspace": self._workspace_id, "users": listed(wanted, self._dialect)}
        found: dict[str, list[Role]] = {}
        for user, role in await self._connection.execute(_of_users(self._dialect), given):
            found.setdefault(user, []).append(Role(role))
        return found

    async def teams_of(self, user_ids: Iterable[str]) -> dict[str, list[str]]:
        """The known user groups that each of these people is in, in the order of their ids."""
        query = (
            select(group_members.c.user_id, group_members.c.group_id)
            .where(
                group_members.c.workspace_id == self._workspace_id,
                self._among(group_members.c.user_id, sorted(set(user_ids))),
            )
            .order_by(group_members.c.group_id)
        )
        found: dict[str, list[str]] = {}
        for user, group in await self._connection.execute(query):
            found.setdefault(user, []).append(group)
        return found

    async def all(self) -> list[Grant]:
        """Every role that was given, in the order in which that was done."""
        query = select(roles).where(roles.c.workspace_id == self._workspace_id)
        rows = await self._connection.execute(query.order_by(roles.c.granted_at, roles.c.subject))
        return [Grant(row.subject, Role(row.role), row.granted_by, row.granted_at) for row in rows]

    async def lock(self) -> None:
        """Keep others who lock from changing roles until this transaction ends: two who look for the last
        admin at once must not both be right."""
        row = select(workspaces.c.id).where(workspaces.c.id == self._workspace_id)
        await self._connection.execute(row.with_for_update(key_share=True))

    async def members(self, group_ids: Iterable[str]) -> dict[str, list[str]]:
        """Who is in each of these groups, as Slack last told us; a group without anybody is left out."""
        query = (
            select(group_members.c.group_id, group_members.c.user_id)
            .where(
                group_members.c.workspace_id == self._workspace_id,
                self._among(group_members.c.group_id, sorted(set(group_ids))),
            )
            .order_by(group_members.c.user_id)
        )
        found: dict[str, list[str]] = {}
        for group, user in await self._connection.execute(query):
            found.setdefault(group, []).append(user)
        return found

    async def grant(self, new: Grant) -> None:
        """Give a role; it takes the place of the one there was."""
        insert = self._insert(roles).values(
            workspace_id=self._workspace_id,
            subject=new.subject,
            role=new.role.value,
            granted_by=new.granted_by,
            granted_at=new.granted_at,
        )
        changed = {"role": new.role.value, "granted_by": new.granted_by, "granted_at": new.granted_at}
        await self._connection.execute(
            insert.on_conflict_do_update(index_elements=["workspace_id", "subject"], set_=changed)
        )

    async def revoke(self, subject: str) -> None:
        """Take a role away: the person or group has the default one again."""
        mine = roles.c.workspace_id == self._workspace_id
        await self._connection.execute(delete(roles).where(mine, roles.c.subject == subject))

    async def set_members(self, group_id: str, user_ids: Sequence[str]) -> None:
        """Remember who is in a group now."""
        mine = group_members.c.workspace_id == self._workspace_id
        await self._connection.execute(
            delete(group_members).where(mine, group_members.c.group_id == group_id)
        )
        rows = [
            {"workspace_id": self._workspace_id, "group_id": group_id, "user_id": user}
            for user in sorted(set(user_ids))
        ]
        await self._insert_all(self._insert_once(group_members), rows)


# Asked for every batch of messages, and building it would cost more than running it.
@cache
def _of_users(dialect: str) -> CompoundSelect[Any]:
    mine = roles.c.workspace_id == bindparam("of_workspace")
    direct = select(roles.c.subject, roles.c.role).where(mine, among_given(roles.c.subject, "users", dialect))
    by_group = (
        select(group_members.c.user_id, roles.c.role)
        .join(
            roles,
            (roles.c.subject == group_members.c.group_id)
            & (roles.c.workspace_id == group_members.c.workspace_id),
        )
        .where(mine, among_given(group_members.c.user_id, "users", dialect))
    )
    return direct.union_all(by_group)
