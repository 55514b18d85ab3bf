"""A client's message on its way to the bot, and what Twilio itself or the bot's TwiML answers."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.segments import count
from bot.sandbox.phonebook import Phone, Phonebook, PhoneMessage, media_json
from bot.sandbox.said import Said
from bot.sandbox.twilio import said_form
from bot.sandbox.twilio.address import Address
from bot.sandbox.twilio.config import SandboxSender
from bot.sandbox.twilio.consent import Consent, KeywordEffect
from bot.sandbox.twilio.faults import TwilioFaults
from bot.sandbox.twilio.life import Life
from bot.sandbox.twilio.media import MediaStore
from bot.sandbox.twilio.message import API_VERSION, TwilioMessage, new_sid
from bot.sandbox.twilio.pricing import charge
from bot.sandbox.twilio.state import TwilioState
from bot.sandbox.twilio.twiml import TwimlError, replies
from bot.sandbox.twilio.webhooks import Answer, Webhooks
from bot.sandbox.twilio.whatsapp import WhatsAppRules


@dataclass
class Inbound:
    """Takes what phones send."""

    state: TwilioState
    book: Phonebook
    consent: Consent
    rules: WhatsAppRules
    media: MediaStore
    webhooks: Webhooks
    faults: TwilioFaults
    life: Life

    def receive(
        self,
        phone: Phone,
        sender: SandboxSender,
        said: Said,
        extra: Mapping[str, str],
    ) -> str:
        """Record a message, answer what Twilio answers by itself and tell the bot. Returns its SID."""
        body, is_reaction = said_form.body_of(said), said.emoji is not None
        message = self._record(phone, sender, said)
        # Meta says that messages and calls open the window, and says nothing of reactions.
        if sender.channel == "whatsapp" and not is_reaction:
            self.rules.wrote(phone.number, sender)
        if (answer := self.rules.sandbox_answer(phone.number, sender, body)) is not None:
            self.book.tick(phone, message.sid, "delivered")
            self._say(phone, sender, answer)
            return message.sid
        effect = None if is_reaction else self.consent.hear(sender, phone.number, body)
        form = self._form(message, phone, sender, effect)
        if sender.channel == "whatsapp":
            form |= said_form.fields(said, message, phone, self.state)
        self.faults.forms[message.sid] = form | dict(extra)
        if effect is not None and effect.answer is not None:
            self._say(phone, sender, effect.answer)
        self.state.background.start(
            self._tell_bot(message, phone, sender), after=("inbound", phone.number, sender.address)
        )
        return message.sid

    def _record(self, phone: Phone, sender: SandboxSender, said: Said) -> TwilioMessage:
        now, body, files = self.state.clock.now(), said_form.body_of(said), said_form.files_of(said)
        message = TwilioMessage(
            sid=new_sid("MM" if files else "SM"),
            account_sid=self.state.account_sid,
            to=sender.address,
            from_=said_form.address_of(phone, sender.channel),
            body=body,
            direction="inbound",
            status="received",
            created=now,
            sent=now,
            segments=max(count(body).count, 1),
            messaging_service_sid=sender.service_sid,
        )
        self.media.keep(message, files)
        charge(message, self.state.config, now)
        self.state.keep(message)
        if said.emoji is not None:
            return message
        pictures = [media_json(m.sid, m.file, f"/twilio/media-host/{m.token}") for m in message.media]
        shown = PhoneMessage(
            sid=message.sid,
            direction="out",
            body=body,
            at=now,
            media=pictures,
            quotes=said.reply_to,
            kind=said.kind,
            place=said.place,
            contact=said.contact,
            forwarded=said.is_forwarded,
        )
        self.book.show(phone, sender.channel, sender.number, shown)
        return message

    def _form(
        self, message: TwilioMessage, phone: Phone, sender: SandboxSender, effect: KeywordEffect | None
    ) -> dict[str, str]:
        form = {
            "MessageSid": message.sid,
            "SmsMessageSid": message.sid,
            "SmsSid": message.sid,
            "SmsStatus": "received",
            "AccountSid": message.account_sid,
            "From": message.from_ or "",
            "To": message.to,
            "Body": message.body,
            "NumSegments": str(message.segments),
            "NumMedia": str(len(message.media)),
            "ApiVersion": API_VERSION,
        }
        if message.messaging_service_sid:
            form["MessagingServiceSid"] = message.messaging_service_sid
        if effect is not None and sender.advanced_opt_out:
            form["OptOutType"] = effect.kind
        for position, stored in enumerate(message.media):
            form[f"MediaUrl{position}"] = f"{self.state.config.api_url}{message.path}/Media/{stored.sid}"
            form[f"MediaContentType{position}"] = stored.file.content_type
        return form if message.channel == "whatsapp" else form | _sms_fields(phone, sender)

    async def _tell_bot(self, message: TwilioMessage, phone: Phone, sender: SandboxSender) -> None:
        config = self.state.config
        url = f"{self.state.bot_url}{config.inbound_path}#{config.inbound_overrides}"
        answer = await self.webhooks.deliver(url, self.faults.forms[message.sid], sid=message.sid)
        # The phone's tick says that the network took the message, whatever became of the webhook.
        self.book.tick(phone, message.sid, "delivered")
        if answer is not None and answer.ok:
            self._follow(answer, message, phone, sender)

    def _follow(self, answer: Answer, message: TwilioMessage, phone: Phone, sender: SandboxSender) -> None:
        """Send what the bot's TwiML asks for."""
        try:
            texts = replies(answer)
        except TwimlError as error:
            self.state.alert(error.code, message.sid, error.detail)
            return
        for text in texts:
            if self.consent.opted_out(sender, phone.number):
                self.state.alert(21610, message.sid, "TwiML answers a phone that opted out")
            else:
                self.life.begin(self._reply(phone, sender, text, "queued"), sender)

    def _say(self, phone: Phone, sender: SandboxSender, text: str) -> None:
        """Twilio's own answer: it is on the phone at once, and the bot hears nothing of it."""
        message = self._reply(phone, sender, text, "delivered")
        message.sent = message.created
        shown = PhoneMessage(message.sid, "in", text, message.created, ticks="delivered")
        self.book.show(phone, sender.channel, sender.number, shown)

    def _reply(self, phone: Phone, sender: SandboxSender, text: str, status: str) -> TwilioMessage:
        message = TwilioMessage(
            account_sid=self.state.account_sid,
            to=str(Address(sender.channel, phone.number)),
            from_=sender.address,
            body=text,
            direction="outbound-reply",
            status=status,
            created=self.state.clock.now(),
            segments=max(count(text).count, 1),
        )
        self.state.keep(message)
        return message


def _sms_fields(phone: Phone, sender: SandboxSender) -> dict[str, str]:
    region, ours = Address("sms", phone.number).region or "", Address("sms", sender.number).region or ""
    return {"ToCountry": ours, "FromCountry": region, "FromState": "", "FromCity": "", "FromZip": ""}
