"""The compose form's part for the team's own templates: choosing one, and what it asks for."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from bot.domain.message_template import MessageTemplate
from bot.flows.outbound.made_of import VALUE, called
from bot.slack.blocks.applied import NOTHING, Applied
from bot.slack.blocks.elements import Block, context, mrkdwn, option, plain, section, whole
from bot.slack.text import escape, unescape

READY, READY_ACTION = "ready", "compose_ready"
VALUE_ACTION = "compose_value"
REPLACED = "replaced"
# What stands around these fields and is none.
SAYS = frozenset({"waits", "replaced_head", REPLACED, "instead"})
NO_TEMPLATE = "No template: words of your own"
NOTHING_FITS = "No template fits that, or none goes by this channel."
MAX_VALUE = 300

_OPTION = "ready:"
_NONE = "none:"


@dataclass(frozen=True)
class ReadyWords:
    """What the form shows of it. ``chosen`` is the menu option, ``applied`` what was put in the text field.

    ``asked`` are names and what was given for them so far; ``waits`` says why there are no words as yet, or
    what stands against them, and ``has_body`` whether there is a text to change. ``replaced`` are the words
    that stood there before. ``instead`` is what goes where WhatsApp takes no words of one's own.
    ``is_in_front``: the form was opened for a template.
    """

    chosen: Block | None = None
    applied: Applied = NOTHING
    asked: tuple[tuple[str, str], ...] = ()
    waits: str = ""
    has_body: bool = True
    replaced: str = ""
    instead: str = ""
    is_in_front: bool = False


NO_WORDS = ReadyWords()


def ready_input(words: ReadyWords) -> Block:
    """The menu of templates; all that go by the chosen channel are offered before anything is typed."""
    element: Block = {
        "type": "external_select",
        "action_id": READY_ACTION,
        "placeholder": plain("A name, or words that are in it", 150),
        "min_query_length": 0,
    }
    if words.chosen:
        element["initial_option"] = words.chosen
    elif words.is_in_front:
        element["focus_on_load"] = True
    return {
        "type": "input",
        "block_id": READY,
        "label": plain("Template", 2000),
        "element": element,
        "optional": True,
        "dispatch_action": True,
        "hint": plain("Its words come into the text below, for this client, and you may change them.", 2000),
    }


def asked_blocks(words: ReadyWords, client: Block | None) -> list[Block]:
    """A field for each value that nobody knows; below them, why there are no words as yet."""
    fields = [_value(name, value, client) for name, value in words.asked]
    said = [section(mrkdwn(f":memo: {escape(words.waits)}"), block_id="waits")] if words.waits else []
    return [*fields, *said]


def beside_blocks(words: ReadyWords) -> list[Block]:
    """The words that were there before, and what goes instead of those that are there now."""
    blocks: list[Block] = []
    if words.replaced:
        head = "Your own words, before the template. Take the template out to have them back:"
        blocks += [
            context(plain(head), block_id="replaced_head"),
            section(plain(words.replaced), block_id=REPLACED),
        ]
    if words.instead:
        said = (
            ":envelope: *It goes as the template that WhatsApp has approved*, as its 24 hours do not hold. "
            "What you have changed in the text is not in it. The client will read:"
        )
        blocks += [section(mrkdwn(said), block_id="instead"), *whole(words.instead)]
    return blocks


def replaced_in(view: Mapping[str, Any]) -> str:
    """The words that the form shows as those that stood there before."""
    shown = (block for block in view.get("blocks") or () if block.get("block_id") == REPLACED)
    text = (next(shown, None) or {}).get("text") or {}
    return unescape(str(text.get("text") or ""))


def option_of(template: MessageTemplate) -> Block:
    """A template in the menu, with the beginning of its words."""
    words = " ".join((template.subject or template.variants[0].content).split())
    return option(template.name, _OPTION + template.id, words)


def no_template() -> Block:
    """The option that takes a template out again."""
    return option(NO_TEMPLATE, _NONE)


def id_in(chosen: Block | None) -> str:
    """The template that an option stands for; empty for one that only explains, and for none."""
    value = str(chosen["value"]) if chosen else ""
    return value.removeprefix(_OPTION) if value.startswith(_OPTION) else ""


def value_block_id(name: str, client: Block | None) -> str:
    """The field's id, another for each client: what was said for one is not said for the next."""
    return f"{_values_of(client)}{name}"


def named_in(block_id: str, client: Block | None) -> str:
    """The name of the value that a block asks for this client; empty for any other block."""
    begins = _values_of(client)
    return block_id.removeprefix(begins) if block_id.startswith(begins) else ""


def _values_of(client: Block | None) -> str:
    whose = sha256(str(client["value"]).encode()).hexdigest()[:8] if client else ""
    return f"{VALUE}{whose}:"


def _value(name: str, value: str, client: Block | None) -> Block:
    element: Block = {
        "type": "plain_text_input",
        "action_id": VALUE_ACTION,
        "max_length": MAX_VALUE,
        "placeholder": plain("Nobody knows it yet: say what should stand there", 150),
        "dispatch_action_config": {"trigger_actions_on": ["on_character_entered"]},
    }
    if value:
        element["initial_value"] = value[:MAX_VALUE]
    label = called(name)
    return {
        "type": "input",
        "block_id": value_block_id(name, client),
        "label": plain(label[:1].upper() + label[1:], 2000),
        "element": element,
        "dispatch_action": True,
    }
