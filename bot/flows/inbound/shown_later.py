"""*Show what came meanwhile*: texts that came while a sender of ours was not two-way."""

from bot.domain.channel import Channel
from bot.domain.message import Message
from bot.domain.roles import Permission
from bot.domain.zones import moment_in
from bot.flows.context import Context
from bot.flows.team.permissions import demand
from bot.flows.threads import items
from bot.flows.threads.answered import heard
from bot.flows.threads.open import open_threads
from bot.flows.threads.renew import Wrote, after_silence
from bot.storage.repositories.audit import Deed
from bot.storage.unit_of_work import UnitOfWork

# What one press shows; the others stay kept for the next.
MOST_AT_ONCE = 50


async def waiting_texts(ctx: Context, workspace_id: str) -> dict[tuple[Channel, str], int]:
    """How many texts stand in no thread, by channel and sender of ours."""
    async with ctx.store.read(workspace_id) as uow:
        return await uow.unshown_texts.counts()


async def show_meanwhile(ctx: Context, workspace_id: str, user: str, channel: Channel, sender: str) -> int:
    """Post the newest of them in their clients' threads, the oldest first; how many. Raises NotAllowed."""
    now = ctx.clock.now()
    async with ctx.store.write(workspace_id) as uow:
        await demand(uow, user, Permission.SETTINGS)
        texts = await uow.unshown_texts.take(channel, sender, MOST_AT_ONCE)
        if texts:
            await _show(ctx, uow, texts)
            detail = {"channel": channel.value, "texts": len(texts)}
            await uow.audit.write([Deed(user, "unshown_shown", now, detail=detail)])
    return len(texts)


async def _show(ctx: Context, uow: UnitOfWork, texts: list[Message]) -> None:
    now, zone = ctx.clock.now(), (await uow.settings.load()).settings.time_zone
    senders = {text.client_id: text.sender for text in texts}
    threads = await open_threads(uow, senders, ctx.settings.inbox_channel, now, senders)
    shown = [Wrote(threads[text.client_id], text.sender) for text in texts]
    threads |= await after_silence(ctx, uow, shown)
    posts = [
        item
        for text in texts
        for item in items.client_wrote(
            threads[text.client_id],
            text,
            f"Came on {moment_in(text.created_at, zone)}, while this number was not two-way.",
        )
    ]
    await heard(uow, texts, (), threads, now)
    cards = [items.card(thread.id) for thread in threads.values()]
    await uow.outbox.add(posts + cards, now)
