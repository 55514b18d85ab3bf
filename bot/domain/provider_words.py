"""What people call the providers."""

_NAMES = {"whatsapp_cloud": "Meta’s WhatsApp"}


def provider_name(provider: str) -> str:
    """A provider's name in a sentence, by the one in every row; all accounts of a vendor have the same."""
    vendor = provider.partition(":")[0]
    return _NAMES.get(vendor, vendor.capitalize())
