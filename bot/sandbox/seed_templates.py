"""Harbor Clinic's WhatsApp templates: one of each kind, and of each answer that WhatsApp may give."""

import struct
import zlib

from bot.sandbox.twilio import MediaFile
from bot.sandbox.twilio.content import Content

MAP = "https://harbor.example/map.png"


def _sid(number: int) -> str:
    return f"HX{number:032x}"


def _replies(*titles: str) -> list[dict[str, str]]:
    return [{"type": "QUICK_REPLY", "title": each, "id": each.lower().replace(" ", "_")} for each in titles]


# By which clients are asked before a first text.
OPT_IN = _sid(9)

TEMPLATES = (
    Content(
        _sid(1),
        "appointment_reminder",
        {"twilio/text": {"body": "Hi {{1}}, this is Harbor Clinic: we see you on {{2}} at {{3}}."}},
        {"1": "Jane", "2": "Monday, November 30", "3": "3:00 PM"},
    ),
    Content(
        _sid(2),
        "confirm_visit",
        {
            "twilio/quick-reply": {
                "body": "Hello {{1}}, can you still make it on {{2}}? Press a button to tell us.",
                "actions": _replies("I will be there", "Please move it"),
            }
        },
        {"1": "Jane Doe", "2": "Monday, November 30"},
    ),
    Content(
        _sid(3),
        "how_to_find_us",
        {
            "twilio/media": {
                "body": "Hi {{first_name}}, this is how to find Harbor Clinic. Ring at the blue door.",
                "media": [MAP],
            }
        },
        {"first_name": "Jane"},
    ),
    Content(
        _sid(4),
        "recordatorio_de_cita",
        {"twilio/text": {"body": "Hola {{1}}, le esperamos en Harbor Clinic el {{2}} a las {{3}}."}},
        {"1": "Jane", "2": "Monday, November 30", "3": "3:00 PM"},
        language="es",
    ),
    Content(
        _sid(5),
        "spring_whitening",
        {"twilio/text": {"body": "Hi {{1}}, whitening costs a third less until {{2}}. Shall we book it?"}},
        {"1": "Jane", "2": "May 31"},
        category="MARKETING",
    ),
    Content(
        _sid(6),
        "choose_a_time",
        {
            "twilio/list-picker": {
                "body": "Which time suits you, {{1}}?",
                "button": "Times",
                "items": [{"item": "Morning", "id": "am"}, {"item": "Afternoon", "id": "pm"}],
            }
        },
        {"1": "Jane"},
        status="unsubmitted",
    ),
    Content(
        _sid(7),
        "results_are_in",
        {"twilio/text": {"body": "Hi {{1}}, your results are in. Call us or write here."}},
        {"1": "Jane"},
        status="pending",
    ),
    Content(
        _sid(8),
        "please_pay",
        {"twilio/text": {"body": "{{1}} you owe us {{2}}"}},
        {"1": "Jane", "2": "$40"},
        status="rejected",
        rejection_reason="A template must not begin or end with a variable.",
    ),
    Content(
        OPT_IN,
        "may_we_write",
        {
            "twilio/quick-reply": {
                "body": (
                    "Hello, this is {{1}}. May we write to you here on WhatsApp about your visits and "
                    "orders? You can end it at any time with STOP."
                ),
                "actions": _replies("Yes, please", "No, thanks"),
            }
        },
        {"1": "Harbor Clinic"},
    ),
)

_WIDTH, _HEIGHT = 240, 120
_LAND, _STREET, _WATER, _DOOR = b"\xe9\xe4\xd4", b"\xff\xff\xff", b"\x9c\xc9\xe8", b"\x1d\x5f\xbf"


def _map() -> bytes:
    """A small map as a PNG: land and water, two streets and a blue door."""
    rows = b"".join(b"\0" + b"".join(_colour(x, y) for x in range(_WIDTH)) for y in range(_HEIGHT))
    head = struct.pack(">IIBBBBB", _WIDTH, _HEIGHT, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _colour(x: int, y: int) -> bytes:
    if 112 <= x < 128 and 36 <= y < 52:
        return _DOOR
    if 52 <= y < 64 or 60 <= x < 70:
        return _STREET
    return _WATER if y > 84 + x // 12 else _LAND


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


FILES = {MAP: MediaFile("image/png", _map(), "map.png")}
