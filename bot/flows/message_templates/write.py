"""The team's templates are written, changed, copied, archived, and taken back to an older version."""

from dataclasses import replace

from bot.domain.folding import folded
from bot.domain.ids import fixed_id
from bot.domain.message_template import MAX_NAME, MessageTemplate
from bot.domain.roles import Permission
from bot.flows.context import Context
from bot.flows.message_templates.kept import (
    GONE,
    MEANWHILE,
    Rejected,
    errors_of,
    sent_by_itself,
    tell_audit,
)
from bot.flows.message_templates.rules import NAME, Draft, draft_of, tidy
from bot.flows.team.permissions import demand
from bot.storage.unit_of_work import UnitOfWork

AS_IT_IS = "It says this already, so nothing was changed."


async def create(
    ctx: Context, workspace_id: str, user: str, draft: Draft, intent_key: str
) -> MessageTemplate | Rejected:
    """Keep a new template, once however often this wish is met. Raises NotAllowed.

    What has been written anew in the same form, as its first answer was lost, is the next version.
    """
    template_id, draft = fixed_id(workspace_id, "message_template", intent_key), tidy(draft)
    async with ctx.store.write(workspace_id) as uow:
        await demand(uow, user, Permission.TEMPLATES)
        if known := await uow.message_templates.get(template_id):
            return await _change(ctx, uow, user, known, draft, seen_version=1)
        errors = await errors_of(uow, draft, template_id)
        if errors:
            return Rejected(errors)
        return await _add(ctx, uow, user, template_id, draft, "message_template_written")


async def change(
    ctx: Context, workspace_id: str, user: str, template_id: str, draft: Draft, seen_version: int
) -> MessageTemplate | Rejected:
    """Keep the next version of the one that ``user`` has seen in ``seen_version``. Raises NotAllowed."""
    draft = tidy(draft)
    async with ctx.store.write(workspace_id) as uow:
        await demand(uow, user, Permission.TEMPLATES)
        before = await uow.message_templates.get(template_id)
        return await _change(ctx, uow, user, before, draft, seen_version)


async def restore(
    ctx: Context, workspace_id: str, user: str, template_id: str, version: int
) -> tuple[MessageTemplate | None, str]:
    """Take an older version back, as a new one; and why nothing was done, in a sentence. Raises NotAllowed.

    The name stays as it is today: by it the template is known.
    """
    async with ctx.store.write(workspace_id) as uow:
        await demand(uow, user, Permission.TEMPLATES)
        before = await uow.message_templates.get(template_id)
        versions = await uow.message_templates.versions(template_id)
        older = next((each for each in versions if each.version == version), None)
        if before is None or before.archived_at or older is None:
            return None, GONE
        draft = replace(draft_of(older), name=before.name)
        if draft == draft_of(before):
            return before, AS_IT_IS
        errors = await errors_of(uow, draft, template_id)
        if errors:
            return before, f"This version cannot be used any more: {' '.join(errors.values())}"
        after = await _next(ctx, uow, user, before, draft, "message_template_restored", restored=version)
        return (before, MEANWHILE) if isinstance(after, Rejected) else (after, "")


async def copy(
    ctx: Context, workspace_id: str, user: str, template_id: str, intent_key: str
) -> MessageTemplate | None:
    """Make another one of the same words; None when it is not there any more. Raises NotAllowed."""
    copy_id = fixed_id(workspace_id, "message_template", intent_key)
    async with ctx.store.write(workspace_id) as uow:
        await demand(uow, user, Permission.TEMPLATES)
        if known := await uow.message_templates.get(copy_id):
            return known
        await uow.message_templates.lock_names()
        of = await uow.message_templates.get(template_id)
        if of is None or of.archived_at:
            return None
        draft = replace(draft_of(of), name=await _free_name(uow, of.name))
        return await _add(ctx, uow, user, copy_id, draft, "message_template_copied")


async def archive(ctx: Context, workspace_id: str, user: str, template_id: str) -> str:
    """Offer it to nobody any more; why it cannot be, in a sentence, and nothing when it is done.

    Raises NotAllowed.
    """
    now = ctx.clock.now()
    async with ctx.store.write(workspace_id) as uow:
        await demand(uow, user, Permission.TEMPLATES)
        template = await uow.message_templates.get(template_id)
        if template is None or template.archived_at:
            return GONE
        if used := await sent_by_itself(uow, template_id):
            return f"It is sent by itself for {used}. Choose another template there first, then archive it."
        await uow.message_templates.archive(template_id, user, now)
        await tell_audit(uow, user, "message_template_archived", template, now)
        return ""


async def _change(
    ctx: Context,
    uow: UnitOfWork,
    user: str,
    before: MessageTemplate | None,
    draft: Draft,
    seen_version: int,
) -> MessageTemplate | Rejected:
    if before is None or before.archived_at:
        return Rejected({NAME: GONE})
    if draft_of(before) == draft:
        return before  # Nothing was changed, or Slack has handed the same in twice.
    if before.version != seen_version:
        return Rejected({NAME: MEANWHILE})
    errors = await errors_of(uow, draft, before.id)
    if errors:
        return Rejected(errors)
    return await _next(ctx, uow, user, before, draft, "message_template_changed")


async def _add(
    ctx: Context, uow: UnitOfWork, user: str, template_id: str, draft: Draft, action: str
) -> MessageTemplate:
    new = _as_template(ctx, user, template_id, draft, 1)
    await uow.message_templates.add(new)
    await tell_audit(uow, user, action, new, new.updated_at)
    return new


async def _next(
    ctx: Context,
    uow: UnitOfWork,
    user: str,
    before: MessageTemplate,
    draft: Draft,
    action: str,
    **more: int,
) -> MessageTemplate | Rejected:
    after = _as_template(ctx, user, before.id, draft, before.version + 1)
    if not await uow.message_templates.change(after):
        return Rejected({NAME: MEANWHILE})
    await tell_audit(uow, user, action, after, after.updated_at, **more)
    return after


def _as_template(ctx: Context, user: str, template_id: str, draft: Draft, version: int) -> MessageTemplate:
    return MessageTemplate(
        id=template_id,
        name=draft.name,
        reach=draft.reach,
        variants=draft.variants,
        version=version,
        updated_at=ctx.clock.now(),
        subject=draft.subject,
        purpose=draft.purpose,
        updated_by=user,
    )


async def _free_name(uow: UnitOfWork, name: str) -> str:
    taken = {folded(each.name) for each in await uow.message_templates.offered()}
    number = 1
    while True:
        behind = f" (copy {number})" if number > 1 else " (copy)"
        wanted = name[: MAX_NAME - len(behind)].rstrip() + behind
        if folded(wanted) not in taken:
            return wanted
        number += 1
