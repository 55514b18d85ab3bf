"""The Content API: templates, and what WhatsApp says of them. Source: Twilio's Content API, version 1."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sandbox.twilio.content import Content
from bot.sandbox.twilio.errors import TwilioError
from bot.sandbox.twilio.state import TwilioState

_ROOT = "https://content.twilio.com/v1"
DEFAULT_PAGE, MAX_PAGE = 50, 1000


@dataclass
class Contents:
    """Handlers for ``/content/v1``."""

    state: TwilioState

    async def with_approvals(self, request: Request, _form: FormData) -> Response:
        """A page of templates, each with what WhatsApp says of it."""
        return self._page(request, "ContentAndApprovals", with_approvals=True)

    async def listing(self, request: Request, _form: FormData) -> Response:
        """A page of templates."""
        return self._page(request, "Content", with_approvals=False)

    async def fetch(self, request: Request, _form: FormData) -> Response:
        """One template."""
        return JSONResponse(shown(self.state, self._find(request)))

    async def approvals(self, request: Request, _form: FormData) -> Response:
        """What WhatsApp says of one template."""
        content = self._find(request)
        return JSONResponse(
            {
                "sid": content.sid,
                "account_sid": self.state.account_sid,
                "whatsapp": {"type": "whatsapp", **approval(content), "flows": None},
                "url": f"{_ROOT}/Content/{content.sid}/ApprovalRequests",
            }
        )

    def _find(self, request: Request) -> Content:
        content = self.state.config.contents.get(request.path_params["sid"])
        if content is None:
            raise TwilioError(20404, request.url.path.partition("/content")[2])
        return content

    def _page(self, request: Request, resource: str, *, with_approvals: bool) -> Response:
        query = request.query_params
        size = _number(query.get("PageSize"), "PageSize", DEFAULT_PAGE, least=1)
        page, start = _number(query.get("Page"), "Page", 0, least=0), _token(query.get("PageToken"))
        size = min(size, MAX_PAGE)
        every = list(self.state.config.contents.values())
        some = every[start : start + size]

        def url(number: int, at: int) -> str:
            token = {"PageToken": f"PT{at}"} if at else {}
            return f"{_ROOT}/{resource}?{urlencode({'PageSize': size, 'Page': number, **token})}"

        meta = {
            "page": page,
            "page_size": size,
            "first_page_url": url(0, 0),
            "previous_page_url": url(page - 1, max(start - size, 0)) if page else None,
            "url": url(page, start),
            # Only the token leads on: the number of a page is of no account.
            "next_page_url": url(page + 1, start + size) if start + size < len(every) else None,
            "key": "contents",
        }
        contents = [shown(self.state, each, with_approvals=with_approvals) for each in some]
        return JSONResponse({"contents": contents, "meta": meta})


def shown(state: TwilioState, content: Content, *, with_approvals: bool = False) -> dict[str, Any]:
    """The resource as the API shows it."""
    now = datetime.fromtimestamp(int(state.clock.now()), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    at = f"{_ROOT}/Content/{content.sid}"
    links = {
        "approval_create": f"{at}/ApprovalRequests/whatsapp",
        "approval_fetch": f"{at}/ApprovalRequests",
    }
    more: dict[str, Any] = {"url": at, "links": links}
    return {
        "sid": content.sid,
        "account_sid": state.account_sid,
        "friendly_name": content.friendly_name,
        "language": content.language,
        "variables": content.variables,
        "types": content.types,
        "date_created": now,
        "date_updated": now,
    } | ({"approval_requests": approval(content)} if with_approvals else more)


def approval(content: Content) -> dict[str, Any]:
    """What WhatsApp says of it, as the API shows it."""
    if content.status == "unsubmitted":
        return {"name": "", "category": "", "content_type": content.shape, "status": "unsubmitted"}
    return {
        "name": content.called,
        "category": content.category,
        "content_type": content.shape,
        "status": content.status,
        "rejection_reason": content.rejection_reason,
        "allow_category_change": True,
    }


def _number(text: str | None, name: str, default: int, *, least: int) -> int:
    if text is None:
        return default
    if not text.isdigit() or int(text) < least:
        raise TwilioError(20001, name)
    return int(text)


def _token(text: str | None) -> int:
    if text is None:
        return 0
    if not text.startswith("PT") or not text[2:].isdigit():
        raise TwilioError(20001, "PageToken")
    return int(text[2:])
