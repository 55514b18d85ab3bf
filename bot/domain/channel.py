"""The ways a text reaches a client, and what each can carry."""

from datetime import timedelta
from enum import StrEnum

# WhatsApp takes words of our own for so long after the client wrote there.
WHATSAPP_WINDOW = timedelta(hours=24)


class Channel(StrEnum):
    """A way to a client. MMS is an SMS with media; consent is given to the family, not to each."""

    SMS = "sms"
    MMS = "mms"
    WHATSAPP = "whatsapp"

    @property
    def label(self) -> str:
        """The channel's name as people write it."""
        return {"sms": "SMS", "mms": "MMS", "whatsapp": "WhatsApp"}[self.value]

    @property
    def family(self) -> "Channel":
        """The channel that a STOP or a consent covers: an opt-out spans SMS and MMS."""
        return Channel.SMS if self is Channel.MMS else self

    @property
    def max_characters(self) -> int:
        """The longest text one message may have. Source: Twilio's Messages API (21617) and WhatsApp."""
        return 4096 if self is Channel.WHATSAPP else 1600
