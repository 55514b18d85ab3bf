"""What Twilio checks before it accepts a message, in its order and with its codes."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.datastructures import FormData

from bot.domain.segments import count
from bot.sandbox.phonebook import Phonebook
from bot.sandbox.twilio import address
from bot.sandbox.twilio.address import Address
from bot.sandbox.twilio.config import SandboxSender
from bot.sandbox.twilio.consent import Consent
from bot.sandbox.twilio.content import Filled
from bot.sandbox.twilio.dates import parse_moment
from bot.sandbox.twilio.errors import TwilioError
from bot.sandbox.twilio.life import Life
from bot.sandbox.twilio.message import TwilioMessage, new_sid
from bot.sandbox.twilio.state import TwilioState

MAX_BODY = 1600
MAX_MEDIA = 10
MIN_AHEAD, MAX_AHEAD = 15 * 60.0, 35 * 24 * 3600.0

# Twilio's documented test numbers, with what each of them answers.
TEST_TO = {
    "+15005550001": 21211,
    "+15005550002": 21612,
    "+15005550003": 21408,
    "+15005550004": 21610,
    "+15005550009": 21614,
}
TEST_FROM = {"+15005550001": 21212, "+15005550007": 21606, "+15005550008": 21611}

# What SmartEncoded puts in the place of characters that would force the costly encoding.
_SMART = str.maketrans(
    {"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "...", "\u00a0": " "}
)


@dataclass
class Acceptance:
    """Turns a create request into an accepted message, or refuses it."""

    state: TwilioState
    consent: Consent
    book: Phonebook
    life: Life

    def accept(self, form: FormData) -> TwilioMessage:
        """Check the request, store the message and begin its life. Raises TwilioError."""
        values = {name: value for name, value in form.items() if isinstance(value, str)}
        to = _to(values)
        sender = self._sender(values, to)
        content = self._content(values, form)
        self._check_recipient(to, sender)
        send_at = self._send_at(values)
        message = TwilioMessage(
            sid=new_sid("MM" if content.media else "SM"),
            account_sid=self.state.account_sid,
            to=str(to),
            from_=None if values.get("MessagingServiceSid") else sender.address,
            body=content.body,
            direction="outbound-api",
            status=_first_status(values, send_at),
            created=self.state.clock.now(),
            segments=max(count(content.body).count, 1),
            media_urls=content.media,
            messaging_service_sid=values.get("MessagingServiceSid") or None,
            status_callback=_callback(values),
            validity=_validity(values),
            send_at=send_at,
            content_sid=values.get("ContentSid") or None,
            content=content,
        )
        self.state.keep(message)
        self.state.bus.publish("twilio.message", {"sid": message.sid, "status": message.status})
        self.life.begin(message, sender)
        return message

    def _sender(self, values: Mapping[str, str], to: Address) -> SandboxSender:
        if service := values.get("MessagingServiceSid"):
            return self._service_sender(service, values.get("From", "").strip(), to)
        given = values.get("From", "").strip()
        if not given:
            raise TwilioError(21603)
        if given in TEST_FROM:
            raise TwilioError(TEST_FROM[given], given)
        from_ = address.parse(given)
        if not from_.valid:
            raise TwilioError(21212, given)
        if from_.channel != to.channel:
            raise TwilioError(21910)
        return self._owned(from_, to)

    def _owned(self, from_: Address, to: Address) -> SandboxSender:
        sender = self.state.sender(from_.channel, from_.number)
        if sender is None:
            if from_.channel == "whatsapp":
                raise TwilioError(63007, str(from_))
            owned = any(other.number == from_.number for other in self.state.senders)
            raise TwilioError(21606 if owned else 21659, str(from_))
        if from_ == to:
            raise TwilioError(21266, str(to))
        if self.life.queue_full(sender):
            raise TwilioError(21611, str(from_))
        return sender

    def _service_sender(self, service: str, given: str, to: Address) -> SandboxSender:
        pool = [sender for sender in self.state.senders if sender.service_sid == service]
        if not pool:
            raise TwilioError(21701, service)
        fitting = [sender for sender in pool if sender.channel == to.channel and sender.address != str(to)]
        if not fitting:
            raise TwilioError(21703, service)
        if given:
            chosen = next((sender for sender in fitting if sender.address == given), None)
            if chosen is None:
                raise TwilioError(21712, given)
            return chosen
        # Sticky sender: a client hears from the same number of the pool each time.
        return fitting[int(to.number[1:]) % len(fitting)]

    def _content(self, values: Mapping[str, str], form: FormData) -> Filled:
        if sid := values.get("ContentSid"):
            # Text and files beside it are left out, as Twilio does.
            content = self.state.content(sid)
            if content is None:
                raise TwilioError(21655, sid)
            return content.filled(values.get("ContentVariables", ""))
        body = values.get("Body", "")
        if not body.strip() and not form.getlist("MediaUrl"):
            raise TwilioError(21602)
        if values.get("SmartEncoded", "").lower() == "true":
            body = body.translate(_SMART)
        if len(body) > MAX_BODY:
            raise TwilioError(21617)
        return Filled(body, media=_media(form))

    def _check_recipient(self, to: Address, sender: SandboxSender) -> None:
        if to.channel == "whatsapp":
            return
        if to.number in TEST_TO:
            raise TwilioError(TEST_TO[to.number], to.number)
        regions = self.state.config.regions
        if regions is not None and to.region not in regions:
            raise TwilioError(21408, to.number)
        phone = self.book.phones.get(to.number)
        if phone is not None and phone.landline:
            raise TwilioError(21614, to.number)
        if self.consent.opted_out(sender, to.number):
            raise TwilioError(21610)

    def _send_at(self, values: Mapping[str, str]) -> float | None:
        if values.get("ScheduleType") != "fixed":
            return None
        if not values.get("MessagingServiceSid"):
            raise TwilioError(35118)
        at = parse_moment(values.get("SendAt", ""), "SendAt")
        if not MIN_AHEAD <= at - self.state.clock.now() <= MAX_AHEAD:
            raise TwilioError(35111)
        return at


def _to(values: Mapping[str, str]) -> Address:
    given = values.get("To", "").strip()
    if not given:
        raise TwilioError(21604)
    to = address.parse(given)
    if to.number.isdigit() and 3 <= len(to.number) <= 6:
        raise TwilioError(21265, given)
    if not to.valid and to.number not in TEST_TO:
        raise TwilioError(21211, given)
    return to


def _first_status(values: Mapping[str, str], send_at: float | None) -> str:
    if send_at is not None:
        return "scheduled"
    return "accepted" if values.get("MessagingServiceSid") else "queued"


def _media(form: FormData) -> tuple[str, ...]:
    urls = tuple(str(url) for url in form.getlist("MediaUrl"))
    if len(urls) > MAX_MEDIA:
        raise TwilioError(21623)
    if wrong := [url for url in urls if not _is_web_address(url)]:
        raise TwilioError(21620, wrong[0])
    return urls


def _callback(values: Mapping[str, str]) -> str | None:
    url = values.get("StatusCallback", "")
    if url and not _is_web_address(url):
        raise TwilioError(21609, url)
    return url or None


def _validity(values: Mapping[str, str]) -> int | None:
    given = values.get("ValidityPeriod", "")
    if not given:
        return None
    if not given.isdigit() or not 1 <= int(given) <= 36_000:
        raise TwilioError(20001, "ValidityPeriod is 1 to 36000 seconds")
    return int(given)


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and " " not in url
