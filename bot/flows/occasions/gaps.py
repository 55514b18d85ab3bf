"""What is missing for the words of planned reminders: said at once, while somebody can still mend it."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.domain.channel import Channel
from bot.domain.client import Client
from bot.domain.message_template import MessageTemplate
from bot.domain.occasion import Occasion
from bot.domain.reminder import Reminder
from bot.domain.trigger import Trigger
from bot.flows.message_templates.fill import fill
from bot.flows.message_templates.values import values_of
from bot.storage.unit_of_work import UnitOfWork
from bot.templating.render import BadTemplate
from bot.templating.variables import NAMES, Values

_OURS = frozenset({"company_phone", "company_email", "portal_url"})
_SET_IT = "Set it in /messaging settings, Automatic answers."
_CHANGE_IT = "Change this {noun} and say it."
_OF_OUR_OWN = "A request can give it among its values, or somebody who may change templates takes it out."


async def gaps(
    uow: UnitOfWork,
    occasion: Occasion,
    client: Client,
    planned: Iterable[Reminder],
    triggers: Sequence[Trigger],
    now: datetime,
) -> tuple[str, ...]:
    """A sentence for each template that could not be filled in as things stand now, with the way to mend it.

    What goes to the team only is left out, and so are templates for which one of WhatsApp's can go instead.
    """
    with_plan = {each.trigger_id for each in planned}
    to_clients = [each for each in triggers if each.id in with_plan and not each.slack_channel]
    templates = await uow.message_templates.by_ids({each.template_id for each in to_clients})
    if not templates:
        return ()
    address = client.address_for(Channel.SMS) or client.address_for(Channel.WHATSAPP)
    number = address.value if address else ""
    # Which sender it will leave from is decided when it goes; there is always one then.
    values = await values_of(uow, client, now, number=number, occasion=occasion) | {"sender": number or "-"}
    said = (_gap(each, client, values, occasion) for each in templates.values())
    return tuple(sentence for sentence in said if sentence)


def _gap(template: MessageTemplate, client: Client, values: Values, occasion: Occasion) -> str:
    try:
        filled = fill(template, client.language, values)
    except BadTemplate:
        return (
            f"“{template.name}” cannot be filled in any more. Somebody who may change templates can mend it."
        )
    if not filled.missing or filled.approved:
        return ""
    named = ", ".join("{{" + name + "}}" for name in filled.missing)
    return (
        f"“{template.name}” cannot go as things stand: nobody has said what {named} is. "
        f"{_way_out(filled.missing[0], occasion)}"
    )


def _way_out(name: str, occasion: Occasion) -> str:
    if name in _OURS:
        return _SET_IT
    return _CHANGE_IT.format(noun=occasion.kind.noun) if name in NAMES else _OF_OUR_OWN
