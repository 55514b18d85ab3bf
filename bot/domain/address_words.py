"""A client's address as people read it, whichever kind it is."""

from bot.domain import phone, whatsapp_id


def display(value: str) -> str:
    """A phone number as people write it internationally, a WhatsApp identity named for what it is."""
    return whatsapp_id.display(value) if whatsapp_id.is_whatsapp_id(value) else phone.display(value)
