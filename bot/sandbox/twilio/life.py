"""The life of an outgoing message: its turn, sending, sent, and whether the phone gets it."""

from dataclasses import dataclass, field

from bot.sandbox.background import wait_until
from bot.sandbox.phonebook import Phone, Phonebook, PhoneMessage, media_json
from bot.sandbox.twilio import address
from bot.sandbox.twilio.config import PACE, SandboxSender
from bot.sandbox.twilio.consent import Consent
from bot.sandbox.twilio.faults import TwilioFaults
from bot.sandbox.twilio.media import MediaError, MediaStore
from bot.sandbox.twilio.message import TwilioMessage
from bot.sandbox.twilio.sandbox_templates import SANDBOX_TEMPLATES
from bot.sandbox.twilio.state import TwilioState
from bot.sandbox.twilio.statuses import Statuses
from bot.sandbox.twilio.whatsapp import WhatsAppRules

# Twilio holds at most four hours of a sender's traffic; more is refused with 21611.
QUEUE_LIMIT = 4 * 3600.0


@dataclass
class Life:
    """Runs each accepted message in the background, by the sandbox clock."""

    state: TwilioState
    statuses: Statuses
    book: Phonebook
    rules: WhatsAppRules
    consent: Consent
    media: MediaStore
    faults: TwilioFaults
    _free_at: dict[str, float] = field(default_factory=dict)
    _waiting: dict[str, list[TwilioMessage]] = field(default_factory=dict)

    def begin(self, message: TwilioMessage, sender: SandboxSender) -> None:
        """Start the life of a message that was just accepted."""
        self.state.background.start(self._live(message, sender))

    def queue_full(self, sender: SandboxSender) -> bool:
        """Whether the sender has more waiting than Twilio keeps."""
        return self._free_at.get(sender.address, 0.0) - self.state.clock.now() > QUEUE_LIMIT

    def phone_is_on(self, phone: Phone) -> None:
        """Deliver what WhatsApp kept while the phone was off."""
        for message in self._waiting.pop(phone.number, []):
            self._arrive(message, phone)

    async def _live(self, message: TwilioMessage, sender: SandboxSender) -> None:
        if not await self._reached_its_time(message):
            return
        if message.from_ is None:
            message.from_ = sender.address
            self._try_rcs(message)
            self.statuses.move(message, "queued")
        if not await self._got_its_turn(message, sender):
            self.statuses.move(message, "failed", 30036)
            return
        self.statuses.move(message, "sending")
        if (code := await self._refusal(message, sender)) is not None:
            self.statuses.move(message, "failed", code)
            return
        await self._wait(self.state.config.sent_after)
        self.statuses.move(message, "sent")
        await self._wait(self.state.config.delivered_after)
        self._end(message, sender)

    def _try_rcs(self, message: TwilioMessage) -> None:
        """A service with an RCS sender tries it first, where the phone takes it."""
        agent = self.state.config.rcs_agents.get(message.messaging_service_sid or "")
        phone = self.book.phones.get(address.parse(message.to).number)
        if agent and phone and phone.rcs and phone.on and phone.fails_with is None:
            message.from_, message.to = f"rcs:{agent}", f"rcs:{phone.number}"

    async def _reached_its_time(self, message: TwilioMessage) -> bool:
        """Wait for a scheduled message's hour; False if it was canceled meanwhile."""
        if message.send_at is None:
            return True
        await wait_until(self.state.clock, message.send_at)
        if message.status == "canceled":
            return False
        self.statuses.move(message, "accepted")
        return True

    async def _got_its_turn(self, message: TwilioMessage, sender: SandboxSender) -> bool:
        """Wait until the carrier takes this sender's next segments; False if that is past the validity."""
        if not self.state.config.pacing:
            return True
        now = self.state.clock.now()
        turn = max(now, self._free_at.get(sender.address, now))
        if message.validity is not None and turn - now > message.validity:
            await wait_until(self.state.clock, now + message.validity)
            return False
        self._free_at[sender.address] = turn + max(message.segments, 1) / PACE[sender.kind]
        await wait_until(self.state.clock, turn)
        return True

    async def _refusal(self, message: TwilioMessage, sender: SandboxSender) -> int | None:
        """Why Twilio itself gives up before handing the message on."""
        if (code := self.faults.failure(message, "failed") or self._forbidden(message, sender)) is not None:
            return code
        try:
            await self.media.fetch(message)
        except MediaError as error:
            return error.code
        return None

    def _forbidden(self, message: TwilioMessage, sender: SandboxSender) -> int | None:
        to = address.parse(message.to)
        known = self.book.with_identity(to.number)
        number = known.number if known else to.number
        if to.is_identity and known is None:
            return 63024
        if self.state.standing.account != "active":
            return 30002
        if self.consent.opted_out(sender, number):
            return 21610
        if not self.rules.joined(number, sender):
            return 63015
        if message.channel == "whatsapp" and "whatsapp" not in self.book.reach(number).kinds:
            return 63003
        return None

    def _end(self, message: TwilioMessage, sender: SandboxSender) -> None:
        phone = self.book.reach(address.parse(message.to).number)
        if (code := self._undelivered(message, sender, phone)) is not None:
            self.statuses.move(message, "undelivered", code)
        elif message.channel == "whatsapp" and not phone.on:
            self._waiting.setdefault(phone.number, []).append(message)
        else:
            self._arrive(message, phone)

    def _undelivered(self, message: TwilioMessage, sender: SandboxSender, phone: Phone) -> int | None:
        if (code := self.faults.failure(message, "undelivered")) is not None:
            return code
        if phone.fails_with is not None:
            return phone.fails_with
        if message.channel == "sms":
            if (code := self.state.standing.block(sender, address.parse(message.to).region)) is not None:
                return code
            if "sms" not in phone.kinds:
                return 30006
            return None if phone.on else 30003
        return self._kept_by_whatsapp(message, sender, phone)

    def _kept_by_whatsapp(self, message: TwilioMessage, sender: SandboxSender, phone: Phone) -> int | None:
        """Why WhatsApp does not deliver it: a template that does not fit or may not go, or the 24 hours."""
        content = self.state.content(message.content_sid or "")
        if not message.content.fits:
            return 63028
        if content and content.category == "MARKETING" and address.parse(message.to).region == "US":
            return 63049
        if self.rules.window_open(phone.number, sender):
            return None if content is None or content.answers else 63005
        if content is None or (sender.kind == "whatsapp_sandbox" and content.sid not in SANDBOX_TEMPLATES):
            # WhatsApp has approved three templates for Twilio's test number, and none of the account's.
            return 63016
        return None if content.opens else content.refused_by

    def _arrive(self, message: TwilioMessage, phone: Phone) -> None:
        ours = address.parse(message.from_ or "").number
        pictures = [media_json(m.sid, m.file, f"/twilio/media-host/{m.token}") for m in message.media]
        now, content = self.state.clock.now(), message.content
        shown = PhoneMessage(
            message.sid,
            "in",
            message.body,
            now,
            pictures,
            "delivered",
            list(content.buttons),
            header=content.header,
            footer=content.footer,
            list_button=content.list_button,
            rows=content.rows,
        )
        self.book.show(phone, message.channel, ours, shown)
        self.statuses.move(message, "delivered")

    async def _wait(self, seconds: float) -> None:
        await wait_until(self.state.clock, self.state.clock.now() + seconds)
