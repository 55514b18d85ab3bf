"""What a client would be asked, and what asking costs."""

from dataclasses import dataclass

from bot.domain.channel import Channel
from bot.domain.message import Message, Purpose
from bot.domain.money import Money
from bot.domain.pricing import estimate
from bot.domain.template import SentTemplate, filled_in, use
from bot.domain.template_reach import why_not_to
from bot.policy.checks.opt_in import NEEDED
from bot.policy.decision import Decision, Refuse
from bot.storage.unit_of_work import UnitOfWork

GONE = "The opt-in template is not there any more. Ask an admin to choose another in /messaging settings."


@dataclass(frozen=True)
class Offered:
    """The opt-in message as the client would read it, and what it is estimated to cost."""

    text: str
    template: SentTemplate
    cost: Money

    @property
    def buttons(self) -> tuple[str, ...]:
        """The answers that the client can press."""
        return self.template.buttons


async def offered_to(uow: UnitOfWork, number: str) -> Offered | str:
    """The question for this number, or why it cannot be asked, in a sentence."""
    kept = await uow.settings.load()
    wanted = kept.settings.opt_in.template
    template = (await uow.templates.by_ids([wanted])).get(wanted)
    if template is None:
        return GONE
    if why := why_not_to(template, number):
        return f"The opt-in template {template.name} cannot be sent: {why}"
    # Its only blanks are for our name: see ``flows.settings.opt_in``.
    values = {each.name: kept.business or each.sample for each in template.variables}
    text = filled_in(template.body, values)
    cost = estimate(Channel.WHATSAPP, number, text, (), kept.settings)
    return Offered(text, use(template, values), cost)


def only_consent_is_missing(decision: Decision) -> bool:
    """Whether the opt-in message is all that it takes; what only delays counts for nothing."""
    if not isinstance(decision, Refuse):
        return False
    return {reason.code for reason in decision.reasons if reason.until is None} == {NEEDED}


async def offered_for(uow: UnitOfWork, message: Message, decision: Decision) -> Offered | None:
    """The question by which a refused text could go after all; None where that would not help."""
    if message.purpose is Purpose.OPT_IN or not only_consent_is_missing(decision):
        return None
    found = await offered_to(uow, message.to)
    return found if isinstance(found, Offered) else None


def in_words(offered: Offered) -> str:
    """What the client will read and what it costs, to be decided about."""
    answers = f" and can press “{'” or “'.join(offered.buttons)}”" if offered.buttons else ""
    read = f"They will read: “{offered.text}”{answers}."
    return f"Send the opt-in message? {read} It costs about {offered.cost.shown}."
