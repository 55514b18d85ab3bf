"""The options of the client menu: a client we know, a new number, or a sentence why there is neither."""

from dataclasses import dataclass

from bot.domain.address_words import display
from bot.domain.client import Client
from bot.slack.blocks.elements import Block, option

_CLIENT, _NEW, _NONE = "client:", "new:", "none:"


@dataclass(frozen=True)
class Choice:
    """Whom the person chose; neither is set when a sentence was chosen that only explains."""

    client_id: str | None = None
    new_number: str | None = None


def for_client(client: Client) -> Block:
    """A client by name and first number, with the company below."""
    number = display(client.addresses[0].value) if client.addresses else ""
    name = client.name or number or "Client without a name"
    label = f"{name} · {number}" if number and number != name else name
    return option(label, _CLIENT + client.id, client.company)


def for_new_number(number: str) -> Block:
    """A number that no client has."""
    return option(f"New client: {display(number)}", _NEW + number)


def explaining(sentence: str) -> Block:
    """Not a choice: Slack's menu has no other place for words."""
    return option(sentence, _NONE, sentence[74:] if len(sentence) > 75 else "")


def value_in(value: str) -> str:
    """The value of a menu of other things; empty for a sentence that only explains."""
    return "" if value == _NONE else value


def read(value: str | None) -> Choice:
    """What an option's value stands for."""
    if value and value.startswith(_CLIENT):
        return Choice(client_id=value.removeprefix(_CLIENT))
    if value and value.startswith(_NEW):
        return Choice(new_number=value.removeprefix(_NEW))
    return Choice()
