"""A strict stand-in of Twilio: REST API, webhooks, and the phones of the clients."""

from bot.sandbox.phonebook import PhoneError
from bot.sandbox.said import MediaFile
from bot.sandbox.twilio.config import WHATSAPP_SANDBOX_NUMBER, SandboxSender, TwilioConfig
from bot.sandbox.twilio.message import TwilioMessage
from bot.sandbox.twilio.standin import TwilioStandIn

__all__ = [
    "WHATSAPP_SANDBOX_NUMBER",
    "MediaFile",
    "PhoneError",
    "SandboxSender",
    "TwilioConfig",
    "TwilioMessage",
    "TwilioStandIn",
]
