"""A strict stand-in of Meta's WhatsApp Cloud API: Graph API, webhooks, and what clients do on WhatsApp."""

from bot.sandbox.meta.config import BusinessNumber, MetaConfig
from bot.sandbox.meta.message import MetaMessage
from bot.sandbox.meta.standin import MetaStandIn
from bot.sandbox.meta.state import Credentials
from bot.sandbox.meta.template import MetaTemplate

__all__ = ["BusinessNumber", "Credentials", "MetaConfig", "MetaMessage", "MetaStandIn", "MetaTemplate"]
