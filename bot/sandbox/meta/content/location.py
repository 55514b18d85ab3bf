"""A place on the map."""

from typing import Any

from bot.sandbox.meta.library import Library
from bot.sandbox.meta.message import Content
from bot.sandbox.meta.params import Json, an_object, maybe, missing, only, wrong


def read_location(message: Json, _library: Library) -> Content:
    """Degrees, with a name and an address if there are any."""
    given = an_object(message, "location")
    only(given, "location", ("latitude", "longitude", "name", "address"))
    degrees(given, "latitude", 90)
    degrees(given, "longitude", 180)
    name, address = maybe(given, "name", "location"), maybe(given, "address", "location")
    if address and not name:
        raise missing("A location with an address needs a name.")
    said = "\n".join(each for each in (name, address) if each)
    return Content("location", said or f"{given['latitude']}, {given['longitude']}", given=given)


def degrees(given: Json, name: str, most: float) -> float:
    """A latitude or longitude, as a number or in digits. Raises GraphError."""
    value: Any = given.get(name)
    if value is None:
        raise missing(f"The {name} is missing.")
    try:
        found = float(value)
    except (TypeError, ValueError):
        raise wrong(f"The {name} must be a number.") from None
    if isinstance(value, bool) or not -most <= found <= most:
        raise wrong(f"The {name} must be between -{most} and {most}.")
    return found
