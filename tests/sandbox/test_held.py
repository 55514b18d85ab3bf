"""Webhooks are held back, and let go late, twice or in another order."""

import pytest

from bot.sandbox.held import Held, Order


def held(*hooks: int) -> Held[int]:
    made: Held[int] = Held()
    made.hold()
    for hook in hooks:
        assert made.keeps(hook)
    return made


def test_nothing_is_kept_before_it_is_asked_for_and_after_it_was_let_go() -> None:
    one: Held[int] = Held()
    assert not one.keeps(1)
    one.hold()
    assert one.keeps(2)
    # To hold twice loses nothing.
    one.hold()
    assert one.release("original", duplicate=False) == [2]
    assert not one.keeps(3)
    assert one.release("original", duplicate=False) == []


@pytest.mark.parametrize(
    ("order", "duplicate", "gone"),
    [
        ("original", False, [1, 2, 3]),
        ("reversed", False, [3, 2, 1]),
        ("reversed", True, [3, 3, 2, 2, 1, 1]),
    ],
)
def test_they_go_as_they_are_asked_to(order: Order, duplicate: bool, gone: list[int]) -> None:
    assert held(1, 2, 3).release(order, duplicate=duplicate) == gone


def test_shuffled_ones_are_all_there_and_the_same_each_time() -> None:
    first, second = (held(*range(9)).release("shuffled", duplicate=False) for _ in range(2))
    assert first == second != list(range(9))
    assert sorted(first) == list(range(9))
