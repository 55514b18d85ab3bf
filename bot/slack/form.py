"""Builds the compose form from what is typed so far and what the flows know about it."""

import logging

from bot.domain.channel import Channel
from bot.flows.outbound.preview import preview
from bot.slack import choices
from bot.slack.blocks.compose import BODY_LIMIT, ComposeForm, compose_view
from bot.slack.blocks.elements import Block
from bot.slack.blocks.preview import words
from bot.slack.deps import Deps
from bot.slack.failures import described
from bot.slack.typed import Typed, value_of

log = logging.getLogger(__name__)

NO_PREVIEW = "The size of the text cannot be told just now; sending still works."
CUT = f"The text was longer than the {BODY_LIMIT:,} characters a form can hold: its end is missing."


def channels(deps: Deps) -> tuple[Channel, ...]:
    """The channels that have a sender, in the order people expect."""
    return tuple(each for each in (Channel.SMS, Channel.WHATSAPP) if deps.ctx.senders_for(each))


async def build(deps: Deps, entered: Typed, notice: str = "") -> Block:
    """The modal for what is entered; ``notice`` is said at its top."""
    choice = choices.read(value_of(entered.client))
    cut = CUT if len(entered.body) > BODY_LIMIT else ""
    return compose_view(
        ComposeForm(
            channel=entered.channel,
            channels=channels(deps),
            senders=deps.ctx.senders_for(entered.channel),
            client=entered.client,
            is_new_client=choice.new_number is not None,
            name=entered.name,
            sender=entered.sender,
            body=entered.body,
            notice=" ".join(part for part in (notice, cut) if part),
            preview=await _preview_words(deps, entered, choice),
            origin=entered.origin,
        )
    )


async def _preview_words(deps: Deps, entered: Typed, choice: choices.Choice) -> list[str]:
    """The preview; a form without it is better than none, so its failure is told there and logged."""
    try:
        found = await preview(
            deps.ctx, deps.workspace_id, choice.client_id, choice.new_number, entered.channel, entered.body
        )
    except Exception as error:
        log.error("The preview failed: %s", described(error))  # noqa: TRY400 - not its message.
        return [NO_PREVIEW]
    return words(found)
