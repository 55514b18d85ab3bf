"""A client's next appointment, as the card and the window on the client show it."""

from datetime import datetime

from bot.domain.client import Client
from bot.domain.conversation import NextAppointment
from bot.flows.occasions.planned import zone_of_client
from bot.storage.unit_of_work import UnitOfWork


async def next_appointment(uow: UnitOfWork, client: Client, now: datetime) -> NextAppointment | None:
    """The next one that is not called off; None without any."""
    occasion = (await uow.occasions.next_appointments([client.id], now)).get(client.id)
    if occasion is None:
        return None
    zone = await zone_of_client(uow, client, occasion.at or now)
    return NextAppointment(occasion, zone.key)
