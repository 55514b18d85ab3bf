"""What people call the providers."""

_NAMES = {"whatsapp_cloud": "Meta’s WhatsApp"}


def provider_name(provider: str) -> str:
    """A provider's name in a sentence, by the one it has in every row."""
    return _NAMES.get(provider, provider.capitalize())
