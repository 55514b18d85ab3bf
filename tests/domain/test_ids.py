"""Ids: in the order they were made, and never the same twice."""

import threading
from collections.abc import Iterator
from itertools import pairwise

import pytest

from bot.domain import ids
from bot.domain.ids import fixed_id, new_id

CROCKFORD = set("0123456789ABCDEFGHJKMNPQRSTVWXYZ")


def test_an_id_is_26_characters_that_nobody_mistakes_for_others() -> None:
    made = new_id()
    assert len(made) == 26
    assert set(made) <= CROCKFORD


def test_ids_of_one_process_sort_in_the_order_they_were_made() -> None:
    made = [new_id() for _ in range(5_000)]
    assert all(earlier < later for earlier, later in pairwise(made))


def test_ids_still_increase_when_the_clock_is_set_back(monkeypatch: pytest.MonkeyPatch) -> None:
    before = new_id()
    monkeypatch.setattr(ids.time, "time_ns", lambda: 1_600_000_000_000_000_000)
    assert new_id() > before


def test_an_id_begins_with_the_millisecond_it_was_made_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ids, "_last", 0)
    times: Iterator[int] = iter([1_700_000_000_000_000_000, 1_700_000_000_001_000_000])
    monkeypatch.setattr(ids.time, "time_ns", lambda: next(times))
    first, second = new_id(), new_id()
    assert _milliseconds(first) == 1_700_000_000_000
    assert _milliseconds(second) == 1_700_000_000_001


def test_ids_made_by_many_threads_at_once_are_all_different_and_sorted_in_each() -> None:
    made: list[list[str]] = [[] for _ in range(8)]
    start = threading.Barrier(8)

    def make(mine: list[str]) -> None:
        start.wait()
        mine.extend(new_id() for _ in range(1_000))

    threads = [threading.Thread(target=make, args=(mine,)) for mine in made]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    everything = [one for mine in made for one in mine]
    assert len(set(everything)) == 8_000
    assert all(mine == sorted(mine) for mine in made)


def _milliseconds(value: str) -> int:
    number = 0
    for character in value[:10]:
        number = number * 32 + "0123456789ABCDEFGHJKMNPQRSTVWXYZ".index(character)
    return number


def test_the_same_names_give_one_id_and_others_another() -> None:
    assert fixed_id("W1", "start", "Hello") == fixed_id("W1", "start", "Hello")
    assert len(fixed_id("W1")) == 26
    assert set(fixed_id("W1")) <= CROCKFORD
    others = {fixed_id("W1", "Hello"), fixed_id("W1Hello"), fixed_id("W2", "Hello"), fixed_id("Hello", "W1")}
    assert len(others) == 4
