"""Clients with whom we are in touch, and replies to them that have met an error code."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.sandbox.slack.models import Message
from tests.acceptance.people import MAYA, WHATSAPP, Desk, PhoneUser
from tests.support.program import Program, eventually

# How a code reaches us: as the answer to the call, or in a receipt for what was taken.
CALL, RECEIPT = "call", "receipt"

# What is written once more, in vain.
AGAIN = "Once more, then"

# Orders the code for the text to this client: code, how, text, the client's number.
Order = Callable[[int, str, str, str], None]


@dataclass
class Met:
    """A client in touch with us, and the text of the reply to them that has met a code."""

    code: int
    text: str
    client: PhoneUser
    root: str


async def meet(
    desk: Desk, order: Order, row: Sequence[tuple[int, str]], channels: Sequence[str] = ()
) -> list[Met]:
    """All codes of a row at once, each with a client of its own, by WhatsApp unless ``channels`` says."""
    by = channels or [WHATSAPP] * len(row)
    each = zip(row, by, strict=True)
    return await asyncio.gather(
        *(_meet(desk, order, code, how, desk.newcomer(), channel) for (code, how), channel in each)
    )


async def _meet(desk: Desk, order: Order, code: int, how: str, client: PhoneUser, channel: str) -> Met:
    text, root = f"This one meets {code}", await desk.in_touch(client, channel)
    order(code, how, text, client.number)
    desk.reply(MAYA, root, text)
    return Met(code, text, client, root)


async def not_sent(program: Program, desk: Desk, met: Met, why: str = "") -> None:
    """Reply once more, and be told that it is not sent, and why."""
    before = len(_refusals(program, desk))
    desk.reply(MAYA, met.root, AGAIN)
    await eventually(lambda: len(_refusals(program, desk)) > before, "the next is not sent")
    assert why in _refusals(program, desk)[-1]


def _refusals(program: Program, desk: Desk) -> list[str]:
    """What Maya was told of texts that were not sent."""
    told = program.slack.workspace.ephemerals(MAYA, desk.inbox)
    return [notice.text for notice in told if "Not sent." in notice.text]


def failures(desk: Desk, root: str) -> list[Message]:
    """The explanations of failures in a thread."""
    return [post for post in desk.thread(root) if "did not reach the client" in post.text]


async def explained(desk: Desk, met: Met) -> Message:
    """The one explanation in the thread, once it stands.

    The reactions are left out here: Slack takes so few a minute that these would wait for each other.
    """
    told = await desk.in_thread(met.root, f"(code {met.code})")
    assert failures(desk, met.root) == [told]
    return told
