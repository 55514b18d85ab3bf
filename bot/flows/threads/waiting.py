"""A stored text that waits for a later time, as its thread and card show it."""

from bot.domain.client import Client
from bot.domain.message import Message, Status
from bot.domain.phone import time_zones
from bot.domain.waiting import Waiting, client_time


def waiting_to_go(message: Message, client: Client) -> Waiting | None:
    """Until when it waits and why; None for a text that nothing holds and nobody has scheduled. No day is
    named by its distance, as it is read on other days too."""
    if message.status is not Status.QUEUED or not (message.error_text or message.scheduled_for):
        return None
    if message.paused_by:
        return Waiting(message.scheduled_for or message.updated_at, paused_by=message.paused_by)
    zones = (client.time_zone,) if client.time_zone else time_zones(message.to)
    there = client_time(message.due_at, zones, client.name)
    why = (message.error_text or "").partition("\n")[0]
    return Waiting(message.due_at, there, why, for_consent=message.is_waiting_for_consent)
