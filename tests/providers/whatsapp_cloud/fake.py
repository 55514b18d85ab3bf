"""A small Graph API that is strict about what the provider uses of it; its errors are Meta's own."""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

NUMBER_ID, ACCOUNT_ID = "106540352242922", "102290129340398"
TOKEN = "EAAG" + "x1Y2" * 8
NUMBER, STOPPED = "+12025550177", "+12025550199"
VERSION = "/v26.0"

Json = dict[str, Any]
Trouble = Callable[[], Awaitable[Response | None]]


class Refusal(Exception):
    """Answered as Meta answers it."""

    def __init__(self, status: int, code: int, message: str, subcode: int | None = None) -> None:
        super().__init__(message)
        error: Json = {"message": f"(#{code}) {message}", "type": "OAuthException", "code": code}
        if subcode is not None:
            error["error_subcode"] = subcode
        self.answer = JSONResponse({"error": error | {"fbtrace_id": "A1"}}, status)


@dataclass
class FakeGraph:
    """One account with one number. ``troubles`` happen to the next requests, by the end of their path."""

    url: str = ""
    number: Json = field(
        default_factory=lambda: {
            "id": NUMBER_ID,
            "display_phone_number": "+1 202-555-0177",
            "verified_name": "Harbor Clinic",
            "quality_rating": "GREEN",
            "status": "CONNECTED",
        }
    )
    numbers: list[Json] = field(default_factory=lambda: [{"id": NUMBER_ID}])
    subscribed: list[Json] = field(default_factory=lambda: [{"whatsapp_business_api_data": {"id": "7"}}])
    app: str = "7"
    upload: tuple[str, int] = ("", 0)
    sent: list[Json] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)
    attempts: int = 0
    templates: list[Json] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    troubles: dict[str, Trouble] = field(default_factory=dict)
    page: int = 2

    @property
    def routes(self) -> list[Route]:
        """For a Starlette app."""
        return [Route("/{path:path}", self.answer, methods=["GET", "POST", "DELETE"])]

    async def answer(self, request: Request) -> Response:
        """One request."""
        path = request.url.path.removeprefix(VERSION).strip("/")
        what = path.rpartition("/")[2]
        if request.method == "POST" and what == "messages":
            self.attempts += 1
        trouble = self.troubles.pop(what, None)
        if trouble and (answer := await trouble()) is not None:
            return answer
        try:
            answered = await self._answer(request, path)
        except Refusal as refusal:
            return refusal.answer
        return Response(status_code=200, content=b"") if trouble else answered

    async def _answer(self, request: Request, path: str) -> Response:  # noqa: PLR0911
        if path.startswith("public/") and "authorization" not in request.headers:
            return Response(self.files[path.removeprefix("public/")])
        if request.headers.get("authorization") != f"Bearer {TOKEN}":
            raise Refusal(401, 190, "Invalid OAuth access token")
        if path.startswith("files/"):
            return Response(self.files[path.removeprefix("files/")], media_type="image/jpeg")
        if not request.url.path.startswith(f"{VERSION}/"):
            raise Refusal(400, 2500, "Unknown path components")
        found = self._found(request, path)
        if request.method == "GET":
            return JSONResponse(found)
        if path.startswith("upload:"):
            return JSONResponse(self._uploaded(request, await request.body()))
        body = await request.json() if request.method == "POST" else {}
        if path == f"{self.app}/uploads":
            self.upload = (body["file_type"], int(body["file_length"]))
            return JSONResponse({"id": "upload:MTphdHRh?sig=ARZqkGCA"})
        if path == f"{NUMBER_ID}/messages":
            return JSONResponse(self._take(body))
        if path == f"{ACCOUNT_ID}/message_templates":
            made = self._make(body) if request.method == "POST" else self._drop(request)
            return JSONResponse(made)
        raise Refusal(400, 100, f"Unsupported post request: {path}")

    def _found(self, request: Request, path: str) -> Json:  # noqa: PLR0911
        if request.method != "GET":
            return {}
        match path.split("/"):
            case [only] if only == NUMBER_ID:
                asked = {"id", *request.query_params["fields"].split(",")}
                return {name: value for name, value in self.number.items() if name in asked}
            case ["debug_token"]:
                return {"data": {"app_id": self.app, "is_valid": True}}
            case [account, "phone_numbers"] if account == ACCOUNT_ID:
                return {"data": self.numbers}
            case [account, "subscribed_apps"] if account == ACCOUNT_ID:
                return {"data": self.subscribed}
            case [account, "message_templates"] if account == ACCOUNT_ID:
                return self._listed(request)
            case [media] if media in self.files:
                if request.query_params.get("phone_number_id") != NUMBER_ID:
                    raise Refusal(400, 100, "Param phone_number_id must be the number's own")
                return self._file(media)
        raise Refusal(400, 100, f"Object with ID '{path}' does not exist", 33)

    def _file(self, media: str) -> Json:
        content = self.files[media]
        return {
            "messaging_product": "whatsapp",
            "id": media,
            "url": f"{self.url}/files/{media}",
            "mime_type": "image/jpeg",
            "sha256": hashlib.sha256(content).hexdigest(),
            "file_size": len(content),
        }

    def _listed(self, request: Request) -> Json:
        name, after = request.query_params.get("name", ""), request.query_params.get("after", "0")
        fitting = [each for each in self.templates if name in each["name"]]
        start = int(after)
        page = {"data": fitting[start : start + self.page]}
        if start + self.page >= len(fitting):
            return page | {"paging": {"cursors": {"before": after, "after": str(start + self.page)}}}
        cursors = {"before": after, "after": str(start + self.page)}
        return page | {"paging": {"cursors": cursors, "next": "https://elsewhere.example/steal"}}

    def _take(self, body: Json) -> Json:
        if body.get("messaging_product") != "whatsapp":
            raise Refusal(400, 100, "The parameter messaging_product is required")
        if body.get("status") == "read":
            if not str(body.get("message_id", "")).startswith("wamid."):
                raise Refusal(400, 131009, "Parameter value is not valid")
            return {"success": True}
        check_message(body)
        if body.get("to") == STOPPED:
            raise Refusal(400, 131050, "User has stopped receipt of marketing messages")
        name = f"wamid.{len(self.taken) + 1:04}"
        self.sent.append(body)
        self.taken.append(name)
        to = body.get("to") or body.get("recipient")
        return {
            "messaging_product": "whatsapp",
            "contacts": [{"input": to, "wa_id": str(to).lstrip("+")}],
            "messages": [{"id": name, "message_status": "accepted"}],
        }

    def _uploaded(self, request: Request, content: bytes) -> Json:
        if request.query_params.get("sig") != "ARZqkGCA" or request.headers.get("file_offset") != "0":
            raise Refusal(400, 100, "The upload session is not known")
        if len(content) != self.upload[1]:
            raise Refusal(400, 100, "The upload is not as long as was said")
        return {"h": f"4::{self.upload[0]}"}

    def _make(self, body: Json) -> Json:
        for made in self.templates:
            if (made["name"], made["language"]) == (body["name"], body["language"]):
                raise Refusal(400, 100, "There is already content for this template", 2388024)
        identity = str(5000 + len(self.templates))
        self.templates.append({"id": identity, "status": "PENDING", **body})
        return {"id": identity, "status": "PENDING", "category": body["category"]}

    def _drop(self, request: Request) -> Json:
        hsm_id, name = request.query_params["hsm_id"], request.query_params["name"]
        left = [each for each in self.templates if (each["id"], each["name"]) != (hsm_id, name)]
        if len(left) == len(self.templates):
            raise Refusal(400, 100, "The template was not found", 2593002)
        self.templates = left
        return {"success": True}


