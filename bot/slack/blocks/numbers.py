"""*Numbers*: a client's phone numbers and WhatsApp identities, and what to do when one is somebody else's."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.address_words import display
from bot.domain.client import Address, Client
from bot.domain.whatsapp_id import MAX_TYPED
from bot.flows.clients.create import Taken
from bot.flows.clients.typed_addresses import IDENTITY, NUMBER
from bot.slack import windows
from bot.slack.blocks.client import SHOW, name_of
from bot.slack.blocks.elements import (
    Block,
    actions,
    button,
    context,
    header,
    mrkdwn,
    plain,
    section,
    shortened,
)
from bot.slack.blocks.inputs import confirm, modal, text_input
from bot.slack.text import escape, shown

CALLBACK, TAKEN_CALLBACK = "client_numbers", "number_taken"
FIRST, REMOVE, MOVE, BACK = "number_first", "number_remove", "number_move", "numbers_back"


@dataclass(frozen=True)
class Around:
    """What the window remembers: the window it was opened from, and how often it has been drawn."""

    over: str = ""
    turn: int = 0

    def kept(self, client_id: str) -> str:
        """As private metadata."""
        return windows.remember(client=client_id, over=self.over, turn=self.turn)


def around(kept: Mapping[str, object]) -> Around:
    """What a window of ours carries with it, for the next time it is drawn: its fields are empty then."""
    turn = kept.get("turn")
    return Around(str(kept.get("over") or ""), turn + 1 if isinstance(turn, int) else 0)


def numbers_view(client: Client, about: Around, said: str = "") -> Block:
    """The client's addresses in the order in which they are used, and fields for another one.

    ``said`` is what has just happened."""
    rows = [block for address in client.addresses for block in _row(client, address)]
    none = [] if rows else [section(plain("This client has no number yet."))]
    done = [context(mrkdwn(f":white_check_mark: {escape(said)}"))] if said else []
    blocks = [header(name_of(client)), *done, *rows, *none, *_adding(about.turn)]
    return modal("Numbers", CALLBACK, blocks, submit="Add", close="Done", kept=about.kept(client.id))


def field_of(name: str, turn: int) -> str:
    """A field's block id: another one each time, as Slack would keep what was typed."""
    return f"{name}_{turn}"


def taken_view(taken: Taken, client_id: str = "", about: Around | None = None) -> Block:
    """The address is somebody's: it can be looked at and, where there is a client to give it to, moved."""
    number, owner = display(taken.value), shown(taken.owner_name) or "another client"
    open_owner = button("Open it", SHOW, taken.owner_id, shortened(f"Show {owner}", 75))
    words = f"*{escape(number)}* is a number of *{escape(shortened(owner, 100))}*."
    if not client_id or about is None:
        back = context(plain("Nothing was created. Close this to go back to the form."))
        return modal(
            "Number taken",
            TAKEN_CALLBACK,
            [section(mrkdwn(words)), actions(open_owner, block_id="taken"), back],
            close="Back",
        )
    merge = context(
        plain(
            "If both are one person, merge the two clients instead: that keeps their messages together. "
            "Look under More on their card."
        )
    )
    move = button(
        "Move it here",
        MOVE,
        taken.address_id,
        shortened(f"Take {number} from {owner}", 75),
        style="danger",
        **_confirm_move(number, owner),
    )
    back_ = button("Back", BACK, client_id, "Back to the numbers")
    return modal(
        "Number taken",
        TAKEN_CALLBACK,
        [section(mrkdwn(words)), actions(open_owner, move, back_, block_id="taken"), merge],
        kept=about.kept(client_id),
    )


def _confirm_move(number: str, owner: str) -> Block:
    text = (
        f"What {shortened(number, 30)} writes stands in this client's thread from now on. Its consent and "
        f"opt-outs come along; older messages stay with {shortened(owner, 40)}. Texts that wait to go there "
        "are taken back."
    )
    return confirm("Move this number?", text, "Move it", "Cancel")


def _row(client: Client, address: Address) -> list[Block]:
    first = client.addresses[0].id == address.id
    number = display(address.value)
    several = len(client.addresses) > 1
    beside = f"*{escape(number)}*{' · used first' if first and several else ''}"
    if not address.is_phone:
        whole = "" if address.value in number else f"`{escape(address.value)}` · "
        beside += f"\n{whole}WhatsApp messages only"
    buttons = [
        button("Use first", FIRST, address.id, shortened(f"Use {number} first", 75)),
        button(
            "Remove",
            REMOVE,
            address.id,
            shortened(f"Take {number} off this client", 75),
            **_confirm_removal(number, last=not several),
        ),
    ]
    return [
        section(mrkdwn(beside), block_id=f"number:{address.id}"),
        actions(*(buttons[1:] if first else buttons), block_id=f"doing:{address.id}"),
    ]


def _confirm_removal(number: str, *, last: bool) -> Block:
    what = "It is the client's only number: nothing can be sent to them without one. " if last else ""
    text = (
        f"{what}Its messages and opt-outs are kept. Texts that wait to go there are taken back. If "
        f"{shortened(number, 30)} writes again, it is an unknown number."
    )
    return confirm("Take it off?" if not last else "Take the only one off?", text, "Take it off", "Keep it")


def _adding(turn: int) -> list[Block]:
    return [
        text_input(
            field_of(NUMBER, turn),
            "Add a phone number",
            placeholder="Such as +1 202-555-0123",
            hint="Of any country. One without a country code is read as your own country's.",
            most=40,
            optional=True,
        ),
        text_input(
            field_of(IDENTITY, turn),
            "Or a WhatsApp identity",
            placeholder="Such as US.13491208655302741918",
            hint="For somebody whom WhatsApp shows without a number.",
            most=MAX_TYPED,
            optional=True,
        ),
    ]
