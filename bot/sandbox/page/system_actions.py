"""What the clinic's own system tells the bot, by a form on the page."""

from typing import Any

from bot.sandbox.own_system import NoKey
from bot.sandbox.page import fields
from bot.sandbox.page.fields import Body, Refusal
from bot.sandbox.page.world import World


async def tell(world: World, body: Body) -> dict[str, Any]:
    """Send one event, signed; the bot's status and answer. Raises Refusal while it has no key."""
    event = fields.mapping(body, "event")
    try:
        status, answer = await world.system.tell(event)
    except NoKey:
        raise Refusal("Your own system has no key yet. The bot is still starting.", 409) from None
    if not status:
        raise Refusal("The bot did not answer. Is it running?", 502)
    return {"status": status, "answer": answer}
