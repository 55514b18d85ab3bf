"""What a person does with a client's phone on the page, in the phone's own terms.

``_say`` alone knows whose number the phone writes to; what a service makes of it is the stand-in's affair.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Literal

from bot.sandbox.page import fields
from bot.sandbox.page.fields import Body, Refusal
from bot.sandbox.page.world import World
from bot.sandbox.phonebook import PhoneError
from bot.sandbox.said import Contact, MediaFile, Place, Row, Said
from bot.sandbox.samples import sticker, voice_note

_MAX_PHONES = 5


def perform(world: World, action: str, body: Body) -> Any:
    """Do one thing with a phone. Raises Refusal, in words, for what cannot be done."""
    handler = ACTIONS.get(action)
    if handler is None:
        raise Refusal("A phone cannot do that.", 404)
    try:
        return handler(world, body)
    except PhoneError as error:
        raise Refusal(str(error)) from error


def _say(world: World, body: Body, said: Said) -> str:
    """Send it to the number in ``to``; with ``reply_to`` it answers that message on the screen."""
    answers = fields.optional_text(body, "reply_to") or ""
    receiver = fields.text(body, "to", most=40)
    return world.phones.send(_number(body), receiver, replace(said, reply_to=answers), _channel(body))


def _text(world: World, body: Body) -> str:
    media = tuple(MediaFile(kind, content, name) for name, content, kind in fields.files(body, "media"))
    return _say(world, body, Said(fields.text(body, "body"), media))


def _press(world: World, body: Body) -> str:
    return _say(world, body, Said(button=fields.text(body, "button", most=40)))


def _pick(world: World, body: Body) -> str:
    small_print = fields.optional_text(body, "description") or ""
    return _say(world, body, Said(row=Row(fields.text(body, "row", most=40), small_print)))


def _react(world: World, body: Body) -> str:
    return _say(world, body, Said(emoji=fields.text(body, "emoji", most=20)))


def _place(world: World, body: Body) -> str:
    spot = fields.degrees(body, "latitude", most=90), fields.degrees(body, "longitude", most=180)
    name, address = fields.optional_text(body, "name") or "", fields.optional_text(body, "address") or ""
    return _say(world, body, Said(place=Place(*spot, name[:200], address[:200])))


def _contact(world: World, body: Body) -> str:
    numbers = tuple(fields.texts(body, "phones")[:_MAX_PHONES])
    return _say(world, body, Said(contact=Contact(fields.text(body, "name", most=100), numbers)))


def _sticker(world: World, body: Body) -> str:
    return _say(world, body, Said(files=(sticker(),), is_sticker=True))


def _voice(world: World, body: Body) -> str:
    return _say(world, body, Said(files=(voice_note(),), is_voice=True))


def _forward(world: World, body: Body) -> str:
    often = body.get("often") is True
    said = Said(fields.text(body, "body"), is_forwarded=True, is_often_forwarded=often)
    return _say(world, body, said)


def _read(world: World, body: Body) -> int:
    return world.phones.read(_number(body))


def _switch_on(world: World, body: Body) -> None:
    world.phones.switch_on(_number(body))


def _switch_off(world: World, body: Body) -> None:
    world.phones.switch_off(_number(body))


def _add(world: World, body: Body) -> str:
    return world.phones.add(_number(body), fields.text(body, "name", most=60))


def _change_number(world: World, body: Body) -> None:
    world.phones.change_number(_number(body), fields.text(body, "new", most=40))


def _hide_number(world: World, body: Body) -> None:
    world.phones.hide_number(_number(body), hidden=True)


def _show_number(world: World, body: Body) -> None:
    world.phones.hide_number(_number(body), hidden=False)


def _number(body: Body) -> str:
    return fields.text(body, "number", most=40)


def _channel(body: Body) -> Literal["sms", "whatsapp"]:
    return "whatsapp" if body.get("channel") == "whatsapp" else "sms"


ACTIONS: dict[str, Callable[[World, Body], Any]] = {
    "text": _text,
    "press": _press,
    "pick": _pick,
    "react": _react,
    "place": _place,
    "contact": _contact,
    "sticker": _sticker,
    "voice": _voice,
    "forward": _forward,
    "read": _read,
    "switch_on": _switch_on,
    "switch_off": _switch_off,
    "add": _add,
    "change_number": _change_number,
    "hide_number": _hide_number,
    "show_number": _show_number,
}
