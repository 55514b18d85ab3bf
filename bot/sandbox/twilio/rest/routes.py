"""Which path leads to which handler."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.sandbox.twilio.errors import TwilioError
from bot.sandbox.twilio.rest.account import Account
from bot.sandbox.twilio.rest.compliance import Compliance
from bot.sandbox.twilio.rest.content import Contents
from bot.sandbox.twilio.rest.guard import Guard
from bot.sandbox.twilio.rest.indicators import Indicators
from bot.sandbox.twilio.rest.media import Media
from bot.sandbox.twilio.rest.messages import Messages
from bot.sandbox.twilio.rest.senders import Senders
from bot.sandbox.twilio.rest.submissions import Submissions

PREFIX = "/twilio"
_ACCOUNT = PREFIX + "/2010-04-01/Accounts/{account_sid}"
_TOLL_FREE = PREFIX + "/messaging/v1/Tollfree/Verifications"
_CAMPAIGNS = PREFIX + "/messaging/v1/Services/{service_sid}/Compliance/Usa2p"
_SERVICES = PREFIX + "/messaging/v1/Services"
_SENDERS = PREFIX + "/messaging/v2/Channels/Senders"
_TYPING = PREFIX + "/messaging/v2/Indicators/Typing.json"
_CONTENT = PREFIX + "/content/v1"
_ALL = ["GET", "POST", "PUT", "PATCH", "DELETE"]


def build(
    guard: Guard,
    messages: Messages,
    account: Account,
    media: Media,
    compliance: Compliance,
    contents: Contents,
    submissions: Submissions,
    senders: Senders,
    indicators: Indicators,
) -> list[BaseRoute]:
    """All routes below ``/twilio``; what is not among them is answered as Twilio answers an unknown path."""
    many, one = _ACCOUNT + "/Messages.json", _ACCOUNT + "/Messages/{sid}.json"
    files = _ACCOUNT + "/Messages/{sid}/Media"
    return [
        Route(many, guard.wrap("create", messages.create), methods=["POST"]),
        Route(many, guard.wrap("list", messages.listing), methods=["GET"]),
        Route(many, _not_allowed, methods=_ALL),
        Route(one, guard.wrap("fetch", messages.fetch), methods=["GET"]),
        Route(one, guard.wrap("update", messages.update), methods=["POST"]),
        Route(one, guard.wrap("delete", messages.delete), methods=["DELETE"]),
        Route(one, _not_allowed, methods=_ALL),
        Route(files + ".json", guard.wrap("media", media.listing), methods=["GET"]),
        Route(files + "/{media_sid}", guard.wrap("media", media.fetch), methods=["GET"]),
        Route(
            _ACCOUNT + "/IncomingPhoneNumbers.json", guard.wrap("numbers", account.numbers), methods=["GET"]
        ),
        Route(_ACCOUNT + "/Balance.json", guard.wrap("balance", account.balance), methods=["GET"]),
        Route(_ACCOUNT + ".json", guard.wrap("account", account.fetch), methods=["GET"]),
        Route(_TOLL_FREE, guard.wrap("verifications", compliance.verifications), methods=["GET"]),
        Route(_TOLL_FREE + "/{sid}", guard.wrap("verifications", compliance.verification), methods=["GET"]),
        Route(_CAMPAIGNS, guard.wrap("campaigns", compliance.campaigns), methods=["GET"]),
        Route(_SERVICES, guard.wrap("services", senders.services), methods=["GET"]),
        Route(_SENDERS, guard.wrap("senders", senders.senders), methods=["GET"]),
        *_contents(guard, contents),
        *_submissions(guard, submissions),
        Route(_TYPING, guard.wrap("typing", indicators.typing), methods=["POST"]),
        Route(_TYPING, _not_allowed, methods=_ALL),
        Route(PREFIX + "/media-host/{token}", media.host, methods=["GET"]),
        Route(PREFIX + "/{path:path}", _unknown, methods=_ALL),
    ]


def _contents(guard: Guard, contents: Contents) -> list[BaseRoute]:
    handlers = {
        "/ContentAndApprovals": contents.with_approvals,
        "/Content": contents.listing,
        "/Content/{sid}": contents.fetch,
        "/Content/{sid}/ApprovalRequests": contents.approvals,
    }
    return [
        Route(_CONTENT + path, guard.wrap("contents", handler), methods=["GET"])
        for path, handler in handlers.items()
    ]


def _submissions(guard: Guard, submissions: Submissions) -> list[BaseRoute]:
    one = _CONTENT + "/Content/{sid}"
    create, approve = submissions.create, submissions.request_approval
    return [
        Route(_CONTENT + "/Content", guard.wrap("content_create", create), methods=["POST"]),
        Route(one, guard.wrap("content_delete", submissions.delete), methods=["DELETE"]),
        Route(one + "/ApprovalRequests/whatsapp", guard.wrap("approval_create", approve), methods=["POST"]),
    ]


async def _not_allowed(_request: Request) -> Response:
    return TwilioError(20004).response()


async def _unknown(request: Request) -> Response:
    return TwilioError(20404, request.url.path).response()
