"""Keeps other web sites out: the page is for the person at this machine and for nobody else."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# A name that another site's DNS could point at this machine (DNS rebinding) is not among these.
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})

# The page fetches nothing from elsewhere, and no inline script runs even if a text became markup.
SECURITY_HEADERS = (
    (
        b"content-security-policy",
        b"default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'; object-src 'none'",
    ),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
)


class LoopbackOnly:
    """Refuses requests whose Host is not this machine, and posts to the page that another site made."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if _name_in(headers.get("host", "")) not in LOOPBACK:
            await _refuse("The sandbox answers only on this machine.")(scope, receive, send)
            return
        if scope["path"].startswith("/sandbox/") and _is_foreign(headers):
            await _refuse("Another web site may not use the sandbox.")(scope, receive, send)
            return
        await self.app(scope, receive, _with_headers(send))


def _with_headers(send: Send) -> Send:
    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message.get("headers", []), *SECURITY_HEADERS]
        await send(message)

    return send_with_headers


def _name_in(host: str) -> str | None:
    """The host name without its port; None for what is no host at all."""
    try:
        return urlsplit(f"//{host}").hostname
    except ValueError:
        return None


def _is_foreign(headers: Headers) -> bool:
    """Browsers name the page a request comes from in Origin, or say ``cross-site`` in Sec-Fetch-Site."""
    origin = headers.get("origin")
    if origin is not None and origin != f"http://{headers.get('host')}":
        return True
    return headers.get("sec-fetch-site") == "cross-site"


def _refuse(reason: str) -> JSONResponse:
    return JSONResponse({"ok": False, "message": reason}, status_code=403)
