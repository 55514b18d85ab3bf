"""Which of our senders a text leaves from, where several could."""

from collections.abc import Sequence

from bot.domain.channel import Channel
from bot.domain.settings import WorkspaceSettings
from bot.domain.template import Template
from bot.flows.context import Context
from bot.flows.outbound.route import NoRoute, choose_sender
from bot.ports import Sender
from bot.storage.unit_of_work import UnitOfWork

_NO_SENDER_OF_TEMPLATE = (
    "No WhatsApp number of the account that has this template is set up. Choose another template."
)


async def sender_for(
    ctx: Context,
    uow: UnitOfWork,
    channel: Channel,
    wanted: str,
    client_id: str | None,
    template_id: str = "",
) -> Sender:
    """The sender asked for (``wanted``), if it is set up; else the one last used with this client, the one
    that a routing rule names for them, the one that admins take first, or the first there is.

    A template goes only from senders of the account that has it. Raises NoRoute.
    """
    # Most teams have one number for a channel, and then nobody has to be asked.
    only = choose_sender(ctx, channel, wanted)
    senders = ctx.senders_for(channel)
    if template_id and (known := await uow.templates.provider_of(template_id)):
        senders = tuple(each for each in senders if has_template(each, *known))
        if not senders:
            raise NoRoute(_NO_SENDER_OF_TEMPLATE)
    if only in senders and (only.address == wanted or len(senders) == 1):
        return only
    for address in (wanted, *await _preferred(uow, channel, senders, client_id)):
        found = next((each for each in senders if each.address == address), None)
        if found:
            return found
    return senders[0]


def has_template(sender: Sender, provider: str, template: Template) -> bool:
    """Whether a template of a provider may go from this sender: of its own account, and a test number's only
    from a test number."""
    return sender.provider == provider and sender.is_sandbox == template.is_sandbox


async def _preferred(
    uow: UnitOfWork, channel: Channel, senders: Sequence[Sender], client_id: str | None
) -> list[str]:
    """Addresses in the order in which they are taken, as far as they are set up."""
    settings = (await uow.settings.load()).settings
    first = [each.address for each in senders if settings.note_on(channel, each.address).is_default]
    if client_id is None:
        return first
    return [
        *await _last_used(uow, channel, client_id),
        *await _ruled(uow, settings, client_id),
        *first,
    ]


async def _last_used(uow: UnitOfWork, channel: Channel, client_id: str) -> list[str]:
    conversation = (await uow.conversations.active_of([client_id])).get(client_id)
    used = await uow.timetable.last_sender(conversation.id, channel.family) if conversation else None
    return [used] if used else []


async def _ruled(uow: UnitOfWork, settings: WorkspaceSettings, client_id: str) -> list[str]:
    rules = [rule for rule in settings.routing if rule.texts_from]
    if not rules:
        return []
    tags = {tag.casefold() for tag in (await uow.clients.tags_of([client_id])).get(client_id, ())}
    return [rule.texts_from for rule in rules if rule.tag.casefold() in tags]
