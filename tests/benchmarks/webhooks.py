"""Signed requests as Twilio and Slack make them, ready to be written to a connection."""

import base64
import hashlib
import hmac
import json
import time
from dataclasses import dataclass
from urllib.parse import urlencode

from tests.benchmarks import seed

STATUSES = ("sent", "delivered")


@dataclass(frozen=True)
class Signer:
    """The secrets and the public address that both the floor and the product are given."""

    public_url: str
    account_sid: str
    auth_token: str
    signing_secret: str

    def receipt(self, number: int, status: str, sender: str) -> bytes:
        """A status callback of the message with this number."""
        sid = seed.provider_id(number)
        form = {
            "ApiVersion": "2010-04-01",
            "AccountSid": self.account_sid,
            "From": sender,
            "MessageSid": sid,
            "MessageStatus": status,
            "SmsSid": sid,
            "SmsStatus": status,
            "To": seed.phone(number),
        }
        return self._twilio(f"/twilio/status?message={seed.message_id(number)}", form)

    def text(self, number: int, client: int, to: str) -> bytes:
        """A text from a client."""
        # Apart from the ids of what the seed has sent.
        sid = f"SMf{number:031x}"
        form = {
            "AccountSid": self.account_sid,
            "ApiVersion": "2010-04-01",
            "Body": f"Could we make it half past three instead? Thank you. ({number})",
            "From": seed.phone(client),
            "FromCity": "NEW YORK",
            "FromCountry": "US",
            "FromState": "NY",
            "FromZip": "10001",
            "MessageSid": sid,
            "NumMedia": "0",
            "NumSegments": "1",
            "SmsMessageSid": sid,
            "SmsSid": sid,
            "SmsStatus": "received",
            "To": to,
            "ToCity": "WASHINGTON",
            "ToCountry": "US",
            "ToState": "DC",
            "ToZip": "20001",
        }
        return self._twilio("/twilio/inbound", form)

    def event(self, number: int, team: str, channel: str, root_ts: str) -> bytes:
        """A teammate's reply in a client's thread."""
        event = {
            "type": "message",
            "user": "U0MAYA",
            "text": f"Half past three it is. ({number})",
            "ts": f"17100{number:05d}.000200",
            "thread_ts": root_ts,
            "channel": channel,
            "channel_type": "channel",
            "event_ts": f"17100{number:05d}.000200",
            "team": team,
        }
        body = json.dumps(
            {
                "token": "verification",
                "team_id": team,
                "api_app_id": "A0BENCH",
                "event": event,
                "type": "event_callback",
                "event_id": f"Ev{number:010d}",
                "event_time": int(time.time()),
                "authorizations": [{"team_id": team, "user_id": "U0BOT", "is_bot": True}],
            }
        ).encode()
        return self._slack("application/json", body)

    def options(self, typed: str, team: str) -> bytes:
        """What somebody has typed into the client menu of the compose form so far."""
        asked = {
            "type": "block_suggestion",
            "user": {"id": "U0MAYA", "team_id": team},
            "team": {"id": team, "domain": "bench"},
            "api_app_id": "A0BENCH",
            "action_id": "compose_client",
            "block_id": "client",
            "value": typed,
        }
        body = urlencode({"payload": json.dumps(asked)}).encode()
        return self._slack("application/x-www-form-urlencoded", body)

    def _slack(self, content_type: str, body: bytes) -> bytes:
        stamp = str(int(time.time()))
        signed = hmac.new(self.signing_secret.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256)
        headers = {
            "Content-Type": content_type,
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": f"v0={signed.hexdigest()}",
        }
        return _request("/slack/events", headers, body)

    def _twilio(self, path: str, form: dict[str, str]) -> bytes:
        text = self.public_url + path + "".join(name + form[name] for name in sorted(form))
        digest = hmac.digest(self.auth_token.encode(), text.encode(), "sha1")
        headers = {
            "Content-Type": "application/x-www-form-urlencoded; charset=utf-8",
            "X-Twilio-Signature": base64.b64encode(digest).decode(),
            "I-Twilio-Idempotency-Token": "5f2c6b0e-6f5c-4d7c-9b1e-000000000000",
        }
        return _request(path, headers, urlencode(form).encode())


def _request(path: str, headers: dict[str, str], body: bytes) -> bytes:
    lines = [
        f"POST {path} HTTP/1.1",
        "Host: 127.0.0.1",
        "User-Agent: bench",
        "Accept: */*",
        f"Content-Length: {len(body)}",
        *(f"{name}: {value}" for name, value in headers.items()),
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body
