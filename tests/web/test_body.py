"""Bodies that are too large or cut off are refused while they come."""

import pytest
from starlette.types import Message, Receive

from bot.web.body import BadBody, read_body


def arriving(*messages: Message) -> Receive:
    waiting = list(messages)

    async def receive() -> Message:
        return waiting.pop(0)

    return receive


def part(body: bytes, more: bool) -> Message:
    return {"type": "http.request", "body": body, "more_body": more}


async def test_a_body_in_parts_is_joined() -> None:
    assert await read_body({}, arriving(part(b"ab", True), part(b"c", False))) == b"abc"


async def test_a_body_without_an_end_is_cut_at_the_limit() -> None:
    parts = [part(b"x" * 10, True) for _ in range(9)]
    with pytest.raises(BadBody) as refusal:
        await read_body({}, arriving(*parts), limit=50)
    assert refusal.value.status == 413


async def test_a_sender_that_leaves_is_no_failure_of_ours() -> None:
    with pytest.raises(BadBody) as refusal:
        await read_body({}, arriving(part(b"a", True), {"type": "http.disconnect"}))
    assert refusal.value.status == 400


async def test_a_declared_length_that_is_no_number_is_ignored() -> None:
    assert await read_body({"content-length": "-1"}, arriving(part(b"abc", False))) == b"abc"
