"""Puts the settings into the form each part takes, so that no part reads the environment itself."""

import hashlib
import hmac
from datetime import timedelta

from bot.config import AccountsSettings, Settings
from bot.domain.account import Account, AccountState
from bot.domain.channel import Channel
from bot.flows.context import FlowSettings
from bot.flows.desk import MediaDesk
from bot.media.links import MediaLinks
from bot.media.public import PublicFiles
from bot.providers.twilio.settings import TwilioSettings, name_of
from bot.providers.whatsapp_cloud.settings import WhatsAppCloudSettings
from bot.stores import bucket_files, media_store
from bot.vault import Vault, read_keys


def twilio_settings(settings: Settings) -> TwilioSettings | None:
    """What the Twilio provider is built from; None where the team texts without Twilio."""
    if settings.twilio_account_sid is None or settings.twilio_auth_token is None:
        return None
    return TwilioSettings(
        account_sid=settings.twilio_account_sid,
        auth_token=settings.twilio_auth_token.get_secret_value(),
        senders=settings.twilio_from,
        whatsapp_senders=settings.twilio_whatsapp_from,
        api_url=settings.twilio_api_url,
        public_url=settings.public_url or "",
    )


def whatsapp_settings(settings: Settings) -> WhatsAppCloudSettings | None:
    """What WhatsApp at Meta is built from, but for its number; None where it is not set up."""
    token, app_secret = settings.whatsapp_token, settings.whatsapp_app_secret
    number_id, account_id = settings.whatsapp_phone_number_id, settings.whatsapp_business_account_id
    verify_token = settings.whatsapp_verify_token
    if not (token and number_id and account_id and app_secret and verify_token):
        return None
    return WhatsAppCloudSettings(
        token=token.get_secret_value(),
        number_id=number_id,
        account_id=account_id,
        app_secret=app_secret.get_secret_value(),
        verify_token=verify_token.get_secret_value(),
        api_url=settings.whatsapp_api_url,
    )


def added_account(settings: Settings, account: Account, token: str) -> TwilioSettings:
    """What the provider of an account that an admin has added is built from."""
    numbers: dict[Channel, list[str]] = {channel: [] for channel in (Channel.SMS, Channel.WHATSAPP)}
    for sender in account.senders:
        numbers[sender.channel.family].append(sender.address)
    return TwilioSettings(
        account_sid=account.sid,
        auth_token=token,
        senders=tuple(numbers[Channel.SMS]),
        whatsapp_senders=tuple(numbers[Channel.WHATSAPP]),
        api_url=settings.twilio_api_url,
        public_url=settings.public_url or "",
        name=name_of(account.sid),
        is_removed=account.state is AccountState.REMOVED,
    )


def vault_of(settings: AccountsSettings) -> Vault | None:
    """What tokens in the database are encrypted with; None without ENCRYPTION_KEYS."""
    keys = settings.encryption_keys
    return Vault(read_keys(keys.get_secret_value())) if keys else None


def media_desk(settings: Settings) -> MediaDesk | None:
    """Where files for clients wait; None without an address at which the provider can fetch them.

    Raises CannotStart when the store that is set up cannot be used here."""
    if not settings.public_url:
        return None
    # A key of its own: what is signed with it can be taken for nothing that Slack has signed.
    secret = settings.slack_signing_secret.get_secret_value().encode()
    key = hmac.new(secret, b"links to media", hashlib.sha256).digest()
    # In the sandbox, where nobody real is reached, its stand-ins' server is the web as well.
    web = PublicFiles(settings.twilio_api_url if settings.sandbox_clock else "")
    links = MediaLinks(settings.public_url, key)
    return MediaDesk(media_store(settings), links, web, bucket_files(settings))


def flow_settings(settings: Settings) -> FlowSettings:
    """The team's choices, as the flows read them."""
    return FlowSettings(
        default_region=settings.default_region,
        inbox_channel=settings.inbox_channel,
        undo=timedelta(seconds=settings.undo_seconds),
    )
