"""Answers every POST as Twilio answers a create: ``python -m tests.benchmarks.doubles <delay in ms>``."""

import asyncio
import itertools
import json
import os
import sys
from typing import Any, cast

import uvloop

_numbers = itertools.count()


def _answer() -> bytes:
    sid = f"SM{next(_numbers):032x}"
    message: dict[str, Any] = {
        "account_sid": "AC" + "0" * 32,
        "api_version": "2010-04-01",
        "body": "Your appointment is confirmed.",
        "date_created": "Sun, 22 Nov 2026 15:00:00 +0000",
        "date_sent": None,
        "date_updated": "Sun, 22 Nov 2026 15:00:00 +0000",
        "direction": "outbound-api",
        "error_code": None,
        "error_message": None,
        "from": "+12025550100",
        "messaging_service_sid": None,
        "num_media": "0",
        "num_segments": "1",
        "price": None,
        "price_unit": "USD",
        "sid": sid,
        "status": "queued",
        "subresource_uris": {"media": f"/2010-04-01/Accounts/AC/Messages/{sid}/Media.json"},
        "to": "+12125550123",
        "uri": f"/2010-04-01/Accounts/AC/Messages/{sid}.json",
    }
    body = json.dumps(message).encode()
    head = f"HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


class _Double(asyncio.Protocol):
    """Reads requests whose bodies have a Content-Length, one at a time, and answers after the delay."""

    def __init__(self, delay: float) -> None:
        self._delay = delay
        self._received = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports are no asyncio.Transport by their class.
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        self._received += data
        head, end, body = self._received.partition(b"\r\n\r\n")
        wanted = head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0]
        if not end or len(body) < int(wanted or 0):
            return
        self._received = b""
        if head.startswith(b"GET"):
            self._write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        elif self._delay:
            asyncio.get_running_loop().call_later(self._delay, self._write, _answer())
        else:
            self._write(_answer())

    def _write(self, answer: bytes) -> None:
        if self._transport is not None and not self._transport.is_closing():
            self._transport.write(answer)


async def _serve(delay: float) -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: _Double(delay), "127.0.0.1", int(os.environ["PORT"]))
    await server.serve_forever()


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_serve(float(sys.argv[1]) / 1000))
