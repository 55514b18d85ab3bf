"""Puts together what knows the accounts that admins have added: a part of the composition root."""

from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import aiohttp

from bot.clocks import clock_of
from bot.config import AccountsSettings, Settings
from bot.derived import added_account, twilio_settings, vault_of
from bot.domain.account import Account, short_sid
from bot.domain.channel import Channel
from bot.domain.provider_words import provider_name
from bot.findings import Finding, fine, wrong
from bot.flows.accounts.desk import AccountDesk
from bot.ports import Clock, Forged, Provider, WebhookRequest
from bot.providers.registry import Registry
from bot.providers.twilio.account import TwilioDoor
from bot.providers.twilio.accounts import provider_of
from bot.providers.twilio.provider import TwilioProvider
from bot.storage.store import Store
from bot.switchboard import Switchboard

if TYPE_CHECKING:
    from bot.providers.whatsapp_cloud.provider import WhatsAppCloudProvider


@dataclass(frozen=True)
class Accounts:
    """The providers of a process, kept as the database says, and what flows work on accounts with."""

    registry: Registry
    switchboard: Switchboard
    desk: AccountDesk
    own_account: str
    whatsapp: "WhatsAppCloudProvider | None" = None

    async def twilio_of(self, request: WebhookRequest) -> Provider:
        """The provider of the account that a webhook is about. Raises Forged when it is none of ours."""
        provider = await self.switchboard.provider(provider_of(request.body, self.own_account))
        if provider is None:
            raise Forged("the account is not set up here")
        return provider

    async def findings(self) -> list[Finding]:
        """What is wrong with each account, or that it is well."""
        found: list[Finding] = []
        for provider in self.registry.providers:
            found += provider_findings(provider.name, await provider.check())
        locked = self.switchboard.locked
        return [*found, *(wrong(_called(account.sid), _LOCKED) for account in locked)]


async def connect(
    settings: Settings,
    store: Store,
    workspace_id: str | None,
    session: aiohttp.ClientSession,
    whatsapp: "WhatsAppCloudProvider | None" = None,
) -> Accounts:
    """The providers of the environment, ``whatsapp`` at Meta among them, and those of the workspace's
    accounts as they are now."""
    clock = clock_of(settings)
    twilio = twilio_settings(settings)
    providers: list[Provider] = [TwilioProvider(twilio, session, clock)] if twilio else []
    registry = Registry([*providers, *([whatsapp] if whatsapp else [])])
    vault = vault_of(settings)

    def build(account: Account, token: str) -> Provider:
        return TwilioProvider(added_account(settings, account, token), session, clock)

    switchboard = Switchboard(store, workspace_id or "", registry, vault, build)
    if workspace_id:
        await switchboard.refresh()
    door = TwilioDoor(settings.twilio_api_url, session, clock)
    own = settings.twilio_account_sid or ""
    senders = _by_address(settings.twilio_from, settings.twilio_whatsapp_from)
    desk = AccountDesk(vault, door, own, senders, switchboard.refresh)
    return Accounts(registry, switchboard, desk, own, whatsapp)


@asynccontextmanager
async def desk_of(
    settings: AccountsSettings, clock: Clock, environment: Mapping[str, str]
) -> AsyncIterator[AccountDesk]:
    """The same for a command, beside which nothing runs, and which does not need what a program needs."""
    own = environment.get("TWILIO_ACCOUNT_SID", "")
    named = (environment.get(name, "") for name in ("TWILIO_FROM", "TWILIO_WHATSAPP_FROM"))
    sms, whatsapp = (tuple(each.strip() for each in listed.split(",")) for listed in named)
    async with aiohttp.ClientSession() as session:
        door = TwilioDoor(settings.twilio_api_url, session, clock)
        yield AccountDesk(vault_of(settings), door, own, _by_address(sms, whatsapp))


def _by_address(sms: Iterable[str], whatsapp: Iterable[str]) -> frozenset[tuple[Channel, str]]:
    texting = ((Channel.SMS, each) for each in sms)
    return frozenset([*texting, *((Channel.WHATSAPP, each.removeprefix("whatsapp:")) for each in whatsapp)])


_LOCKED = (
    "Its token cannot be read with the keys in ENCRYPTION_KEYS. Put the key back, or add the account again."
)


def _called(account_sid: str) -> str:
    return f"Twilio {short_sid(account_sid)}"


def provider_findings(name: str, problems: list[str]) -> list[Finding]:
    """What is wrong with the account of a provider, or that it is well."""
    # One that was added has its account behind the vendor's name.
    vendor, _, account = name.partition(":")
    called = f"{provider_name(vendor)} {short_sid(account)}".strip()
    if not problems:
        return [fine(called, "The account answers and has the senders that are set up.")]
    return [wrong(called, problem) for problem in problems]
