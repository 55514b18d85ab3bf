"""The ways a text reaches a client, and what each can carry."""

from datetime import timedelta
from enum import StrEnum

# WhatsApp takes words of our own for so long after the client wrote there.
WHATSAPP_WINDOW = timedelta(hours=24)


class Channel(StrEnum):
    """A way to a client. MMS is an SMS with media; consent is given to the family, not to each.

    RCS is none of its own: it is asked for as an SMS, and the provider tells afterwards what carried it."""

    SMS = "sms"
    MMS = "mms"
    WHATSAPP = "whatsapp"

    @property
    def label(self) -> str:
        """The channel's name as people write it."""
        return {"sms": "SMS", "mms": "MMS", "whatsapp": "WhatsApp"}[self.value]

    @property
    def family(self) -> "Channel":
        """The channel that a STOP or a consent covers: an opt-out spans SMS, MMS and RCS."""
        return Channel.SMS if self is Channel.MMS else self

    def carried(self, *, by_rcs: bool) -> str:
        """What carried a message, as people write it: a carrier of SMS and MMS may have taken it by RCS."""
        return "RCS" if by_rcs else self.label

    @property
    def max_characters(self) -> int:
        """The longest text one message may have. Source: Twilio's Messages API (21617) and WhatsApp."""
        return 4096 if self is Channel.WHATSAPP else 1600
