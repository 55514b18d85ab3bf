"""A strict Twilio in memory, over real HTTP: one account, and others beside it."""

from dataclasses import replace

import aiohttp
from starlette.routing import BaseRoute

from bot.sandbox.bus import Bus
from bot.sandbox.clock import SandboxClock
from bot.sandbox.phonebook import Phonebook
from bot.sandbox.twilio.accept import Acceptance
from bot.sandbox.twilio.config import SandboxSender, TwilioConfig
from bot.sandbox.twilio.consent import Consent
from bot.sandbox.twilio.content import Approval, Content
from bot.sandbox.twilio.content_rules import review
from bot.sandbox.twilio.exchange import Exchange
from bot.sandbox.twilio.faults import TwilioFaults
from bot.sandbox.twilio.inbound import Inbound
from bot.sandbox.twilio.life import Life
from bot.sandbox.twilio.media import MediaStore
from bot.sandbox.twilio.message import TwilioMessage
from bot.sandbox.twilio.phones import Phones
from bot.sandbox.twilio.receipts import Receipts
from bot.sandbox.twilio.rest.account import Account
from bot.sandbox.twilio.rest.compliance import Compliance
from bot.sandbox.twilio.rest.content import Contents
from bot.sandbox.twilio.rest.guard import ApiCall, Guard
from bot.sandbox.twilio.rest.indicators import Indicators
from bot.sandbox.twilio.rest.media import Media
from bot.sandbox.twilio.rest.messages import Messages
from bot.sandbox.twilio.rest.routes import build
from bot.sandbox.twilio.rest.senders import Senders
from bot.sandbox.twilio.rest.submissions import Submissions
from bot.sandbox.twilio.standing import Standing
from bot.sandbox.twilio.state import Alert, TwilioState
from bot.sandbox.twilio.statuses import Statuses
from bot.sandbox.twilio.webhooks import Webhooks
from bot.sandbox.twilio.whatsapp import WhatsAppRules


class TwilioStandIn:
    """Twilio as the bot sees it (``routes``), and the clients' phones on its other side (``phones``).

    Lives in one event loop and ends with ``close``; the aiohttp session stays the caller's.
    """

    def __init__(
        self,
        *,
        bot_url: str,
        account_sid: str,
        auth_token: str,
        senders: list[SandboxSender],
        clock: SandboxClock,
        bus: Bus,
        session: aiohttp.ClientSession,
        config: TwilioConfig,
        beside: "TwilioStandIn | None" = None,
    ) -> None:
        """``beside``: an account that there is already, whose address and phones are shared."""
        self.state = TwilioState(
            account_sid, auth_token, bot_url.rstrip("/"), senders, clock, bus, session, config
        )
        webhooks = Webhooks(self.state)
        receipts = Receipts(self.state, webhooks)
        statuses = Statuses(self.state, receipts)
        self.media = media = MediaStore(self.state)
        self._book: Phonebook = beside._book if beside else Phonebook(bus)
        book = self._book
        self.consent = Consent()
        self.whatsapp = WhatsAppRules(self.state)
        self.faults = TwilioFaults(self.state, receipts, webhooks)
        life = Life(self.state, statuses, book, self.whatsapp, self.consent, media, self.faults)
        inbound = Inbound(self.state, book, self.consent, self.whatsapp, media, webhooks, self.faults, life)
        self.phones = Phones(self.state, book, inbound, life, statuses)
        self._guard = Guard(self.state, self.faults)
        acceptance = Acceptance(self.state, self.consent, book, life)
        messages = Messages(self.state, acceptance, statuses, media)
        self.account_sid = account_sid
        self.own_routes: list[BaseRoute] = build(
            self._guard,
            messages,
            Account(self.state),
            Media(self.state, media),
            Compliance(self.state),
            Contents(self.state),
            Submissions(self.state),
            Senders(self.state),
            Indicators(self.state, book),
        )
        self._exchange: Exchange = beside._exchange if beside else Exchange()
        self._exchange.add(self)
        self.routes: list[BaseRoute] = self._exchange.routes
        self._others: list[TwilioStandIn] = []

    def add_account(
        self,
        account_sid: str,
        auth_token: str,
        senders: list[SandboxSender],
        config: TwilioConfig | None = None,
    ) -> "TwilioStandIn":
        """Another account at the same address, with messages, senders and troubles of its own; the phones are
        the same ones. It ends with this one."""
        state = self.state
        other = TwilioStandIn(
            bot_url=state.bot_url,
            account_sid=account_sid,
            auth_token=auth_token,
            senders=senders,
            clock=state.clock,
            bus=state.bus,
            session=state.session,
            config=config or replace(state.config, contents={}),
            beside=self,
        )
        self._others.append(other)
        return other

    def has_file(self, token: str) -> bool:
        """Whether the media host knows a file of the account's by this name."""
        return token in self.media.by_token

    @property
    def messages(self) -> dict[str, TwilioMessage]:
        """Every message of the account by SID, both directions, with its status history."""
        return self.state.messages

    @property
    def contents(self) -> dict[str, Content]:
        """The account's templates by SID; tests change what WhatsApp says of them."""
        return self.state.config.contents

    def review(self, sid: str, status: Approval = "approved", reason: str = "") -> str:
        """WhatsApp looks at a template: what it says of it now. What breaks its rules is rejected, whatever
        was asked for. Raises KeyError for one that does not exist."""
        return review(self.contents[sid], status, reason)

    @property
    def standing(self) -> Standing:
        """Whether the account and its numbers may send; tests and the page change it."""
        return self.state.standing

    @property
    def calls(self) -> list[ApiCall]:
        """Every request the API received, in order."""
        return self._guard.calls

    @property
    def alerts(self) -> list[Alert]:
        """What Twilio's debugger would show: webhooks that failed, answers it could not use."""
        return self.state.alerts

    @property
    def idle(self) -> bool:
        """Whether nothing is under way: no message still moving, no webhook still to deliver."""
        return self.state.background.idle

    async def close(self) -> None:
        """End all deliveries."""
        for other in self._others:
            await other.close()
        await self.state.background.close()
