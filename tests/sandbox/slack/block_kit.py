"""Blocks and elements that are good, in short words; each test spoils them in its own way."""

from typing import Any

Block = dict[str, Any]


def plain(text: str = "Text") -> Block:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str = "Text") -> Block:
    return {"type": "mrkdwn", "text": text}


def button(**more: Any) -> Block:
    return {"type": "button", "text": plain(), **more}


def option(value: str = "a", text: str = "A") -> Block:
    return {"text": plain(text), "value": value}


def actions(*elements: Block, **more: Any) -> Block:
    return {"type": "actions", "elements": list(elements), **more}


def section(**more: Any) -> Block:
    return {"type": "section", "text": mrkdwn(), **more}


def select(**more: Any) -> Block:
    return {"type": "static_select", "options": [option()], **more}


def an_input(element: Block | None = None, **more: Any) -> Block:
    return {"type": "input", "label": plain(), "element": element or {"type": "plain_text_input"}, **more}


DIVIDER: Block = {"type": "divider"}
IMAGE: Block = {"type": "image", "image_url": "https://a.example/b.png", "alt_text": "A"}
