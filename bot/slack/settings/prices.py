"""The page *Prices*: the admin's own figures in place of the price table's."""

from bot.domain.channel import Channel
from bot.domain.money import Money
from bot.domain.settings import WorkspaceSettings
from bot.flows.settings import prices as flow
from bot.flows.settings.change import Outcome
from bot.slack.blocks.elements import Block, context, mrkdwn, option, plain, section
from bot.slack.blocks.inputs import select, text_input
from bot.slack.deps import Deps
from bot.slack.fields import Fields
from bot.slack.settings.page import Page

CHANNEL = "channel"
_WHAT = "Estimates use it. What the carrier really charges always counts in the end."
_SHOWN = 8


def _summary(settings: WorkspaceSettings) -> str:
    lines = [
        f"{each.country} {each.channel.label} {Money(each.amount, settings.currency).shown}"
        for each in settings.prices
    ]
    more = f" and {len(lines) - _SHOWN} more" if len(lines) > _SHOWN else ""
    return f"{', '.join(lines[:_SHOWN])}{more}" if lines else "From the price table"


async def _blocks(_: Deps, settings: WorkspaceSettings) -> list[Block]:
    return [
        *([section(mrkdwn(f"Your own: {_summary(settings)}"))] if settings.prices else []),
        text_input(
            flow.COUNTRY,
            "Country of the client",
            placeholder="Such as US",
            most=2,
            hint="Its two letters, as in an internet address.",
        ),
        select(
            CHANNEL,
            "Channel",
            [option(channel.label, channel.value) for channel in Channel],
            value=Channel.SMS.value,
        ),
        text_input(
            flow.AMOUNT,
            f"Price in {settings.currency}; of an SMS, that of each segment",
            placeholder="Such as 0.0079",
            most=12,
            optional=True,
            hint="Leave it empty to use the price table again.",
        ),
        context(plain(_WHAT)),
    ]


async def _submit(deps: Deps, user: str, version: int, fields: Fields) -> Outcome:
    channel = Channel(fields.option(CHANNEL))
    country, price = fields.text(flow.COUNTRY), fields.text(flow.AMOUNT)
    return await flow.save(deps.ctx, deps.workspace_id, user, version, country, channel, price)


PAGE = Page("Prices", lambda settings: settings.prices, _summary, _blocks, _submit)
