"""Making clients known before anybody has written: a list of numbers and names."""

from collections.abc import Sequence

from bot.flows.context import Context


async def introduce(ctx: Context, workspace_id: str, people: Sequence[tuple[str, str]]) -> int:
    """Add a client for each (E.164 number, name) that nobody has yet; how many were added."""
    async with ctx.store.write(workspace_id) as uow:
        known = await uow.clients.by_addresses(number for number, _ in people)
        new = [(number, name) for number, name in people if number not in known]
        if new:
            await uow.clients.add_with_addresses(new, ctx.clock.now(), lead=False)
        return len(new)
