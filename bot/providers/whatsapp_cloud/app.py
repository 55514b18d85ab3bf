"""Which app of Meta's the token belongs to. Source: the Graph API, debug_token."""

from bot.providers.whatsapp_cloud.fields import part, text
from bot.providers.whatsapp_cloud.graph import Graph
from bot.providers.whatsapp_cloud.settings import WhatsAppCloudSettings


async def app_id(settings: WhatsAppCloudSettings, graph: Graph) -> str:
    """The app's id; empty where Meta does not tell. Raises what ``graph.TROUBLES`` names."""
    said = await graph.get("debug_token", input_token=settings.token)
    return text(part(said, "data"), "app_id", 64)
