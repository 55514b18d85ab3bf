"""WhatsApp straight at Meta: the Cloud API, over plain HTTP and without an SDK."""

from bot.providers.whatsapp_cloud.provider import WhatsAppCloudProvider
from bot.providers.whatsapp_cloud.settings import WhatsAppCloudSettings

__all__ = ["WhatsAppCloudProvider", "WhatsAppCloudSettings"]
