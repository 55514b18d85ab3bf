"""What the sandbox's bot is given before anybody looks: clients, roles, settings, reminders, and a key."""

from bot.commands.sandbox_clients import introduce_clients, record_consents
from bot.commands.sandbox_roles import appoint
from bot.commands.sandbox_settings import decide
from bot.commands.sandbox_system import give_key
from bot.commands.sandbox_triggers import switch_on
from bot.ports import Clock
from bot.sandbox import seed
from bot.sandbox.app import Sandbox


async def furnish(sandbox: Sandbox, database: str, encryption_keys: str, clock: Clock) -> None:
    """Make the bot that is running on this database the clinic's."""
    await introduce_clients(database, seed.KNOWN_CLIENTS, clock)
    await record_consents(database, seed.TOLD_US_THEIR_NUMBER, clock)
    await appoint(database, seed.ROLES, clock)
    await decide(database, seed.TIME_ZONE, seed.MONTHLY_BUDGET, sandbox.opt_in, seed.SMS_NUMBER, clock)
    await switch_on(database, seed.ROLES[0][0], clock)
    sandbox.system.key = await give_key(database, encryption_keys, clock)
