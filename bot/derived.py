"""Puts the settings into the form each part takes, so that no part reads the environment itself."""

from datetime import timedelta

from bot.config import Settings
from bot.flows.context import FlowSettings
from bot.providers.twilio.settings import TwilioSettings


def twilio_settings(settings: Settings) -> TwilioSettings:
    """What the Twilio provider is built from."""
    return TwilioSettings(
        account_sid=settings.twilio_account_sid,
        auth_token=settings.twilio_auth_token.get_secret_value(),
        senders=settings.twilio_from,
        whatsapp_senders=settings.twilio_whatsapp_from,
        api_url=settings.twilio_api_url,
        public_url=settings.public_url or "",
    )


def flow_settings(settings: Settings) -> FlowSettings:
    """The team's choices, as the flows read them."""
    return FlowSettings(
        default_region=settings.default_region,
        inbox_channel=settings.inbox_channel,
        undo=timedelta(seconds=settings.undo_seconds),
    )
