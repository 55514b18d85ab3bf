"""Which node and edge of the graph leads to which handler, and what the graph says of all others."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.sandbox.meta.errors import GraphError, no_such_object
from bot.sandbox.meta.media import DOWNLOAD_PATH, MetaMedia
from bot.sandbox.meta.rest.account import Account
from bot.sandbox.meta.rest.guard import Guard, Handler, Json
from bot.sandbox.meta.rest.media import Media
from bot.sandbox.meta.rest.messages import Messages
from bot.sandbox.meta.rest.samples import Samples
from bot.sandbox.meta.rest.templates import Templates
from bot.sandbox.meta.state import MetaState

PREFIX = "/meta"
# The edge "messages" when it is told that a message was read.
_READING = "messages?status"
_METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]
_VERBS = {"GET": "get", "POST": "post", "DELETE": "delete"}


@dataclass
class Graph:
    """Finds the handler of a request by the kind of its node, its edge and its method."""

    state: MetaState
    media: MetaMedia
    guard: Guard
    handlers: dict[tuple[str, str, str], tuple[str, Handler]]

    async def endpoint(self, request: Request) -> Response:
        """Answer any request below a version."""

        def find(params: Json) -> tuple[str, Handler]:
            return self._find(request, params)

        return await self.guard.run("unknown", request, find)

    def _find(self, request: Request, params: Json) -> tuple[str, Handler]:
        node, edge = request.path_params["node"], request.path_params.get("edge", "")
        kind = self._kind(node)
        verb = _VERBS.get(request.method, request.method.lower())
        if kind is None:
            raise no_such_object(node, verb)
        # Sending and telling that something was read go over the same edge; the body tells them apart.
        asked = _READING if edge == "messages" and "status" in params else edge
        found = self.handlers.get((kind, asked, request.method))
        if found is not None:
            return found
        if edge and not any(key[:2] == (kind, edge) for key in self.handlers):
            if request.method == "GET":
                message = f"(#100) Tried accessing nonexisting field ({edge}) on node type ({kind})"
                raise GraphError(100, message=message)
            raise GraphError(2500, message=f"Unknown path components: /{edge}")
        raise no_such_object(node, verb)

    def _kind(self, node: str) -> str | None:
        credentials = self.state.credentials
        fixed = {
            credentials.account_id: "WhatsAppBusinessAccount",
            credentials.app_id: "Application",
            "app": "Application",
            "debug_token": "DebugToken",
        }
        if node in fixed:
            return fixed[node]
        if self.state.number(node) is not None:
            return "WhatsAppBusinessPhoneNumber"
        if node.startswith("upload:"):
            return "Upload"
        if any(each.id == node for each in self.state.config.templates):
            return "WhatsAppMessageTemplate"
        return "Media" if self.media.find(node) is not None else None


def build(
    state: MetaState,
    guard: Guard,
    messages: Messages,
    media: Media,
    account: Account,
    templates: Templates,
    samples: Samples,
) -> list[BaseRoute]:
    """All routes below ``/meta``."""
    number, business = "WhatsAppBusinessPhoneNumber", "WhatsAppBusinessAccount"
    handlers: dict[tuple[str, str, str], tuple[str, Handler]] = {
        (number, "messages", "POST"): ("send", messages.send),
        (number, _READING, "POST"): ("mark_read", messages.mark_read),
        (number, "media", "POST"): ("upload", media.upload),
        (number, "", "GET"): ("number", account.number),
        ("Media", "", "GET"): ("media", media.fetch),
        ("Media", "", "DELETE"): ("delete_media", media.delete),
        (business, "", "GET"): ("account", account.account),
        (business, "phone_numbers", "GET"): ("numbers", account.numbers),
        (business, "subscribed_apps", "GET"): ("subscriptions", account.subscriptions),
        (business, "subscribed_apps", "POST"): ("subscribe", account.subscribe),
        (business, "subscribed_apps", "DELETE"): ("subscribe", account.unsubscribe),
        (business, "message_templates", "GET"): ("templates", templates.listing),
        (business, "message_templates", "POST"): ("create_template", templates.create),
        (business, "message_templates", "DELETE"): ("delete_template", templates.delete),
        ("WhatsAppMessageTemplate", "", "GET"): ("template", templates.fetch),
        ("WhatsAppMessageTemplate", "", "POST"): ("edit_template", templates.edit),
        ("DebugToken", "", "GET"): ("debug_token", account.debug_token),
        ("Application", "uploads", "POST"): ("sample", samples.begin),
        ("Upload", "", "POST"): ("sample", samples.upload),
        ("Upload", "", "GET"): ("sample", samples.state),
    }
    graph = Graph(state, media.store, guard, handlers)
    return [
        Route(PREFIX + DOWNLOAD_PATH, media.download, methods=["GET"]),
        Route(PREFIX + "/media-host/{token}", media.host, methods=["GET"]),
        Route(PREFIX + "/{version}/{node}", graph.endpoint, methods=_METHODS),
        Route(PREFIX + "/{version}/{node}/{edge:path}", graph.endpoint, methods=_METHODS),
        Route(PREFIX + "/{path:path}", _unknown, methods=_METHODS),
    ]


async def _unknown(request: Request) -> Response:
    return GraphError(2500, message=f"Unknown path components: /{request.path_params['path']}").response()
