"""Who speaks: a client's texts carry the client's name, with the right to that and without it."""

from dataclasses import replace

import pytest

from tests.acceptance.people import WHATSAPP, Desk
from tests.support.program import Program

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_texts_carry_the_client_s_name_or_it_stands_before_them(shared: Program, desk: Desk) -> None:
    client = desk.newcomer("Wilma Words")
    root = await desk.in_touch(client)
    assert desk.thread(root)[0].username == "Wilma Words"
    config = shared.slack.installation.config
    fewer = config.scopes - {"chat:write.customize"}
    shared.slack.installation.config = replace(config, scopes=fewer)
    client.write("Whose words are these?", WHATSAPP)
    post = await desk.in_thread(root, "Whose words are these?")
    assert post.username != "Wilma Words"
    assert "*Wilma Words*:" in str(post.blocks)
    assert post.text.startswith("Wilma Words: ")
