"""Which buttons a template may have. Source: Meta, template components."""

import re
from itertools import groupby
from typing import Any

from bot.sandbox.meta.params import Json, a_list, one_of, text
from bot.sandbox.meta.template import MetaTemplate, blanks
from bot.sandbox.meta.template_refusals import buttons_wrong, incomplete, too_long

MAX_BUTTONS, MAX_TITLE, MAX_URL = 10, 25, 2000
# How many of a kind there may be.
_MOST = {"QUICK_REPLY": 10, "URL": 2, "PHONE_NUMBER": 1, "COPY_CODE": 1}
_PATH = "components['buttons']"


def check(template: MetaTemplate) -> None:
    """Raises GraphError for buttons that Meta does not take."""
    found = template.component("BUTTONS")
    if found is None:
        return
    buttons = a_list(found, "buttons", _PATH)
    if not 1 <= len(buttons) <= MAX_BUTTONS:
        raise buttons_wrong(f"A template has 1 to {MAX_BUTTONS} buttons.")
    found["buttons"] = [_button(each) for each in buttons]
    kinds = [each["type"] for each in found["buttons"]]
    for kind, most in _MOST.items():
        if kinds.count(kind) > most:
            raise buttons_wrong(f"A template has at most {most} buttons of the type {kind}.")
    # Quick replies stand together, before or after all others.
    if len(list(groupby(kinds, key=lambda kind: kind == "QUICK_REPLY"))) > 2:
        raise buttons_wrong("Quick replies must stand together.")
    titles = [each["text"] for each in found["buttons"] if "text" in each]
    if len(set(titles)) != len(titles):
        raise buttons_wrong("The words of the buttons must be different from each other.")


def _button(given: Any) -> Json:
    if not isinstance(given, dict):
        raise buttons_wrong("A button must be an object.")
    kind = one_of({"type": str(given.get("type", "")).upper()}, "type", _PATH, _MOST)
    if kind == "COPY_CODE":
        if not given.get("example"):
            raise incomplete("A button with a code needs its example.")
        return {**given, "type": kind, "text": given.get("text", "Copy offer code")}
    title = text(given, "text", _PATH, most=1000)
    if len(title) > MAX_TITLE or "\n" in title or blanks(title):
        raise too_long(f"A button has at most {MAX_TITLE} characters, in one line and without variables.")
    if kind == "URL":
        _check_url(given)
    elif kind == "PHONE_NUMBER" and not re.fullmatch(r"\+?[0-9]{5,20}", text(given, "phone_number", _PATH)):
        raise buttons_wrong("The phone number of the button is not one.")
    return {**given, "type": kind}


def _check_url(given: Json) -> None:
    url = text(given, "url", _PATH, most=MAX_URL)
    if not url.startswith(("http://", "https://")):
        raise buttons_wrong("The address of the button is not a web address.")
    names = blanks(url)
    if names and (names != ["1"] or not url.endswith("{{1}}") or url.count("{{") > 1):
        raise buttons_wrong("The address of a button may have one variable, {{1}}, at its end.")
    example = given.get("example")
    if names and not (isinstance(example, list) and example and str(example[0]).strip()):
        raise incomplete("A button with a variable in its address needs an example.")
