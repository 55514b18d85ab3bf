"""An unknown number writes: its card asks whose it is, and every answer can be taken back."""

from typing import Any

import pytest

from tests.acceptance.people import MAYA, SAM, WHATSAPP, Desk, PhoneUser
from tests.support.program import eventually

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def settled(desk: Desk, root: str, *, holds: str = "", lacks: str = "") -> None:
    """Wait until a card says one thing and not another any more."""
    await eventually(
        lambda: holds in desk.said(root) and (not lacks or lacks not in desk.said(root)),
        f"the card says {holds!r} and not {lacks!r}",
    )


async def known(desk: Desk, name: str) -> tuple[PhoneUser, str]:
    """A client with a name, whose thread stands."""
    client = desk.newcomer(name)
    root = await desk.in_touch(client)
    await desk.press(MAYA, desk.root(root), "intake_create")
    view = await eventually(lambda: desk.people.open_view(MAYA), "the form opens")
    assert (await desk.people.submit(MAYA, view.id)).ok
    await settled(desk, root, lacks="Unknown number")
    return client, root


async def form(desk: Desk, user: str) -> Any:
    return await eventually(lambda: desk.people.open_view(user), "the form opens")


async def test_it_is_created_linked_answered_and_parted_again(desk: Desk) -> None:
    client, root = await known(desk, "Nora Harbor")
    second = desk.newcomer()
    second.write("It is Nora, from my new phone", WHATSAPP)
    other = await desk.thread_of(second.shown)
    await settled(desk, other, holds="Unknown number")

    await desk.press(SAM, desk.root(other), "intake_link")
    view = await form(desk, SAM)
    desk.typed.append("Nora Har")
    [option] = await desk.people.suggest(SAM, view.id, "merge_with", "merge_with", "Nora Har")
    picked = {"selected_option": option}
    assert await desk.people.choose(SAM, view.id, "merge_with", "merge_with", picked)
    view = await form(desk, SAM)
    assert view.callback_id == "merge"
    assert (await desk.people.submit(SAM, view.id)).ok

    post = await desk.in_thread(root, "everything goes on in this thread")
    assert f"p{other.replace('.', '')}" in str(post.blocks)
    left = await desk.in_thread(other, "the conversation goes on there")
    assert f"p{root.replace('.', '')}" in str(left.blocks)
    await settled(desk, other, holds="Merged into *Nora Harbor*", lacks="Unknown number")
    await settled(desk, root, holds=second.shown)

    # Maya looks after Nora: who made a number a client does.
    desk.reply(MAYA, other, "Thanks for telling us, Nora")
    assert await desk.delivered(second, 1) == ["Thanks for telling us, Nora"]
    assert "the conversation is there" in await desk.hears(MAYA, "was merged into Nora Harbor")
    second.write("And one more question", WHATSAPP)
    await desk.in_thread(root, "And one more question")

    await desk.press(SAM, await desk.in_thread(root, "Undo merge"), "merge_undo")
    await settled(desk, other, holds="Unknown number")
    await settled(desk, root, lacks=second.shown)
    second.write("Back where I was", WHATSAPP)
    await desk.in_thread(other, "Back where I was")
    desk.reply(SAM, other, "So you are")
    assert (await desk.delivered(second, 2))[-1] == "So you are"
    assert client.texts(WHATSAPP) == []


async def test_a_number_like_a_known_one_is_offered_and_linked_in_two_presses(desk: Desk) -> None:
    client, root = await known(desk, "Ada Quay")
    twin = desk.newcomer("Ada Quay")
    twin.write("Ada here, from the office", WHATSAPP)
    other = await eventually(
        lambda: next((m.ts for m in desk.all_messages() if twin.shown in str(m.blocks)), ""),
        "the second card stands",
    )
    await settled(desk, other, holds=client.shown)
    block = next(b for b in desk.root(other).blocks if str(b.get("block_id")).startswith("alike:"))
    assert await desk.people.click(MAYA, (desk.inbox, other), block["block_id"], "intake_link_to")
    assert (await desk.people.submit(MAYA, (await form(desk, MAYA)).id)).ok
    await settled(desk, root, holds=twin.shown)


async def test_spam_is_muted_and_comes_back_with_what_was_written(desk: Desk) -> None:
    pest = desk.newcomer()
    root = await desk.in_touch(pest)
    await desk.press(MAYA, desk.root(root), "intake_spam")
    muted = await desk.in_thread(root, "Muted as spam")
    pest.write("Buy my watches", WHATSAPP)
    desk.reply(SAM, root, "Please stop")
    await desk.hears(SAM, "is marked as spam")
    assert all("watches" not in f"{m.text} {m.blocks}" for m in desk.thread(root))
    assert pest.texts(WHATSAPP) == []
    await desk.press(SAM, muted, "not_spam")
    await desk.in_thread(root, "Buy my watches")
    await settled(desk, root, holds="Unknown number", lacks="Muted as spam")
