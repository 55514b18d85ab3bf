"""The checks Slack's own client makes before it sends a submission."""

import re
from decimal import Decimal, InvalidOperation

from bot.sandbox.slack.modals.state import is_empty
from bot.sandbox.slack.modals.view import View
from bot.sandbox.slack.models import Json

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_URL = re.compile(r"https?://\S+")


def input_errors(view: View) -> dict[str, str]:
    """What the client would mark, by block_id: empty required inputs, texts of wrong form or length."""
    errors: dict[str, str] = {}
    for block in view.blocks:
        if block["type"] != "input":
            continue
        element = block["element"]
        held = view.state[block["block_id"]][element["action_id"]]
        error = _error(block, element, held)
        if error:
            errors[block["block_id"]] = error
    return errors


def _error(block: Json, element: Json, held: Json) -> str:
    if is_empty(held):
        return "" if block.get("optional") else "Please complete this required field."
    value = held.get("value")
    if not isinstance(value, str):
        return ""
    if len(value) < element.get("min_length", 0):
        return f"Please enter at least {element['min_length']} characters."
    if element["type"] == "email_text_input" and not _EMAIL.fullmatch(value):
        return "Please enter a valid email address."
    if element["type"] == "url_text_input" and not _URL.fullmatch(value):
        return "Please enter a valid URL."
    return _number_error(element, value) if element["type"] == "number_input" else ""


def _number_error(element: Json, value: str) -> str:
    try:
        number = Decimal(value)
    except InvalidOperation:
        return "Please enter a number."
    if not number.is_finite():
        return "Please enter a number."
    if not element["is_decimal_allowed"] and number != number.to_integral_value():
        return "Please enter a whole number."
    if "min_value" in element and number < Decimal(element["min_value"]):
        return f"Please enter a number of at least {element['min_value']}."
    if "max_value" in element and number > Decimal(element["max_value"]):
        return f"Please enter a number of at most {element['max_value']}."
    return ""
