"""What a provider's contract test needs of the vendor's world: to order trouble and to make its webhooks."""

from datetime import datetime
from typing import Protocol

from bot.domain.message import Media, Status
from bot.ports import Outgoing, Provider, WebhookRequest


class World(Protocol):
    """A vendor, or a strict stand-in of it over real HTTP, seen from the test's side."""

    provider: Provider
    # The same provider, aimed at a port where nobody listens, and with credentials the vendor refuses.
    unreachable: Provider
    refused: Provider

    def outgoing(self, body: str = "Your table is ready.") -> Outgoing:
        """A message that the vendor takes, with an id of ours that is new each time."""

    def opted_out(self) -> Outgoing:
        """A message to a client who has stopped us at the vendor."""

    def throttle_next(self, seconds: int) -> None:
        """The next send is refused for now; the vendor asks for this many seconds."""

    def break_next(self) -> None:
        """The next send meets a server error."""

    def cut_next(self) -> None:
        """The next send is carried out, but the connection is cut before the answer."""

    def silence_next(self) -> None:
        """The next send is never answered."""

    def break_look_ups(self) -> None:
        """The vendor cannot be asked about its messages for now."""

    def forget_texts(self) -> None:
        """The vendor keeps no text of the messages it has."""

    def break_template(self) -> None:
        """The next template that is made meets a server error, and is not made."""

    def cut_template(self) -> None:
        """The next template is made, but the connection is cut before the answer."""

    def templates_there(self) -> list[str]:
        """The names of the templates that the vendor has, in the order in which they were made."""

    def attempts(self) -> int:
        """How many requests to send the vendor has received."""

    def taken(self) -> list[str]:
        """The vendor's ids of the messages it has taken, in order."""

    def kept_file(self, content: bytes) -> Media:
        """A file of a client's that the vendor keeps for us."""

    def now(self) -> datetime:
        """The present moment as the vendor sees it."""

    def inbound(self, body: str, sender: str) -> WebhookRequest:
        """A signed webhook: ``sender`` (E.164) has written ``body``."""

    def receipt(self, message_id: str | None, status: Status) -> WebhookRequest:
        """A signed webhook: a message of ours (``message_id``, if the vendor was told it) has this status."""
