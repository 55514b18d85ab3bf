"""What a person does with a client's phone on the page."""

from collections.abc import Callable
from typing import Any, Literal

from bot.sandbox.page import fields
from bot.sandbox.page.fields import Body, Refusal
from bot.sandbox.page.world import World
from bot.sandbox.twilio import MediaFile, PhoneError


def perform(world: World, action: str, body: Body) -> Any:
    """Do one thing with a phone. Raises Refusal, in words, for what cannot be done."""
    handler = ACTIONS.get(action)
    if handler is None:
        raise Refusal("A phone cannot do that.", 404)
    try:
        return handler(world, body)
    except PhoneError as error:
        raise Refusal(str(error)) from error


def _text(world: World, body: Body) -> str:
    channel = _channel(body)
    media = [MediaFile(kind, content, name) for name, content, kind in fields.files(body, "media")]
    receiver = fields.text(body, "to", most=40)
    # What WhatsApp adds when a button below a message was pressed.
    pressed = {"ButtonText": fields.text(body, "button", most=40)} if body.get("button") else {}
    said = fields.text(body, "body")
    return world.twilio.phones.text(_number(body), receiver, said, channel, media, **pressed)


def _read(world: World, body: Body) -> int:
    return world.twilio.phones.read(_number(body))


def _switch_on(world: World, body: Body) -> None:
    world.twilio.phones.switch_on(_number(body))


def _switch_off(world: World, body: Body) -> None:
    world.twilio.phones.switch_off(_number(body))


def _add(world: World, body: Body) -> str:
    return world.twilio.phones.add(_number(body), fields.text(body, "name", most=60)).number


def _number(body: Body) -> str:
    return fields.text(body, "number", most=40)


def _channel(body: Body) -> Literal["sms", "whatsapp"]:
    return "whatsapp" if body.get("channel") == "whatsapp" else "sms"


ACTIONS: dict[str, Callable[[World, Body], Any]] = {
    "text": _text,
    "read": _read,
    "switch_on": _switch_on,
    "switch_off": _switch_off,
    "add": _add,
}
