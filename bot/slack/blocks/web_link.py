"""A link to an address that is not ours."""

from urllib.parse import quote, urlsplit

from bot.slack.text import escape

# Slack takes an address of at most this many characters.
_MOST = 3000


def web_link(url: str, words: str) -> str:
    """The address behind ``words``, which are ours, and the name of the host it leads to, so that nobody
    opens one unseen; empty for what is no address of the web."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return ""
    # Anything else would end Slack's link, or begin something in it.
    safe = quote(url, safe="%/:?#[]@!$&'()*+,;=~-._")
    if parts.scheme not in {"http", "https"} or not host.isascii() or not host or len(safe) > _MOST:
        return ""
    return f"<{escape(safe)}|{words}> ({escape(quote(host, safe='[]:.-'))})"
