"""Several accounts behind one address, as at Twilio: whose a request is, its credentials tell."""

import base64
import binascii
from typing import Protocol

from starlette.datastructures import Headers
from starlette.routing import BaseRoute, Route, Router
from starlette.types import Receive, Scope, Send

from bot.sandbox.twilio.rest.routes import PREFIX


class Account(Protocol):
    """One account with routes and files of its own."""

    account_sid: str
    own_routes: list[BaseRoute]

    def has_file(self, token: str) -> bool:
        """Whether the media host knows a file of the account's by this name."""


class Exchange:
    """Hands each request to its account; what names none goes to the first, which refuses it."""

    def __init__(self) -> None:
        self._routers: dict[str, Router] = {}
        self._accounts: list[Account] = []

    def add(self, account: Account) -> None:
        """From now on there is this account too."""
        self._accounts.append(account)
        self._routers[account.account_sid] = Router(routes=account.own_routes)

    @property
    def routes(self) -> list[BaseRoute]:
        """The one route that leads to all of them."""
        return [Route(PREFIX + "/{path:path}", _App(self))]

    def router(self, scope: Scope) -> Router:
        """Where a request is to go."""
        first = self._accounts[0]
        _, media_host, token = str(scope["path"]).partition(f"{PREFIX}/media-host/")
        if media_host:
            sid = next((a.account_sid for a in self._accounts if a.has_file(token)), first.account_sid)
        else:
            sid = _user(Headers(scope=scope).get("authorization", ""))
        return self._routers.get(sid, self._routers[first.account_sid])


class _App:
    """As an object and not a function, so that Starlette passes every method on."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._exchange.router(scope)(scope, receive, send)


def _user(header: str) -> str:
    scheme, _, encoded = header.partition(" ")
    if scheme.lower() != "basic":
        return ""
    try:
        return base64.b64decode(encoded, validate=True).decode("latin-1").partition(":")[0]
    except (binascii.Error, ValueError):
        return ""
