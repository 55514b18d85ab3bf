"""Orders of trouble wait their turn, and each is used up."""

from dataclasses import dataclass

import pytest

from bot.sandbox.orders import Fault, Orders, known


@dataclass
class Said:
    """An order that can be told from others."""

    name: str
    times: int = 1


def any_order(_order: Said) -> bool:
    return True


def test_the_first_that_fits_is_taken_as_often_as_it_says() -> None:
    orders: Orders[Said] = Orders()
    for order in (Said("twice", times=2), Said("once")):
        orders.add(order)
    taken = [orders.take(any_order) for _ in range(4)]
    assert [each and each.name for each in taken] == ["twice", "twice", "once", None]


def test_one_that_does_not_fit_waits_on() -> None:
    orders: Orders[Said] = Orders()
    for order in (Said("first"), Said("second")):
        orders.add(order)
    taken = orders.take(lambda order: order.name == "second")
    assert taken
    assert taken.name == "second"
    left = orders.take(any_order)
    assert left
    assert left.name == "first"


def test_what_is_taken_back_does_not_happen() -> None:
    orders: Orders[Said] = Orders()
    orders.add(Said("never", times=9))
    orders.clear()
    assert orders.take(any_order) is None


def test_a_fault_is_meant_for_its_operation_and_for_what_it_matches() -> None:
    for_jane: Fault[ValueError] = Fault("send", match=lambda params: params["to"] == "Jane")
    assert for_jane.fits("send", {"to": "Jane"})
    assert not for_jane.fits("send", {"to": "Omar"})
    assert not for_jane.fits("list", {"to": "Jane"})
    for_all: Fault[ValueError] = Fault("*")
    assert for_all.fits("send", {})


def test_whose_answer_is_dropped_was_performed() -> None:
    dropped: Fault[ValueError] = Fault("send", drop=True)
    assert dropped.performed
    silent: Fault[ValueError] = Fault("send", timeout=True)
    assert not silent.performed


def test_only_what_there_is_can_fail() -> None:
    operations = frozenset({"send", "list"})
    assert known("send", operations) == "send"
    assert known("*", operations) == "*"
    with pytest.raises(ValueError, match=r"op must be one of list, send or \*\."):
        known("fly", operations)