_MOST = {"text": 4096, "caption": 1024, "button": 1024, "list": 4096}


def check_message(body: Json) -> None:
    """Refuses what the Cloud API refuses."""
    kind = body.get("type")
    if body.get("recipient_type") != "individual" or bool(body.get("to")) == bool(body.get("recipient")):
        raise Refusal(400, 100, "Exactly one of to and recipient is needed")
    content = body.get(str(kind))
    if not isinstance(content, dict):
        raise Refusal(400, 100, f"The parameter {kind} is required")
    if kind == "text" and not 0 < len(content["body"]) <= _MOST["text"]:
        raise Refusal(400, 100, "Param text['body'] must be at most 4096 characters long")
    if kind in {"image", "audio", "video", "document", "sticker"}:
        _check_file(kind, content)
    if kind == "template" and not (content.get("name") and content.get("language", {}).get("code")):
        raise Refusal(400, 100, "The parameter template['language']['code'] is required")
    if kind == "interactive":
        _check_interactive(content)


def _check_file(kind: str, content: Json) -> None:
    if bool(content.get("id")) == bool(content.get("link")):
        raise Refusal(400, 100, "Exactly one of id and link is needed")
    named = {"caption"} if kind in {"image", "video", "document"} else set()
    unknown = set(content) - {"id", "link"} - named - ({"filename"} if kind == "document" else set())
    if unknown:
        raise Refusal(400, 100, f"Unexpected key {sorted(unknown)}")
    if len(content.get("caption", "")) > _MOST["caption"]:
        raise Refusal(400, 100, "Param caption must be at most 1024 characters long")


def _check_interactive(content: Json) -> None:
    kind, action = content["type"], content["action"]
    if len(content["body"]["text"]) > _MOST[kind]:
        raise Refusal(400, 100, "Param interactive['body']['text'] is too long")
    if kind == "button" and not 1 <= len(action["buttons"]) <= 3:
        raise Refusal(400, 131009, "Invalid buttons count. Min allowed buttons: 1, Max allowed buttons: 3")
    if kind == "list":
        rows = [row for section in action["sections"] for row in section["rows"]]
        if not 1 <= len(rows) <= 10 or any(len(row["title"]) > 24 for row in rows):
            raise Refusal(400, 131009, "Rows are too many or too long")


async def never() -> Response | None:
    """No answer at all."""
    await asyncio.Event().wait()
    return None


async def carried_out() -> Response | None:
    """Done, and then the answer is lost on the way."""
    return None
