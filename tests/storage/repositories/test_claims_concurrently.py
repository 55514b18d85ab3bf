"""Many workers at once: never two for one message, never faster together than one may go."""

import asyncio
from collections import Counter
from datetime import datetime, timedelta
from itertools import pairwise

from bot.domain.message import Message
from bot.storage.repositories.lanes import Pace
from bot.storage.store import Store
from tests.storage.seeds import LEASE, NOW, SECOND, Someone, message, people

WORKERS, CLIENTS, EACH = 8, 40, 10


async def fill(store: Store, workspace_id: str) -> int:
    """Many texts to many clients from two senders."""
    everybody = await people(store, workspace_id, CLIENTS)
    texts = [_text(each, number) for number in range(EACH) for each in everybody]
    async with store.write(workspace_id) as uow:
        await uow.messages.add([(each, each.id) for each in texts])
    return len(texts)


def _text(to: Someone, number: int) -> Message:
    sender = f"+1202555010{int(to.number[-1]) % 2}"
    return message(to, NOW - timedelta(seconds=EACH - number), sender=sender)


class Worker:
    """Claims and settles until nothing is left; remembers in which order."""

    def __init__(self, url: str, workspace_id: str, name: str, took: list[tuple[str, Message]]) -> None:
        self.store = Store(url, pool_size=1)
        self.workspace_id = workspace_id
        self.name = name
        self.took = took

    async def work(self, total: int) -> None:
        while len(self.took) < total:
            async with self.store.write(self.workspace_id) as uow:
                claimed = await uow.claims.due(
                    self.name,
                    NOW,
                    lease=LEASE,
                    horizon=SECOND,
                    limit=7,
                    pace=lambda _lane: Pace(timedelta(0)),
                )
            self.took.extend((self.name, each.message) for each in claimed)
            async with self.store.write(self.workspace_id) as uow:
                done = [{"id": each.message.id, "status": "accepted"} for each in claimed]
                await uow.messages.update(done)
            await asyncio.sleep(0)
        await self.store.close()


async def test_eight_workers_never_take_one_message_twice_and_keep_every_client_s_order(
    store: Store, workspace_id: str
) -> None:
    total = await fill(store, workspace_id)
    took: list[tuple[str, Message]] = []
    workers = [Worker(store.url, workspace_id, f"w{number}", took) for number in range(WORKERS)]
    await asyncio.gather(*(worker.work(total) for worker in workers))
    times = Counter(taken.id for _, taken in took)
    assert len(times) == total
    assert set(times.values()) == {1}
    assert all(taken.lease_owner == name for name, taken in took)
    by_client: dict[str, list[datetime]] = {}
    for _, taken in took:
        by_client.setdefault(taken.client_id, []).append(taken.due_at)
    assert all(dues == sorted(dues) for dues in by_client.values())


async def test_eight_workers_together_go_no_faster_than_the_sender_may(
    store: Store, workspace_id: str
) -> None:
    everybody = await people(store, workspace_id, CLIENTS)
    async with store.write(workspace_id) as uow:
        await uow.messages.add([(each, each.id) for each in map(message, everybody)])
    interval = SECOND / 5
    stores = [Store(store.url, pool_size=1) for _ in range(WORKERS)]
    turns: list[datetime] = []

    async def claim(mine: Store, now: datetime) -> None:
        async with mine.write(workspace_id) as uow:
            claimed = await uow.claims.due(
                "w", now, lease=LEASE, horizon=SECOND, limit=3, pace=lambda _lane: Pace(interval)
            )
        turns.extend(each.turn for each in claimed)

    # The clock moves by half a second a round; in each round all the workers come at once.
    for round_ in range(20):
        await asyncio.gather(*(claim(each, NOW + round_ * SECOND / 2) for each in stores))
    for each in stores:
        await each.close()
    assert len(turns) == CLIENTS
    assert all(later - earlier >= interval for earlier, later in pairwise(sorted(turns)))
    assert max(turns) - NOW <= CLIENTS * interval + SECOND
