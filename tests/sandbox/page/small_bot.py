"""A small app for the page's tests: it opens a modal, posts a card, and answers clicks, over real HTTP."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import parse_qs

import aiohttp
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def card(name: str, status: str) -> list[dict[str, Any]]:
    close = {
        "title": plain("Close this thread?"),
        "text": {"type": "mrkdwn", "text": "A new text opens it again."},
        "confirm": plain("Close it"),
        "deny": plain("Keep open"),
    }
    return [
        {
            "type": "section",
            "block_id": "who",
            "text": {"type": "mrkdwn", "text": f"*{name}*\n:iphone: +1 202-555-0142"},
        },
        {
            "type": "actions",
            "block_id": "do",
            "elements": [
                {
                    "type": "button",
                    "action_id": "message",
                    "text": plain("Message"),
                    "style": "primary",
                    "value": "1",
                },
                {
                    "type": "button",
                    "action_id": "close",
                    "text": plain("Close"),
                    "value": "1",
                    "confirm": close,
                },
            ],
        },
        {"type": "context", "block_id": "state", "elements": [{"type": "mrkdwn", "text": status}]},
    ]


def compose(name: str, words: str, note: str = "0 characters") -> dict[str, Any]:
    client = {
        "type": "external_select",
        "action_id": "client",
        "min_query_length": 1,
        "placeholder": plain("Search clients"),
    }
    text = {
        "type": "plain_text_input",
        "action_id": "text",
        "multiline": True,
        "initial_value": words,
        "dispatch_action_config": {"trigger_actions_on": ["on_character_entered"]},
    }
    channel = {
        "type": "radio_buttons",
        "action_id": "channel",
        "options": [{"text": plain("SMS"), "value": "sms"}, {"text": plain("WhatsApp"), "value": "whatsapp"}],
    }
    return {
        "type": "modal",
        "callback_id": "compose",
        "title": plain("Message a client"),
        "submit": plain("Send"),
        "close": plain("Cancel"),
        "private_metadata": name,
        "blocks": [
            {"type": "input", "block_id": "client", "label": plain("Client"), "element": client},
            {
                "type": "input",
                "block_id": "channel",
                "label": plain("Channel"),
                "element": channel,
                "optional": True,
            },
            {
                "type": "input",
                "block_id": "text",
                "label": plain("Message"),
                "element": text,
                "dispatch_action": True,
            },
            {"type": "context", "block_id": "note", "elements": [plain(note)]},
        ],
    }


class SmallBot:
    """Answers what the sandbox sends and remembers it in ``heard``."""

    def __init__(self) -> None:
        self.heard: list[dict[str, Any]] = []
        # What the next command opens in place of the compose modal.
        self.next_view: dict[str, Any] | None = None
        self._news = asyncio.Condition()
        self.token = self.api = ""
        self.session: aiohttp.ClientSession | None = None
        self.app = Starlette(routes=[Route("/{path:path}", self.serve, methods=["GET", "POST"])])

    async def listen(self) -> AsyncIterator[dict[str, Any]]:
        """All that was heard and will be, one by one."""
        position = 0
        while True:
            async with self._news:
                await self._news.wait_for(lambda: len(self.heard) > position)  # noqa: B023
            yield self.heard[position]
            position += 1

    async def _hear(self, news: dict[str, Any]) -> None:
        async with self._news:
            self.heard.append(news)
            self._news.notify_all()

    async def call(self, method: str, **arguments: Any) -> dict[str, Any]:
        assert self.session is not None
        headers = {"Authorization": f"Bearer {self.token}"}
        async with self.session.post(self.api + method, json=arguments, headers=headers) as response:
            answer: dict[str, Any] = await response.json()
        assert answer["ok"], answer
        return answer

    async def serve(self, request: Request) -> Response:
        if request.url.path != "/slack/events":
            await self._hear({"type": request.url.path, **dict(await request.form())})
            return Response("<Response/>", media_type="text/xml")
        if "json" in request.headers["content-type"]:
            event = await request.json()
            await self._hear(event["event"])
            return Response()
        form = {name: values[0] for name, values in parse_qs((await request.body()).decode()).items()}
        payload = json.loads(form["payload"]) if "payload" in form else {"type": "command", **form}
        await self._hear(payload)
        handler = getattr(self, f"on_{payload['type']}", None)
        return await handler(payload) if handler else Response()

    async def on_command(self, payload: dict[str, Any]) -> Response:
        if payload.get("text") == "help":
            return JSONResponse({"text": "Try `/sms Jane Doe Hello`"})
        view = self.next_view or compose("", payload.get("text", ""))
        await self.call("views.open", trigger_id=payload["trigger_id"], view=view)
        return Response()

    async def on_block_suggestion(self, payload: dict[str, Any]) -> Response:
        names = ["Jane Doe", "Janet Moss"]
        found = [name for name in names if payload["value"].lower() in name.lower()]
        return JSONResponse({"options": [{"text": plain(name), "value": name} for name in found]})

    async def on_block_actions(self, payload: dict[str, Any]) -> Response:
        action = payload["actions"][0]
        if action["action_id"] == "text":
            view = payload["view"]
            words = action.get("value") or ""
            new = compose("", "", f"{len(words)} characters")
            await self.call("views.update", view_id=view["id"], hash=view["hash"], view=new)
        return Response()

    async def on_view_submission(self, payload: dict[str, Any]) -> Response:
        values = payload["view"]["state"]["values"]
        if payload["view"]["callback_id"] != "compose":
            return Response()
        words, client = values["text"]["text"]["value"], values["client"]["client"]["selected_option"]
        if "forbidden" in words:
            return JSONResponse(
                {"response_action": "errors", "errors": {"text": "That word may not be sent."}}
            )
        name = client["value"]
        await self.call("chat.postMessage", channel="C0CLIENTS", text=name, blocks=card(name, words))
        return Response()
