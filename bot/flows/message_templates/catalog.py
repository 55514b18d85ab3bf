"""Which of the team's templates may be chosen, and one of them filled in for a client."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from bot.domain.channel import Channel
from bot.domain.client import Client
from bot.domain.folding import folded
from bot.domain.message_template import MessageTemplate
from bot.domain.occasion import Occasion
from bot.flows.context import Context
from bot.flows.message_templates.fill import Filled, fill
from bot.flows.message_templates.known import Way, known_values
from bot.flows.message_templates.values import values_of
from bot.flows.outbound.route import NoRoute
from bot.storage.unit_of_work import UnitOfWork
from bot.templating.names import names_in
from bot.templating.variables import Value

# A text that names one of these speaks of the appointment, and is wrong once that is called off.
_OF_APPOINTMENT = frozenset({"appointment_date", "appointment_name", "appointment_place"})


async def offered(
    ctx: Context, workspace_id: str, *, channel: Channel | None = None, slack: bool = False
) -> list[MessageTemplate]:
    """Those that may go to a client on ``channel``, or into a Slack channel of the team's; without either all
    of them. In the order of their names."""
    async with ctx.store.read(workspace_id) as uow:
        known = await uow.message_templates.offered()
    return [each for each in known if _reaches(each, channel, slack=slack)]


async def search(
    ctx: Context, workspace_id: str, typed: str, channel: Channel | None = None
) -> list[MessageTemplate]:
    """Those that may go on ``channel`` and hold what was typed; whose name begins with it comes first."""
    return matching(await offered(ctx, workspace_id, channel=channel), typed)


def matching(templates: Iterable[MessageTemplate], typed: str) -> list[MessageTemplate]:
    """Those that hold what was typed in their name, subject or words, whatever its accents and case."""
    wanted = folded(typed)
    found = [each for each in templates if wanted in _searched(each)]
    return sorted(found, key=lambda each: (_rank(each, wanted), folded(each.name)))


async def fill_in(
    ctx: Context,
    uow: UnitOfWork,
    template: MessageTemplate,
    client: Client,
    channel: Channel,
    given: Mapping[str, str] | None = None,
    *,
    number: str = "",
) -> Filled:
    """The template filled in for a client, in their language, with what is known of their next appointment.

    ``given`` is what somebody has typed in for what nobody knows. Without an address of the client's it is
    for ``number``. Raises BadTemplate.
    """
    address = client.address_for(channel)
    appointment = await appointment_of(ctx, uow, client)
    way = Way(channel, address.value if address else number)
    values = await _values(ctx, uow, client, way, appointment)
    return about(appointment, template, fill(template, client.language, values, given))


async def appointment_of(ctx: Context, uow: UnitOfWork, client: Client) -> Occasion | None:
    """The client's next appointment, of which the words may speak."""
    if not client.id:
        return None
    return (await uow.occasions.next_appointments([client.id], ctx.clock.now())).get(client.id)


def about(appointment: Occasion | None, template: MessageTemplate, filled: Filled) -> Filled:
    """What speaks of an appointment says of which one, so that it does not go once that is called off."""
    variant = template.variant_for(filled.made_from.language)
    if appointment is None or not names_in(variant.content) & _OF_APPOINTMENT:
        return filled
    return replace(filled, made_from=replace(filled.made_from, occasion_id=appointment.id))


async def _values(
    ctx: Context, uow: UnitOfWork, client: Client, way: Way, appointment: Occasion | None
) -> dict[str, Value | None]:
    """What is known of the client, also where no sender is set up."""
    try:
        return await known_values(ctx, uow, client, way, appointment)
    except NoRoute:
        return await values_of(uow, client, ctx.clock.now(), number=way.number, occasion=appointment)


def _reaches(template: MessageTemplate, channel: Channel | None, *, slack: bool) -> bool:
    if channel is not None:
        return template.reach.takes(channel)
    return template.reach.takes_slack if slack else True


def _searched(template: MessageTemplate) -> str:
    words = (template.name, template.subject, *(each.content for each in template.variants))
    return folded("\n".join(words))


def _rank(template: MessageTemplate, wanted: str) -> int:
    name = folded(template.name)
    return 0 if name.startswith(wanted) else 1 if wanted in name else 2
