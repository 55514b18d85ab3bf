"""A hand-made handler of Twilio's webhooks: read, check the signature, keep a row, answer."""

import base64
import hmac
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl

from tests.benchmarks.floors.keeping import Keep, payload

App = Callable[[Any, Any, Any], Any]


def twilio_app(keep: Keep, public_url: str, auth_token: str) -> App:
    """An ASGI app without a framework: ``/twilio/status``, ``/twilio/inbound`` and ``/healthz``."""
    secret = auth_token.encode()

    async def app(scope: Any, receive: Any, send: Any) -> None:
        if scope["path"] == "/healthz":
            await _answer(send, 200, b"alive\n")
            return
        body = (await receive())["body"]
        pairs = parse_qsl(body.decode(), keep_blank_values=True)
        query = scope["query_string"].decode()
        url = public_url + scope["path"] + (f"?{query}" if query else "")
        signed = url + "".join(name + value for name, value in sorted(pairs))
        expected = base64.b64encode(hmac.digest(secret, signed.encode(), "sha1"))
        if not hmac.compare_digest(expected, _header(scope, b"x-twilio-signature")):
            await _answer(send, 403, b"")
            return
        form = dict(pairs)
        await keep((f"{form['MessageSid']}:{form['SmsStatus']}", payload(form)))
        if scope["path"] == "/twilio/status":
            await _answer(send, 204, b"")
        else:
            await _answer(send, 200, b"<Response/>")

    return app


def _header(scope: Any, name: bytes) -> bytes:
    return next((value for key, value in scope["headers"] if key == name), b"")


async def _answer(send: Any, status: int, body: bytes) -> None:
    headers = [] if status == 204 else [(b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
