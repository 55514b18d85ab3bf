"""Asks Meta to send one message, and to show a client that somebody is writing."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.domain.failure import Failure
from bot.ports import Accepted, Outgoing, SendResult
from bot.providers.whatsapp_cloud import addresses, errors
from bot.providers.whatsapp_cloud.content import content_of
from bot.providers.whatsapp_cloud.graph import TROUBLES, Graph
from bot.providers.whatsapp_cloud.settings import WhatsAppCloudSettings

_PRODUCT = {"messaging_product": "whatsapp"}


class Sending:
    """Sends from one number."""

    def __init__(self, settings: WhatsAppCloudSettings, graph: Graph) -> None:
        self._graph = graph
        self._path = f"{settings.number_id}/messages"

    async def send(self, message: Outgoing, now: datetime) -> SendResult:
        """One request, never repeated: Meta has no key by which it would know a repetition."""
        content = content_of(message)
        if isinstance(content, Failure):
            return content
        request = {
            **_PRODUCT,
            "recipient_type": "individual",
            **addresses.recipient(message.to),
            **content,
            # Our id comes back in every receipt, which settles a send whose answer gets lost.
            "biz_opaque_callback_data": message.id,
        }
        try:
            said = await self._graph.post(self._path, request)
        except TROUBLES as trouble:
            return errors.of_trouble(trouble, now)
        name = _named(said)
        # A success whose body is not what it should be: Meta may well have sent it.
        return Accepted(name) if name else errors.answer_lost()

    async def show_typing(self, answering: str) -> bool:
        """Mark the client's message as read and show them that somebody is writing; whether Meta took it."""
        request = {
            **_PRODUCT,
            "status": "read",
            "message_id": answering,
            "typing_indicator": {"type": "text"},
        }
        try:
            said = await self._graph.post(self._path, request)
        except TROUBLES:
            return False
        return said.get("success") is True


def _named(said: Mapping[str, Any]) -> str:
    """Meta's id of the message; empty where there is none."""
    messages = said.get("messages")
    first = messages[0] if isinstance(messages, list) and messages else None
    name = first.get("id") if isinstance(first, dict) else None
    return name if isinstance(name, str) else ""
