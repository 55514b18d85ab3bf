"""Twilio: SMS, MMS and WhatsApp. The SDK is loaded only when something is sent or asked (see ``api``)."""

from bot.providers.twilio.provider import TwilioProvider
from bot.providers.twilio.settings import TwilioSettings

__all__ = ["TwilioProvider", "TwilioSettings"]
