"""A message's status: receipts in any order, with repeats, and ends that stay ends."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.message import TRANSITIONS, Status, may_move

# What a provider can tell of a message it has, from the least to the furthest.
PROGRESS = [Status.ACCEPTED, Status.SENT, Status.DELIVERED, Status.READ]
RECEIPTS = [*PROGRESS, Status.FAILED]
ENDS = [Status.RECEIVED, Status.READ, Status.FAILED, Status.REFUSED, Status.CANCELED]
# Where a message stands when its first receipt may come.
CALLED = [Status.SENDING, Status.CHECKING, Status.UNCONFIRMED]


def after(start: Status, asked: list[Status]) -> Status:
    """Where a message ends that is asked to take these steps."""
    status = start
    for new in asked:
        if may_move(status, new):
            status = new
    return status


def test_every_status_has_its_line_in_the_table() -> None:
    assert set(TRANSITIONS) == set(Status)


@pytest.mark.parametrize("status", Status)
def test_a_repeat_is_no_step(status: Status) -> None:
    assert not may_move(status, status)


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("status", Status)
def test_an_end_stays_an_end(end: Status, status: Status) -> None:
    assert not may_move(end, status)


def test_the_ends_are_the_only_statuses_without_a_way_on() -> None:
    assert {status for status in Status if not TRANSITIONS[status]} == set(ENDS)


@pytest.mark.parametrize("status", [status for status in Status if status is not Status.SENDING])
def test_nothing_goes_back_to_the_queue_but_what_was_surely_not_taken(status: Status) -> None:
    assert not may_move(status, Status.QUEUED)
    assert may_move(Status.SENDING, Status.QUEUED)


@pytest.mark.parametrize("status", [status for status in Status if status is not Status.QUEUED])
def test_only_what_waits_can_be_taken_back(status: Status) -> None:
    assert not may_move(status, Status.CANCELED)


@pytest.mark.parametrize("status", [status for status in Status if status is not Status.QUEUED])
def test_only_what_waits_is_called(status: Status) -> None:
    assert not may_move(status, Status.SENDING)


@pytest.mark.parametrize("status", RECEIPTS)
def test_no_receipt_moves_a_message_that_was_never_called(status: Status) -> None:
    assert not may_move(Status.QUEUED, status)


@pytest.mark.parametrize("status", Status)
def test_no_status_leads_back_to_one_it_came_from_once_the_provider_may_have_the_message(
    status: Status,
) -> None:
    reached = {status}
    frontier = {status}
    while frontier:
        frontier = {new for old in frontier for new in TRANSITIONS[old]} - reached
        reached |= frontier
    loops = {old for old in reached - {status} if status in TRANSITIONS[old]}
    assert not loops or {status, *loops} == {Status.QUEUED, Status.SENDING}


steps = st.lists(st.sampled_from(PROGRESS), max_size=12)


@settings(deadline=None)
@given(st.sampled_from([*CALLED, *PROGRESS]), steps)
def test_without_a_failure_any_order_and_any_repeats_end_at_the_furthest_receipt(
    start: Status, receipts: list[Status]
) -> None:
    known = [status for status in [start, *receipts] if status in PROGRESS]
    furthest = max(known, key=PROGRESS.index) if known else start
    assert after(start, receipts) is furthest


@settings(deadline=None)
@given(st.sampled_from([*CALLED, *PROGRESS]), steps, steps)
def test_a_failure_ends_it_unless_the_client_has_the_message_by_then(
    start: Status, before: list[Status], later: list[Status]
) -> None:
    there = after(start, before)
    end = after(start, [*before, Status.FAILED, *later])
    if there in {Status.DELIVERED, Status.READ}:
        assert end is after(start, [*before, *later])
    else:
        assert end is Status.FAILED


@settings(deadline=None)
@given(st.sampled_from(list(Status)), st.lists(st.sampled_from(RECEIPTS), max_size=12))
def test_giving_every_receipt_again_changes_nothing(start: Status, receipts: list[Status]) -> None:
    end = after(start, receipts)
    assert after(end, receipts) is end
    assert after(start, [twice for receipt in receipts for twice in (receipt, receipt)]) is end


@settings(deadline=None)
@given(st.sampled_from(ENDS), st.lists(st.sampled_from(list(Status)), max_size=20))
def test_no_sequence_of_steps_leaves_an_end(end: Status, asked: list[Status]) -> None:
    assert after(end, asked) is end
