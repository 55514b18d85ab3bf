"""Numbers and WhatsApp identities as somebody typed them into a form."""

from dataclasses import dataclass

from bot.domain import whatsapp_id
from bot.domain.phone import NotAPhoneNumber, parse
from bot.flows.context import Context

NUMBER, IDENTITY = "number", "identity"
OURS = "That is one of your own senders. Type the client's number."


@dataclass(frozen=True)
class Typed:
    """What stands in the two fields."""

    number: str = ""
    identity: str = ""


def read(ctx: Context, typed: Typed) -> tuple[list[str], dict[str, str]]:
    """The addresses that were meant, and a sentence for each field that cannot be one."""
    values: list[str] = []
    errors: dict[str, str] = {}
    if typed.number.strip():
        try:
            values.append(parse(typed.number, ctx.settings.default_region).e164)
        except NotAPhoneNumber as problem:
            errors[NUMBER] = str(problem)
    if typed.identity.strip():
        try:
            values.append(whatsapp_id.parse(typed.identity))
        except whatsapp_id.NotAWhatsAppId as problem:
            errors[IDENTITY] = str(problem)
    if any(value == sender.address for value in values for sender in ctx.senders):
        errors[NUMBER] = OURS
    return values, errors
