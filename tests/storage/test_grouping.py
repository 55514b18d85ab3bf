"""Group commit: each caller gets its own answer, whatever happens to the others."""

import asyncio
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.storage.grouping import MAX_GROUP, GroupCommit, NotKept


class Bad(Exception):
    """What one item is refused with."""


class Disk:
    """Keeps whole batches, refuses those that hold a bad item, and waits while it is held up."""

    def __init__(self) -> None:
        self.batches: list[list[int]] = []
        self.bad: set[int] = set()
        self.free = asyncio.Event()
        self.free.set()
        self.reached = asyncio.Event()

    async def write(self, items: Sequence[int]) -> None:
        self.reached.set()
        await self.free.wait()
        for item in items:
            if item in self.bad:
                raise Bad(item)
        self.batches.append(list(items))

    @property
    def kept(self) -> list[int]:
        return [item for batch in self.batches for item in batch]

    def hold(self) -> None:
        self.free.clear()
        self.reached.clear()


async def start(group: GroupCommit[int], *items: int) -> list["asyncio.Task[None]"]:
    """Submit items, one task each, and let every task reach its wait."""
    tasks = [asyncio.create_task(group.submit(item)) for item in items]
    await asyncio.sleep(0)
    return tasks


async def test_alone_an_item_is_committed_at_once() -> None:
    disk = Disk()
    await GroupCommit(disk.write).submit(1)
    assert disk.batches == [[1]]


async def test_what_arrives_during_a_commit_is_the_next_one_in_order() -> None:
    disk = Disk()
    disk.hold()
    group = GroupCommit(disk.write)
    tasks = await start(group, 1)
    await disk.reached.wait()
    tasks += await start(group, 2, 3, 4)
    disk.free.set()
    await asyncio.gather(*tasks)
    assert disk.batches == [[1], [2, 3, 4]]


async def test_a_caller_goes_on_only_after_its_own_commit() -> None:
    disk = Disk()
    disk.hold()
    [task] = await start(GroupCommit(disk.write), 1)
    await disk.reached.wait()
    assert not task.done()
    disk.free.set()
    await task
    assert disk.kept == [1]


async def test_a_commit_is_bounded_and_the_rest_follows_in_order() -> None:
    disk = Disk()
    disk.hold()
    group = GroupCommit(disk.write)
    everything = range(2 * MAX_GROUP + 10)
    tasks = await start(group, *everything)
    disk.free.set()
    await asyncio.gather(*tasks)
    assert disk.kept == list(everything)
    assert max(map(len, disk.batches)) == MAX_GROUP


@settings(deadline=None)
@given(
    st.lists(st.integers(0, 50), min_size=1, max_size=40, unique=True),
    st.sets(st.integers(0, 50)),
    st.sets(st.integers(0, 50)),
)
def test_every_caller_gets_its_own_answer_and_order_is_kept(
    items: list[int], bad: set[int], gone: set[int]
) -> None:
    async def run() -> None:
        disk = Disk()
        disk.bad = bad
        disk.hold()
        group = GroupCommit(disk.write)
        tasks = dict(zip(items, await start(group, *items), strict=True))
        await disk.reached.wait()
        for item in gone & set(items):
            tasks[item].cancel()
        disk.free.set()
        answers = dict(zip(items, await asyncio.gather(*tasks.values(), return_exceptions=True), strict=True))
        # Those who hung up are told nothing, and what they brought is kept all the same.
        for item, answer in answers.items():
            if item in gone:
                assert isinstance(answer, asyncio.CancelledError)
            elif item in bad:
                assert isinstance(answer, Bad)
                assert answer.args == (item,)
            else:
                assert answer is None
        await settled(group)
        assert disk.kept == [item for item in items if item not in bad]

    asyncio.run(run())


async def settled(group: GroupCommit[int]) -> None:
    """Wait until the group has nothing more to do."""
    while group._runner is not None:  # noqa: ASYNC110 - a group tells nobody that it rests.
        await asyncio.sleep(0)


async def test_one_bad_item_fails_alone() -> None:
    disk = Disk()
    disk.bad = {2}
    group = GroupCommit(disk.write)
    answers = await asyncio.gather(*(group.submit(item) for item in (1, 2, 3)), return_exceptions=True)
    assert [type(answer) for answer in answers] == [type(None), Bad, type(None)]
    assert disk.kept == [1, 3]


async def test_a_failed_commit_does_not_stop_the_next() -> None:
    disk = Disk()
    disk.bad = {1}
    group = GroupCommit(disk.write)
    with pytest.raises(Bad):
        await group.submit(1)
    await group.submit(2)
    assert disk.kept == [2]


async def test_a_cancelled_caller_takes_no_other_down_and_its_item_is_kept() -> None:
    disk = Disk()
    disk.hold()
    group = GroupCommit(disk.write)
    first, second, third = await start(group, 1, 2, 3)
    await disk.reached.wait()
    second.cancel()
    disk.free.set()
    await asyncio.gather(first, third)
    assert second.cancelled()
    assert disk.kept == [1, 2, 3]


async def test_a_runner_cancelled_at_shutdown_leaves_nobody_waiting() -> None:
    disk = Disk()
    disk.hold()
    group = GroupCommit(disk.write)
    tasks = await start(group, 1, 2)
    await disk.reached.wait()
    tasks += await start(group, 3)
    assert group._runner is not None
    group._runner.cancel()
    async with asyncio.timeout(10):
        answers = await asyncio.gather(*tasks, return_exceptions=True)
    assert [type(answer) for answer in answers] == [NotKept] * 3
    assert disk.kept == []


async def test_after_a_cancelled_runner_the_next_item_is_committed_again() -> None:
    disk = Disk()
    disk.hold()
    group = GroupCommit(disk.write)
    [task] = await start(group, 1)
    await disk.reached.wait()
    assert group._runner is not None
    group._runner.cancel()
    with pytest.raises(NotKept):
        await task
    disk.free.set()
    await group.submit(2)
    assert disk.kept == [2]


def test_the_end_of_the_event_loop_leaves_no_caller_hanging_and_no_warning() -> None:
    ended: list[BaseException] = []

    async def caller(group: GroupCommit[int]) -> None:
        try:
            await group.submit(1)
        except BaseException as error:
            ended.append(error)
            raise

    async def run() -> None:
        disk = Disk()
        disk.hold()
        group = GroupCommit(disk.write)
        # Kept so that it is the loop's end which cancels it.
        run.task = asyncio.create_task(caller(group))  # type: ignore[attr-defined]
        await disk.reached.wait()

    asyncio.run(run())
    assert len(ended) == 1
