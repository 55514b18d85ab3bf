"""The form for a message, opened with one of the team's templates."""

from bot.domain.channel import Channel
from bot.domain.message_template import MessageTemplate
from bot.slack import form
from bot.slack.blocks.ready_words import option_of
from bot.slack.deps import Deps
from bot.slack.typed import Typed


def channel_for(deps: Deps, template: MessageTemplate) -> Channel | None:
    """By which way it is sent first: the first that it takes and that has a sender."""
    return next((each for each in form.channels(deps) if template.reach.takes(each)), None)


def start_with(template: MessageTemplate, channel: Channel, origin: str = "") -> Typed:
    """What stands in the form at first: the template, whose words come for the client who is chosen there."""
    return Typed(channel, template=option_of(template), origin=origin)
