"""What has become of a wish to change a template, and what is looked at before anything is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.folding import folded
from bot.domain.message_template import MessageTemplate, Reach
from bot.domain.occasion import OccasionKind
from bot.domain.template import Template
from bot.flows.message_templates.rules import NAME, REACH, Draft, mistakes
from bot.storage.repositories.audit import Deed
from bot.storage.unit_of_work import UnitOfWork

GONE = "This template is not there any more: somebody has archived it."
MEANWHILE = (
    "Somebody else has changed this template meanwhile. Copy what you have written, close this and open the "
    "template again to see what stands there now."
)
TAKEN = "There is a template with this name already. Choose another name."
_FOR = {
    OccasionKind.APPOINTMENT: "appointments",
    OccasionKind.PAYMENT: "payments",
    OccasionKind.DOCUMENT: "documents",
    OccasionKind.NEW_CLIENT: "new clients",
}


@dataclass(frozen=True)
class Rejected:
    """Nothing was changed: a sentence for each field that cannot be so, by field."""

    errors: dict[str, str]


async def errors_of(uow: UnitOfWork, draft: Draft, template_id: str) -> dict[str, str]:
    """What stands against keeping it as this template: its mistakes, and another one of the same name.

    Nobody else can give a name until this transaction ends.
    """
    await uow.message_templates.lock_names()
    named = await uow.message_templates.named(draft.name) if folded(draft.name) else None
    taken = {NAME: TAKEN} if named and named.id != template_id else {}
    cut = await cut_off(uow, template_id, draft.reach)
    return taken | cut | mistakes(draft, await approved_in(uow, [draft]))


async def approved_in(uow: UnitOfWork, drafts: Iterable[Draft | MessageTemplate]) -> dict[str, Template]:
    """WhatsApp's templates that stand in for these, by id."""
    variants = [variant for each in drafts for variant in each.variants]
    wanted = {each.approved.template_id for each in variants if each.approved}
    return await uow.templates.by_ids(sorted(wanted)) if wanted else {}


async def cut_off(uow: UnitOfWork, template_id: str, reach: Reach) -> dict[str, str]:
    """What would not go any more by itself if the template went only so."""
    for each in await uow.triggers.all():
        by = "Slack" if each.slack_channel else each.channel.label if each.channel else ""
        goes = reach.takes_slack if each.slack_channel else not each.channel or reach.takes(each.channel)
        if each.template_id == template_id and not goes:
            return {REACH: f"It is sent by itself for {_FOR[each.kind]} by {by}. Change that first."}
    return {}


async def sent_by_itself(uow: UnitOfWork, template_id: str) -> str:
    """For what it is sent by itself: *appointments and payments*; empty when for nothing. A trigger that is
    off sends nothing."""
    using = [each.kind for each in await uow.triggers.all() if each.is_on and each.template_id == template_id]
    named = [_FOR[kind] for kind in OccasionKind if kind in using]
    return f"{', '.join(named[:-1])} and {named[-1]}" if len(named) > 1 else "".join(named)


async def tell_audit(
    uow: UnitOfWork, user: str, action: str, template: MessageTemplate, now: datetime, **more: int
) -> None:
    """Write into the audit what was done with a template."""
    detail = {"template": template.name, "version": template.version} | more
    await uow.audit.write([Deed(user, action, now, detail=detail)])
