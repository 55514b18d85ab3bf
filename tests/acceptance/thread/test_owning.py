"""Claiming, closing, putting off; unknown numbers and merges, as far as no other test shows them."""

import pytest

from bot.domain.roles import Role
from tests.acceptance.people import MAYA, SAM, WHATSAPP, Desk
from tests.acceptance.thread import card
from tests.support.program import Program, eventually

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_the_first_reply_claims_and_a_second_person_is_asked(desk: Desk) -> None:
    client = desk.newcomer("Clara Claimed")
    root = await desk.in_touch(client)
    assert "*Owner:* nobody" in desk.said(root)
    desk.reply(MAYA, root, "I look after you")
    await card.says(desk, root, holds=f"*Owner:* <@{MAYA}>")
    held = desk.reply(SAM, root, "So do I")
    await desk.marked(held, "raised_hand")
    asked = await desk.notice(SAM, "looks after Clara Claimed")
    assert desk.buttons(asked) == ["Send to the client", "Send and take over", "Keep as note"]
    await desk.press(SAM, asked, "send_and_take_over")
    assert await desk.delivered(client, 2) == ["I look after you", "So do I"]
    await card.says(desk, root, holds=f"*Owner:* <@{SAM}>")
    await desk.press(SAM, desk.root(root), "card_release")
    await card.says(desk, root, holds="*Owner:* nobody")
    await desk.press(MAYA, desk.root(root), "card_claim")
    await card.says(desk, root, holds=f"*Owner:* <@{MAYA}>")


async def test_what_is_closed_opens_again_when_the_client_writes(desk: Desk) -> None:
    client = desk.newcomer()
    root = await desk.in_touch(client)
    await card.says(desk, root, holds="*Waits for an answer*")
    await desk.press(MAYA, desk.root(root), "card_close")
    await card.says(desk, root, holds="*Closed.*", lacks="*Waits for an answer*")
    assert "Reopen" in card.buttons(desk, root)
    client.write("One more thing", WHATSAPP)
    await desk.in_thread(root, "Open again: the client has written.")
    await card.says(desk, root, holds="*Waits for an answer*", lacks="*Closed.*")
    await desk.press(MAYA, desk.root(root), "card_close")
    await card.says(desk, root, holds="*Closed.*")
    await desk.press(SAM, desk.root(root), "card_reopen")
    await card.says(desk, root, lacks="*Closed.*")


async def test_what_is_put_off_comes_back_when_the_client_writes(desk: Desk) -> None:
    client = desk.newcomer()
    root = await desk.in_touch(client)
    await card.more(desk, MAYA, root, "snooze")
    window = await card.form(desk, MAYA)
    tomorrow = {"selected_option": {"value": "tomorrow"}}
    assert await desk.people.choose(MAYA, window.id, "for", "for", tomorrow)
    await card.submit(desk, MAYA)
    await card.says(desk, root, holds="*Put off* until")
    client.write("I cannot wait so long", WHATSAPP)
    await desk.in_thread(root, "Not put off any more: the client has written.")
    await card.says(desk, root, lacks="*Put off* until")


async def test_several_who_may_be_it_are_offered_and_none_is_guessed(desk: Desk) -> None:
    first, first_root = await card.known(desk, MAYA, "Sol Same")
    twin = desk.newcomer("Sol Same")
    twin.write("It is me, Sol", WHATSAPP)
    other = await card_of(desk, twin.shown, first_root)
    await desk.in_thread(other, "It is me, Sol")
    await card.says(desk, other, holds="Unknown number")
    assert first.shown in desk.said(other)
    assert not any("It is me, Sol" in m.text for m in desk.thread(first_root))


async def test_a_merge_shows_what_would_be_and_the_strictest_consent_wins(
    shared: Program, desk: Desk
) -> None:
    await shared.promote(MAYA, Role.MANAGER)
    kept, root = await card.known(desk, MAYA, "Mia Merged")
    gone, other = await card.known(desk, MAYA, "M. Merged")
    gone.write("STOP", WHATSAPP)
    await card.says(desk, other, holds="*opted out*")
    await card.more(desk, MAYA, root, "merge")
    window = await card.form(desk, MAYA)
    desk.typed.append(gone.number)
    [option] = await desk.people.suggest(MAYA, window.id, "merge_with", "merge_with", gone.number)
    picked = {"selected_option": option}
    assert await desk.people.choose(MAYA, window.id, "merge_with", "merge_with", picked)
    shown = str((await card.form(desk, MAYA)).blocks)
    for part in ("Mia Merged", "M. Merged", "Which client stays", "*Consent afterwards*", "*What happens*"):
        assert part in shown, part
    await card.submit(desk, MAYA)
    await card.says(desk, other, holds="Merged into *Mia Merged*")
    await card.says(desk, root, holds=gone.shown)
    desk.reply(MAYA, root, "Not any more")
    await desk.hears(MAYA, "opted out of WhatsApp")
    await desk.press(MAYA, await desk.in_thread(root, "Undo merge"), "merge_undo")
    await card.says(desk, other, lacks="Merged into")
    await desk.marked(desk.reply(MAYA, root, "Only to you again"), "white_check_mark")
    assert kept.texts(WHATSAPP) == ["Only to you again"]
    assert "Not any more" not in gone.texts(WHATSAPP)


async def card_of(desk: Desk, shown: str, but: str) -> str:
    """The card of this number, where another one names it, too."""

    def find() -> str:
        cards = [m for m in desk.all_messages() if not m.is_reply and m.bot_id and m.ts != but]
        return next((m.ts for m in cards if shown in str(m.blocks)), "")

    found: str = await eventually(find, f"the card of {shown} stands")
    return found
