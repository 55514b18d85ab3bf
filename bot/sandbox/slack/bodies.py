"""Request bodies of bounded size."""

from starlette.requests import Request

from bot.sandbox.slack.errors import SlackError


async def bounded_body(request: Request, most: int) -> bytes:
    """The whole body. Raises SlackError ``request_too_large`` when it is longer, or of no declared length.

    The server holds a caller to the length it declares, so the declared one is all that needs a look.
    """
    if "transfer-encoding" in request.headers or int(request.headers.get("content-length") or 0) > most:
        raise SlackError("request_too_large")
    return await request.body()
