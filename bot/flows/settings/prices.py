"""What a message costs to a country on a channel, where the admin knows better than the price table."""

import re
from dataclasses import replace
from decimal import Decimal

from bot.domain.channel import Channel
from bot.domain.settings import Price, WorkspaceSettings
from bot.flows.context import Context
from bot.flows.settings.change import Outcome, Rejected, change
from bot.flows.settings.reading import Wrong, amount

COUNTRY, AMOUNT = "country", "amount"
MAX_PRICES = 100
_DIGITS = 6


async def save(
    ctx: Context, workspace_id: str, user: str, version: int, country: str, channel: Channel, price: str
) -> Outcome:
    """Set a price for each segment; an empty one takes the table's again.

    Raises NotAllowed and ChangedMeanwhile.
    """
    errors: dict[str, str] = {}
    code = country.strip().upper()
    if not re.fullmatch("[A-Z]{2}", code):
        errors[COUNTRY] = "Type the country's two letters, such as US, CA or GB."
    try:
        given = amount(price, digits=_DIGITS, least=Decimal(0))
    except Wrong as wrong:
        errors[AMOUNT] = str(wrong)
    if not errors and given is not None and await _full(ctx, workspace_id, code, channel):
        errors[AMOUNT] = f"There are {MAX_PRICES} prices of your own already. Empty one first."
    if errors:
        return Rejected(errors)

    def edit(old: WorkspaceSettings) -> WorkspaceSettings:
        others = tuple(each for each in old.prices if (each.country, each.channel) != (code, channel))
        new = () if given is None else (Price(code, channel, given),)
        return replace(old, prices=(*others, *new))

    return await change(ctx, workspace_id, user, version, edit)


async def _full(ctx: Context, workspace_id: str, country: str, channel: Channel) -> bool:
    async with ctx.store.read(workspace_id) as uow:
        prices = (await uow.settings.load()).settings.prices
    known = any((each.country, each.channel) == (country, channel) for each in prices)
    return not known and len(prices) >= MAX_PRICES
