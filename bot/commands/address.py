"""Whether PUBLIC_URL leads to this program."""

import aiohttp

from bot.findings import Finding, absent, fine, wrong

_SECONDS = 10


async def check_address(session: aiohttp.ClientSession, public_url: str | None) -> Finding:
    """Ask for ``/healthz`` at the public address; the program need not be running yet."""
    name = "Public address"
    if public_url is None:
        return absent(
            name,
            "PUBLIC_URL is not set. Slack works by its socket, but Twilio cannot bring clients' answers "
            "or receipts.",
        )
    try:
        timeout = aiohttp.ClientTimeout(total=_SECONDS)
        async with session.get(f"{public_url}/healthz", timeout=timeout, allow_redirects=False) as answer:
            body = await answer.content.read(64)
    except (aiohttp.ClientError, TimeoutError, OSError):
        return absent(name, "Nobody answers at PUBLIC_URL. Start the program, then check again.")
    if answer.status == 200 and body == b"alive\n":
        return fine(name, "PUBLIC_URL leads to this program.")
    return wrong(
        name,
        f"Something else answers at PUBLIC_URL (status {answer.status}): it must pass every path on to "
        "this program.",
    )
