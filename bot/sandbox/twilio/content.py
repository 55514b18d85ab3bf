"""Content templates as the account has them, and what WhatsApp says of each."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from bot.sandbox.said import Row
from bot.sandbox.twilio.errors import TwilioError

Approval = Literal["unsubmitted", "received", "pending", "approved", "rejected", "paused", "disabled"]

MAX_VALUE = 1600
_BLANK = re.compile(r"\{\{([^{}]+)\}\}")
# A value with a line, a tab or more than four spaces in a row in it. Source: Twilio's error 21656.
_BAD_VALUE = re.compile(r"[\n\r\t]| {5,}")
# These can only answer a client. Source: Twilio's error 63016.
_ONLY_ANSWERS = frozenset({"twilio/list-picker", "twilio/location"})
# These must be approved even to answer a client, and so must what has more buttons than three. Source:
# Twilio's content types.
_ALWAYS_APPROVED = frozenset({"twilio/card", "whatsapp/card", "twilio/carousel"})
_MOST_UNAPPROVED_BUTTONS = 3
# With what a message fails that is of a template which may not go. Source: Twilio's error dictionary.
_REFUSED_BY = {"rejected": 63040, "paused": 63041, "disabled": 63042}


@dataclass
class Content:
    """A template. ``types`` are Twilio's content types with what each holds, ``variables`` the samples.

    ``status``, ``category`` and ``rejection_reason`` are WhatsApp's; tests and a person may change them.
    """

    sid: str
    friendly_name: str
    types: dict[str, dict[str, Any]]
    variables: dict[str, str] = field(default_factory=dict)
    language: str = "en"
    category: str = "UTILITY"
    status: Approval = "approved"
    rejection_reason: str = ""
    # Under which it was handed in, where that is another name.
    name: str = ""

    @property
    def called(self) -> str:
        """The name that WhatsApp knows it by."""
        return self.name or self.friendly_name

    @property
    def shape(self) -> str:
        """The type that WhatsApp shows: the richest one."""
        return next((name for name in self.types if name != "twilio/text"), "twilio/text")

    @property
    def opens(self) -> bool:
        """Whether it may go outside of the client's 24 hours."""
        return self.status == "approved" and self.shape not in _ONLY_ANSWERS

    @property
    def answers(self) -> bool:
        """Whether it may go within the client's 24 hours."""
        if self.status == "approved":
            return True
        actions = self.types[self.shape].get("actions") or ()
        return self.shape not in _ALWAYS_APPROVED and len(actions) <= _MOST_UNAPPROVED_BUTTONS

    @property
    def refused_by(self) -> int:
        """The code of a message that is of it and may not go outside of the 24 hours."""
        return _REFUSED_BY.get(self.status, 63016)

    def filled(self, variables: str) -> "Filled":
        """The template with the values that ``ContentVariables`` gives. Raises TwilioError.

        What is left out is filled in with its sample, as Twilio does.
        """
        values = {**self.variables, **_read(variables)}
        said = self.types[self.shape]
        wanted = blanks_of(self.types)
        media = said.get("media") or []
        actions, items = _choices(said, "actions", "title", values), _choices(said, "items", "item", values)
        body, title = str(said.get("body") or ""), str(said.get("title") or "")
        return Filled(
            body=_fill(body or title, values),
            header=_fill(str(said.get("header_text") or (title if body else "")), values),
            footer=_fill(str(said.get("footer") or said.get("subtitle") or ""), values),
            list_button=_fill(str(said.get("button") or ""), values),
            buttons=tuple(row.title for row in actions),
            rows=tuple(items),
            ids={row.title: each for row, each in (actions | items).items()},
            media=tuple(_fill(url, values) for url in media),
            fits=wanted == set(values),
        )


@dataclass(frozen=True)
class Filled:
    """What a phone shows of a template. ``fits``: every blank had a value, and every value its blank.

    ``rows`` is its list to pick from; ``ids`` is what is sent back for each button and row, by its title.
    """

    body: str
    buttons: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    ids: Mapping[str, str] = field(default_factory=dict)
    media: tuple[str, ...] = ()
    fits: bool = True
    header: str = ""
    footer: str = ""
    list_button: str = ""


def blanks_of(types: Mapping[str, Any]) -> set[str]:
    """The names of all blanks of a template."""
    return set(_BLANK.findall(json.dumps(types)))


def _choices(said: Mapping[str, Any], name: str, title: str, values: Mapping[str, str]) -> dict[Row, str]:
    """The buttons or rows of a template, each with its id."""
    return {
        Row(_fill(str(each[title]), values), _fill(str(each.get("description") or ""), values)): _fill(
            str(each.get("id") or each[title]), values
        )
        for each in said.get(name) or ()
    }


def _read(variables: str) -> Mapping[str, str]:
    try:
        given = json.loads(variables or "{}")
    except ValueError as error:
        raise TwilioError(21656) from error
    if not isinstance(given, dict):
        raise TwilioError(21656)
    for value in given.values():
        if not isinstance(value, str) or not value.strip() or _BAD_VALUE.search(value):
            raise TwilioError(21656)
        if len(value) > MAX_VALUE:
            raise TwilioError(21658)
    return given


def _fill(text: str, values: Mapping[str, str]) -> str:
    return _BLANK.sub(lambda match: values.get(match[1], match[0]), text)
