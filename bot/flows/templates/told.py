"""Keeping what a provider says of its templates, and telling the team what has changed: each change once."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.domain.template import Approval, Template
from bot.domain.template_task import TaskState, TemplateTask
from bot.flows.team.notify import notify
from bot.flows.templates.words import news
from bot.storage.repositories.templates import KnownTemplate
from bot.storage.unit_of_work import UnitOfWork


async def keep(
    uow: UnitOfWork, provider: str, told: Sequence[Template], asked_at: datetime, now: datetime
) -> None:
    """Keep all templates that a provider has told of when it was asked at ``asked_at``, and tell what has
    changed; an answer that was overtaken by a newer one is left out."""
    known = {each.template.id: each for each in await uow.templates.all() if each.provider == provider}
    if any(each.fetched_at > asked_at for each in known.values()):
        return
    await uow.templates.replace(provider, told, now)
    changed = [(known[each.id], each) for each in told if each.id in known]
    await _tell(uow, [(before, after) for before, after in changed if before.template != after], now)


async def _tell(uow: UnitOfWork, changed: Sequence[tuple[KnownTemplate, Template]], now: datetime) -> None:
    if not changed:
        return
    makers = await uow.template_tasks.makers([after.id for _, after in changed])
    for before, after in changed:
        await _tell_one(uow, before, after, makers, now)


async def _tell_one(
    uow: UnitOfWork,
    before: KnownTemplate,
    after: Template,
    makers: Mapping[str, TemplateTask],
    now: datetime,
) -> None:
    task = makers.get(after.id)
    if task and task.state is TaskState.WATCHED and after.approval is not Approval.PENDING:
        await uow.template_tasks.change(task.id, state=TaskState.DONE.value)
    for what, words in news(before.template, after):
        # Two who ask at once have read the same row before, and so tell it under the same key.
        key = f"template:{before.provider}:{after.id}:{what}:{before.fetched_at.isoformat()}"
        await notify(uow, words, key, now, also=task.user if task else "")
