"""What people want done about WhatsApp's templates at their providers."""

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Row, Select, and_, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.template import Template
from bot.domain.template_draft import TemplateDraft
from bot.domain.template_task import TaskKind, TaskState, TemplateTask
from bot.storage.repositories.base import Repository
from bot.storage.tables import template_tasks
from bot.storage.tables.base import is_literally
from bot.storage.wakeups import Topic


class TemplateTasks(Repository):
    """The tasks of one workspace."""

    def __init__(self, connection: AsyncConnection, workspace_id: str, topics: set[Topic]) -> None:
        super().__init__(connection, workspace_id)
        self._topics = topics

    async def add(self, new: TemplateTask, intent_key: str) -> bool:
        """Have something done; False when this very wish is known already."""
        row = {
            "id": new.id,
            "workspace_id": self._workspace_id,
            "intent_key": intent_key,
            "slack_user": new.user,
            "provider": new.provider,
            "name": new.name,
            "language": new.language,
            "kind": new.kind.value,
            "state": new.state.value,
            "template_id": new.template_id,
            "draft": _drafts().dump_python(new.draft, mode="json"),
            "gone": _templates().dump_python(new.gone, mode="json"),
            "attempts": new.attempts,
            "next_attempt_at": new.next_attempt_at,
            "created_at": new.created_at,
        }
        added = await self._insert_all(self._insert_once(template_tasks, returning="id"), [row])
        self._topics.add(Topic.TEMPLATES)
        return bool(added)

    async def get(self, task_id: str, *, lock: bool = False) -> TemplateTask | None:
        """The task with this id."""
        query = self._mine().where(template_tasks.c.id == task_id)
        return await self._one(query.with_for_update() if lock else query)

    async def is_known(self, intent_key: str) -> bool:
        """Whether this very wish was stored before."""
        query = select(template_tasks.c.id).where(
            template_tasks.c.workspace_id == self._workspace_id, template_tasks.c.intent_key == intent_key
        )
        return (await self._connection.execute(query)).first() is not None

    async def due(self, now: datetime) -> TemplateTask | None:
        """The one that is to be done now, the longest due; not one that somebody else has locked."""
        return await self._one(self._due(TaskState.WAITING, now).limit(1).with_for_update(skip_locked=True))

    async def looks_due(self, now: datetime) -> list[TemplateTask]:
        """Those whose approval is to be asked for now."""
        return [_read(row) for row in await self._connection.execute(self._due(TaskState.WATCHED, now))]

    async def open(self) -> list[TemplateTask]:
        """Those that are not done yet, and those that failed; the newest first."""
        states = is_literally(template_tasks.c.state, TaskState.WAITING, TaskState.FAILED)
        query = self._mine().where(states).order_by(template_tasks.c.created_at.desc(), template_tasks.c.id)
        return [_read(row) for row in await self._connection.execute(query)]

    async def makers(self, template_ids: Iterable[str]) -> dict[str, TemplateTask]:
        """The task by which each of these templates was made here, by the template's id."""
        made = template_tasks.c.kind == TaskKind.SUBMIT.value
        query = self._mine().where(made, self._among(template_tasks.c.template_id, template_ids))
        return {row.template_id: _read(row) for row in await self._connection.execute(query)}

    async def change(self, task_id: str, **columns: Any) -> None:
        """Set columns of a task: state, attempts and so on."""
        mine = template_tasks.c.workspace_id == self._workspace_id
        await self._connection.execute(
            update(template_tasks).where(mine, template_tasks.c.id == task_id).values(**columns)
        )
        self._topics.add(Topic.TEMPLATES)

    async def forget_before(self, moment: datetime) -> None:
        """Drop failed tasks and deletions from before that moment. Who has made a template stays known, as
        they are told of what becomes of it."""
        done = template_tasks.c.state == TaskState.DONE.value
        failed = template_tasks.c.state == TaskState.FAILED.value
        over = or_(failed, and_(done, template_tasks.c.kind == TaskKind.DELETE.value))
        await self._connection.execute(
            delete(template_tasks).where(
                template_tasks.c.workspace_id == self._workspace_id,
                template_tasks.c.created_at < moment,
                over,
            )
        )

    def _mine(self) -> Select[Any]:
        return select(template_tasks).where(template_tasks.c.workspace_id == self._workspace_id)

    def _due(self, state: TaskState, now: datetime) -> Select[Any]:
        is_due = template_tasks.c.next_attempt_at <= now
        # Both conditions in full: they are those of the partial index.
        under_way = is_literally(template_tasks.c.state, TaskState.WAITING, TaskState.WATCHED)
        query = self._mine().where(under_way, template_tasks.c.state == state.value, is_due)
        return query.order_by(template_tasks.c.next_attempt_at, template_tasks.c.id)

    async def _one(self, query: Select[Any]) -> TemplateTask | None:
        row = (await self._connection.execute(query)).one_or_none()
        return _read(row) if row else None


def _read(row: Row[Any]) -> TemplateTask:
    return TemplateTask(
        id=row.id,
        user=row.slack_user,
        provider=row.provider,
        name=row.name,
        language=row.language,
        state=TaskState(row.state),
        created_at=row.created_at,
        next_attempt_at=row.next_attempt_at,
        draft=_drafts().validate_python(row.draft),
        gone=_templates().validate_python(row.gone),
        template_id=row.template_id,
        attempts=row.attempts,
    )


# Made at their first use: building one costs more than most starts have to spare.
@cache
def _drafts() -> TypeAdapter[TemplateDraft | None]:
    return TypeAdapter(TemplateDraft | None)


@cache
def _templates() -> TypeAdapter[Template | None]:
    return TypeAdapter(Template | None)
