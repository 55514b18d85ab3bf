"""Twilio's statuses in our terms."""

import pytest

from bot.domain.message import Status
from bot.providers.twilio import status


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("queued", Status.ACCEPTED),
        ("accepted", Status.ACCEPTED),
        ("scheduled", Status.ACCEPTED),
        ("sending", Status.ACCEPTED),
        ("sent", Status.SENT),
        ("partially_delivered", Status.SENT),
        ("delivered", Status.DELIVERED),
        ("read", Status.READ),
        ("undelivered", Status.FAILED),
        ("failed", Status.FAILED),
        ("canceled", Status.FAILED),
        ("Delivered", Status.DELIVERED),
        ("received", None),
        ("receiving", None),
        ("teleported", None),
        ("", None),
    ],
)
def test_reading(theirs: str, ours: Status | None) -> None:
    assert status.read(theirs) is ours
