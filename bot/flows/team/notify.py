"""What the program reports of its own accord: to the channel that an admin has chosen, else to each admin."""

from datetime import datetime

from bot.domain.roles import Role
from bot.flows.threads import items
from bot.storage.unit_of_work import UnitOfWork

# More admins than anybody has; a message to each is a post.
_MOST = 20


async def notify(uow: UnitOfWork, text: str, key: str, now: datetime, *, also: str = "") -> None:
    """Report once: the same ``key`` is never reported again. Without a channel or an admin it is only logged
    by whoever calls, as nobody has asked to be told. ``also`` is a teammate who is told in any case."""
    settings = (await uow.settings.load()).settings
    if settings.system_channel:
        told = [items.direct(also, text, f"{key}:{also}")] if also else []
        await uow.outbox.add([items.announcement(settings.system_channel, text, key), *told], now)
        return
    admins = [grant.subject for grant in await uow.roles.all() if grant.role is Role.ADMIN]
    people = [subject for subject in admins if not subject.startswith("S") and subject != also][:_MOST]
    people += [also] if also else []
    await uow.outbox.add([items.direct(user, text, f"{key}:{user}") for user in people], now)
