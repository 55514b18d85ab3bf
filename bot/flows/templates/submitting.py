"""What the worker does about templates: hands them in, deletes them, and asks what WhatsApp says of them.

Each task is leased before its provider is called, and no transaction is open during the call. A task that is
taken up again after a crash is safe: a provider finds out what is there before it makes anything.
"""

import logging
from collections.abc import Mapping
from datetime import timedelta

from bot.domain.template import Approval
from bot.domain.template_task import TaskState, TemplateTask, next_look
from bot.flows.context import Context
from bot.flows.outbound.outcome import backoff
from bot.flows.templates import words
from bot.flows.templates.refresh import refresh
from bot.flows.threads import items
from bot.ports import Provider, SubmitFailed, Submitted
from bot.storage.unit_of_work import UnitOfWork

_log = logging.getLogger(__name__)

_MOST_TRIES = 8
_KEEP = timedelta(days=30)
_NOT_SET_UP = SubmitFailed("Its provider is not set up any more.")
_BROKEN = SubmitFailed("Something went wrong here, and the log says what.", ambiguous=True)


class Submitter:
    """Does what is to be done about templates, with these providers."""

    def __init__(self, providers: Mapping[str, Provider]) -> None:
        self._providers = providers

    async def step(self, ctx: Context, workspace_id: str) -> int:
        """Do the task that is due; 0 when none is."""
        task = await _claim(ctx, workspace_id)
        if task is None:
            return 0
        answer = await self._ask(task)
        async with ctx.store.write(workspace_id) as uow:
            current = await uow.template_tasks.get(task.id, lock=True)
            if current and current.state is TaskState.WAITING:
                await _record(ctx, uow, current, answer)
        return 1

    async def _ask(self, task: TemplateTask) -> Submitted | SubmitFailed | None:
        provider = self._providers.get(task.provider)
        if provider is None:
            return _NOT_SET_UP
        try:
            if task.draft:
                return await provider.submit_template(task.draft)
            return await provider.delete_template(task.gone) if task.gone else None
        except Exception:
            _log.exception("A template's task failed.", extra={"task": task.id})
            return _BROKEN


async def watch(ctx: Context, workspace_id: str, providers: Mapping[str, Provider]) -> None:
    """Ask for what WhatsApp says of what was handed in here: soon at first, then ever more seldom."""
    async with ctx.store.read(workspace_id) as uow:
        due = await uow.template_tasks.looks_due(ctx.clock.now())
    if not due:
        return
    asked = {task.provider for task in due}
    await refresh(ctx, workspace_id, [providers[name] for name in sorted(asked) if name in providers])
    now = ctx.clock.now()
    async with ctx.store.write(workspace_id) as uow:
        for task in due:
            current = await uow.template_tasks.get(task.id, lock=True)
            if current and current.state is TaskState.WATCHED:
                tries = current.attempts + 1
                later = now + next_look(tries)
                await uow.template_tasks.change(task.id, attempts=tries, next_attempt_at=later)


async def forget_tasks(ctx: Context, workspace_id: str) -> None:
    """Drop what nobody needs to know any more."""
    async with ctx.store.write(workspace_id) as uow:
        await uow.template_tasks.forget_before(ctx.clock.now() - _KEEP)


async def _claim(ctx: Context, workspace_id: str) -> TemplateTask | None:
    """The task that is due, leased: making a template takes three calls."""
    now = ctx.clock.now()
    async with ctx.store.write(workspace_id) as uow:
        due = await uow.template_tasks.due(now)
        if due:
            await uow.template_tasks.change(due.id, next_attempt_at=now + 2 * ctx.timing.lease)
        return due


async def _record(
    ctx: Context, uow: UnitOfWork, task: TemplateTask, answer: Submitted | SubmitFailed | None
) -> None:
    if isinstance(answer, SubmitFailed):
        await _failed(ctx, uow, task, answer)
    elif isinstance(answer, Submitted):
        await _submitted(ctx, uow, task, answer)
    else:
        await uow.templates.remove(task.provider, task.template_id)
        await _end(ctx, uow, task, TaskState.DONE, words.DELETED)


async def _submitted(ctx: Context, uow: UnitOfWork, task: TemplateTask, answer: Submitted) -> None:
    now, template = ctx.clock.now(), answer.template
    await uow.templates.save(task.provider, template, now)
    pending = template.approval is Approval.PENDING
    await uow.template_tasks.change(
        task.id, template_id=template.id, attempts=0, next_attempt_at=now + next_look(0)
    )
    state = TaskState.WATCHED if pending else TaskState.DONE
    said = words.MADE if template.approval is Approval.UNSUBMITTED else words.SUBMITTED
    await _end(ctx, uow, task, state, said)


async def _failed(ctx: Context, uow: UnitOfWork, task: TemplateTask, answer: SubmitFailed) -> None:
    tries = task.attempts + 1
    if answer.ambiguous and tries < _MOST_TRIES:
        later = ctx.clock.now() + backoff(tries)
        await uow.template_tasks.change(task.id, attempts=tries, next_attempt_at=later)
        return
    said = words.NOT_SUBMITTED if task.draft else words.NOT_DELETED
    await _end(ctx, uow, task, TaskState.FAILED, said, why=answer.reason)


async def _end(
    ctx: Context, uow: UnitOfWork, task: TemplateTask, state: TaskState, said: str, *, why: str = ""
) -> None:
    """The author is told, in the app's direct messages: the form is closed by then."""
    await uow.template_tasks.change(task.id, state=state.value)
    told = said.format(it=words.called(task.name, task.language), why=why)
    await uow.outbox.add(
        [items.direct(task.user, told, f"template:{task.id}:{state.value}")], ctx.clock.now()
    )
