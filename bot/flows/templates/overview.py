"""All templates as the team looks at them: which wait, which were rejected and why, a page at a time."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.pages import Page, page_of
from bot.domain.roles import Permission
from bot.domain.template import Approval, Template, in_order, matching
from bot.domain.template_task import TaskState, TemplateTask
from bot.flows.context import Context
from bot.flows.team.permissions import demand, role_of

PAGE = 15


class Which(StrEnum):
    """Which templates are asked for."""

    ALL = "all"
    APPROVED = "approved"
    WAITING = "waiting"
    STOPPED = "stopped"  # Rejected, paused or switched off.
    UNSUBMITTED = "unsubmitted"


_STOPPED = frozenset({Approval.REJECTED, Approval.PAUSED, Approval.DISABLED})
_FITS = {
    Which.ALL: frozenset(Approval),
    Which.APPROVED: frozenset({Approval.APPROVED}),
    Which.WAITING: frozenset({Approval.PENDING}),
    Which.STOPPED: _STOPPED,
    Which.UNSUBMITTED: frozenset({Approval.UNSUBMITTED}),
}


@dataclass(frozen=True)
class Overview:
    """A page of the templates. ``under_way`` are those that are just being handed in or deleted;
    ``may_change``: the reader may make and delete templates."""

    page: Page[Template]
    which: Which
    query: str
    under_way: tuple[TemplateTask, ...]
    fetched_at: datetime | None
    may_change: bool


async def overview(
    ctx: Context,
    workspace_id: str,
    user: str,
    which: Which = Which.ALL,
    query: str = "",
    page: int = 0,
) -> Overview:
    """A page of what is kept; nobody is asked. Raises NotAllowed."""
    async with ctx.store.read(workspace_id) as uow:
        await demand(uow, user, Permission.SEND)
        role = await role_of(uow, user)
        known = await uow.templates.all()
        tasks = [task for task in await uow.template_tasks.open() if task.state is TaskState.WAITING]
    fitting = [
        each
        for each in in_order(matching((each.template for each in known), query))
        if each.approval in _FITS[which]
    ]
    return Overview(
        page=page_of(fitting, page, PAGE),
        which=which,
        query=query,
        under_way=tuple(tasks),
        fetched_at=min((each.fetched_at for each in known), default=None),
        may_change=role.may(Permission.TEMPLATES),
    )
