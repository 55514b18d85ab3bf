"""Where a product of Twilio's is reached when it is not at Twilio's own address."""

from urllib.parse import urlsplit


def aimed(uri: str, api_url: str) -> str:
    """``https://content.twilio.com/v1/X`` becomes ``{api_url}/content/v1/X``; ``api`` has no prefix."""
    parts = urlsplit(uri)
    product = parts.netloc.partition(".")[0]
    prefix = "" if product == "api" else f"/{product}"
    query = f"?{parts.query}" if parts.query else ""
    return f"{api_url}{prefix}{parts.path}{query}"
