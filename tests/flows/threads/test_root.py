"""A card is true from the moment it stands: what changes while it is on its way is written after it."""

from dataclasses import replace

import pytest

from bot.domain.conversation import Card
from bot.domain.message import Direction
from bot.domain.replies import TeammateWrote
from bot.flows.context import Context
from bot.flows.inbound.receive import receive
from bot.flows.inbound.thread_events import handle
from bot.flows.threads import deliver
from bot.flows.threads.writers import Job
from bot.ports import PostFailed
from bot.storage.repositories.outbox import Outbox
from tests.support.journeys import OWNER, post_due, pump, root_of
from tests.support.world import RememberingProvider, RememberingSlack, StoppedClock, inbound


class SlowSlack(RememberingSlack):
    """While the card is on its way the client writes again, and the card's update finds no card yet."""

    meanwhile: tuple[Context, str] | None = None

    async def post_root(self, channel: str, card: Card, key: str) -> str:
        """Post a card, but first let the world go on."""
        if self.meanwhile is not None:
            (ctx, workspace_id), self.meanwhile = self.meanwhile, None
            more = replace(inbound("More", "SM2"), received_at=ctx.clock.now())
            await receive(ctx, workspace_id, [more])
            await post_due(ctx, workspace_id, self)
        return await super().post_root(channel, card, key)


async def test_what_changes_while_the_card_is_on_its_way_shows_on_it(
    ctx: Context, workspace_id: str, clock: StoppedClock
) -> None:
    slack = SlowSlack()
    await receive(ctx, workspace_id, [inbound("Hello", "SM1")])
    claimed = await deliver.claim(ctx, workspace_id, OWNER, 64)
    # Another worker is quicker with the card's update than this one with the card.
    for item in sorted(claimed, key=lambda each: each.kind == "root"):
        clock.advance(minutes=1)
        slack.meanwhile = (ctx, workspace_id)
        await deliver.deliver(Job(ctx, slack, workspace_id, item), OWNER)
    await pump(ctx, workspace_id, RememberingProvider(), slack)
    written = {post.body for _, root, post, _ in slack.posts if root and hasattr(post, "body")}
    assert written == {"Hello", "More"}
    assert slack.roots[root_of(slack)].last_inbound_at == inbound("More", "SM2").received_at.replace(minute=2)


async def test_a_reply_under_a_card_that_is_not_recorded_yet_waits_for_it(
    ctx: Context, workspace_id: str, clock: StoppedClock
) -> None:
    await receive(ctx, workspace_id, [inbound("Hello", "SM1")])
    await deliver.claim(ctx, workspace_id, OWNER, 64)
    reply = TeammateWrote("C0INBOX", "9.1", "9.0", "U1", "Quick!")
    with pytest.raises(PostFailed, match="card_not_recorded_yet"):
        async with ctx.store.write(workspace_id) as uow:
            await handle(ctx, uow, reply)
    clock.advance(minutes=2)
    await pump(ctx, workspace_id, RememberingProvider(), RememberingSlack())
    async with ctx.store.write(workspace_id) as uow:
        await handle(ctx, uow, reply)
        assert (await uow.backlog.waiting(clock.now())).messages == 0


async def test_a_card_recorded_while_one_looks_for_it_is_found(
    ctx: Context, workspace_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await receive(ctx, workspace_id, [inbound("Hello", "SM1")])
    reply = TeammateWrote("C0INBOX", "9.1", "9.0", "U1", "Quick!")
    async with ctx.store.write(workspace_id) as uow:
        [(thread, _)] = await uow.conversations.with_senders("", 9)

        async def recorded_just_now(_: Outbox) -> bool:
            await uow.conversations.set_root(thread.id, reply.root_ts)
            return False

        # On PostgreSQL another worker's commit can fall between two statements of this transaction.
        monkeypatch.setattr(Outbox, "cards_in_doubt", recorded_just_now)
        await handle(ctx, uow, reply)
        replied = await uow.messages.latest(thread.id, Direction.OUT)
        assert replied is not None
        assert replied.body == reply.text
