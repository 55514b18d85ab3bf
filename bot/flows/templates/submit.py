"""Having a template made and handed in, or deleted: asked for in Slack, done by the worker."""

from collections.abc import Mapping
from dataclasses import replace

from bot.domain.channel import Channel
from bot.domain.ids import new_id
from bot.domain.roles import Permission
from bot.domain.storable import storable
from bot.domain.template import Template
from bot.domain.template_draft import TemplateDraft
from bot.domain.template_rules import mistakes
from bot.domain.template_task import TaskState, TemplateTask
from bot.flows.context import Context
from bot.flows.team.permissions import demand, role_of
from bot.storage.repositories.audit import Deed
from bot.storage.unit_of_work import UnitOfWork

TAKEN = "There is a template with this name in this language already. Choose another name."
UNDER_WAY = "A template with this name in this language is being handed in. Choose another name."
NO_SENDER = "No WhatsApp sender is set up, so there is nobody to hand it in for. Ask an admin to add one."
GONE = "This template is not there any more."
DELETING = "It is being deleted. You hear from me when it is done."


async def submit(
    ctx: Context,
    workspace_id: str,
    user: str,
    draft: TemplateDraft,
    intent_key: str,
    provider: str = "",
) -> Mapping[str, str]:
    """Have it handed in; what stands against it by its part (``name``, ``body`` …), and nothing when it will
    be. ``provider``: at which of several; empty: at the first. Raises NotAllowed."""
    draft, now = _storable(draft), ctx.clock.now()
    async with ctx.store.write(workspace_id) as uow:
        await demand(uow, user, Permission.TEMPLATES)
        wrong = mistakes(draft) or await _stands_against(ctx, uow, draft, intent_key)
        if wrong:
            return wrong
        task = TemplateTask(
            id=new_id(),
            user=user,
            provider=provider if provider in providers_of(ctx) else providers_of(ctx)[0],
            name=draft.name,
            language=draft.language,
            state=TaskState.WAITING,
            created_at=now,
            next_attempt_at=now,
            draft=draft,
        )
        if await uow.template_tasks.add(task, intent_key):
            detail = {"name": draft.name, "language": draft.language, "category": draft.category.value}
            await uow.audit.write([Deed(user, "template_submitted", now, detail=detail)])
        return {}


async def delete(ctx: Context, workspace_id: str, user: str, template_id: str) -> str:
    """Have it deleted; what happens now, in a sentence. Raises NotAllowed."""
    now = ctx.clock.now()
    async with ctx.store.write(workspace_id) as uow:
        await demand(uow, user, Permission.TEMPLATES)
        known = [each for each in await uow.templates.all() if each.template.id == template_id]
        if not known:
            return GONE
        if any(each.gone and each.template_id == template_id for each in await _waiting(uow)):
            return DELETING
        template: Template = known[0].template
        task = TemplateTask(
            id=new_id(),
            user=user,
            provider=known[0].provider,
            name=template.name,
            language=template.language,
            state=TaskState.WAITING,
            created_at=now,
            next_attempt_at=now,
            gone=template,
            template_id=template.id,
        )
        await uow.template_tasks.add(task, f"delete:{task.id}")
        detail = {"name": template.name, "language": template.language}
        await uow.audit.write([Deed(user, "template_deleted", now, detail=detail)])
        return DELETING


async def may_make(ctx: Context, workspace_id: str, user: str) -> bool:
    """Whether a teammate may make templates."""
    async with ctx.store.read(workspace_id) as uow:
        return (await role_of(uow, user)).may(Permission.TEMPLATES)


def providers_of(ctx: Context) -> tuple[str, ...]:
    """The providers at which templates can be made: those of the WhatsApp senders, in their order."""
    return tuple(dict.fromkeys(sender.provider for sender in ctx.senders_for(Channel.WHATSAPP)))


async def _stands_against(
    ctx: Context, uow: UnitOfWork, draft: TemplateDraft, intent_key: str
) -> dict[str, str]:
    if not providers_of(ctx):
        return {"name": NO_SENDER}
    wanted = (draft.name, draft.language)
    if any((each.template.name, each.template.language) == wanted for each in await uow.templates.all()):
        # Slack may hand in again what has become a template meanwhile.
        return {} if await uow.template_tasks.is_known(intent_key) else {"name": TAKEN}
    waiting = [each for each in await _waiting(uow) if each.draft and (each.name, each.language) == wanted]
    if waiting and not await uow.template_tasks.is_known(intent_key):
        return {"name": UNDER_WAY}
    return {}


async def _waiting(uow: UnitOfWork) -> list[TemplateTask]:
    return [task for task in await uow.template_tasks.open() if task.state is TaskState.WAITING]


def _storable(draft: TemplateDraft) -> TemplateDraft:
    return replace(
        draft,
        body=storable(draft.body),
        header=storable(draft.header),
        footer=storable(draft.footer),
        samples=tuple((name, storable(sample)) for name, sample in draft.samples),
    )
