"""What is done about an occasion: by a teammate, by the client, by another system."""

from bot.domain.occasion import OccasionState
from bot.flows.context import Context
from bot.flows.occasions.state import Change, StateSet, change_state


async def confirm(ctx: Context, workspace_id: str, occasion_id: str, by: str = "") -> StateSet | str:
    """The client will come; without a teammate it is the client who says so."""
    change = Change(OccasionState.CONFIRMED, by, "client")
    return await change_state(ctx, workspace_id, occasion_id, change)


async def paid(ctx: Context, workspace_id: str, occasion_id: str, by: str = "") -> StateSet | str:
    """The money is there."""
    return await change_state(ctx, workspace_id, occasion_id, Change(OccasionState.PAID, by))


async def cancel(
    ctx: Context, workspace_id: str, occasion_id: str, by: str = "", *, announces: bool = True
) -> StateSet | str:
    """It is called off."""
    change = Change(OccasionState.CANCELLED, by, announces=announces)
    return await change_state(ctx, workspace_id, occasion_id, change)


async def reopen(ctx: Context, workspace_id: str, occasion_id: str, by: str = "") -> StateSet | str:
    """It stands again."""
    return await change_state(ctx, workspace_id, occasion_id, Change(OccasionState.OPEN, by))
