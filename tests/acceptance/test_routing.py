"""Two channels of threads, one of them private; a number that nobody reads; INFO, STATUS and HELP."""

from typing import Any

import pytest

from bot.sandbox.slack.models import Channel
from tests.acceptance.people import MAYA, OUR_SMS, OUR_WHATSAPP, SMS, WHATSAPP, Desk
from tests.support.program import Program, eventually

pytestmark = pytest.mark.asyncio(loop_scope="module")

DESK = "G0DESK"


def private_channel(shared: Program, desk: Desk, *, with_bot: bool) -> None:
    """A private channel of Maya's; the app is in it once it was invited."""
    workspace = shared.slack.workspace
    invited = list(workspace.channels[desk.inbox].members) if with_bot else [MAYA]
    workspace.channels[DESK] = Channel(DESK, "desk", "group", invited, created=1)


async def settings_page(desk: Desk, name: str) -> Any:
    """A page of the settings, as Maya opens it."""
    answer = await desk.people.command(MAYA, desk.inbox, "/messaging", "settings")
    assert answer.ok, answer
    menu = await eventually(lambda: desk.people.open_view(MAYA), "the settings open")
    assert await desk.people.click(MAYA, menu.id, f"page:{name}", "settings_open")
    return desk.people.open_view(MAYA)


async def choose(desk: Desk, block: str, **value: Any) -> None:
    """Pick something in Maya's window."""
    view = desk.people.open_view(MAYA)
    assert view
    assert await desk.people.choose(MAYA, view.id, block, block, value)


async def save(desk: Desk) -> dict[str, str]:
    """Press *Save* in Maya's window; the errors at its fields, or an empty screen."""
    view = desk.people.open_view(MAYA)
    assert view
    result = await desk.people.submit(MAYA, view.id)
    if result.ok:
        menu = desk.people.open_view(MAYA)
        assert menu
        await desk.people.close_view(MAYA, menu.id)
    return dict(result.errors)


async def test_a_private_channel_gets_the_threads_of_a_number_and_answers_them(
    shared: Program, desk: Desk
) -> None:
    private_channel(shared, desk, with_bot=False)
    await settings_page(desk, "routing")
    await choose(desk, "channel", selected_conversation=DESK)
    await choose(desk, "sender", selected_option={"value": OUR_SMS})
    assert "/invite @Threadline" in (await save(desk))["channel"]
    private_channel(shared, desk, with_bot=True)
    assert await save(desk) == {}

    by_sms, by_whatsapp = desk.newcomer(), desk.newcomer()
    by_sms.write("Is the desk there?")
    by_whatsapp.write("And the inbox?", WHATSAPP)
    inbox_root = await desk.thread_of(by_whatsapp.shown)
    at_desk = Desk(shared)
    at_desk.inbox = DESK
    root = await at_desk.thread_of(by_sms.shown)
    await at_desk.in_thread(root, "Is the desk there?")
    await desk.in_thread(inbox_root, "And the inbox?")
    await at_desk.marked(at_desk.reply(MAYA, root, "The desk is here"), "white_check_mark")
    await desk.marked(desk.reply(MAYA, inbox_root, "So is the inbox"), "white_check_mark")
    assert by_sms.texts(SMS) == ["The desk is here"]
    assert by_whatsapp.texts(WHATSAPP) == ["So is the inbox"]


async def test_info_status_and_help_are_answered_by_whoever_answers_there(
    shared: Program, desk: Desk
) -> None:
    view = await settings_page(desk, "answers")
    await desk.people.type_text(MAYA, view.id, "phone", "phone", "+1 202 555 0111")
    assert await save(desk) == {}
    asks = {word: desk.newcomer() for word in ("INFO", "Status?", "help")}
    for word, client in asks.items():
        client.write(word, WHATSAPP)
    answers = {word: (await desk.delivered(client, 1))[0] for word, client in asks.items()}
    contact = "Harbor Clinic: write here and our team answers. Call +1 202-555-0111."
    assert answers == {
        "INFO": contact,
        "Status?": "Harbor Clinic: nothing is planned for you at the moment. "
        "Questions? Call +1 202-555-0111.",
        "help": f"{contact} Reply STOP to opt out.",
    }
    by_sms = desk.newcomer()
    by_sms.write("STATUS")
    assert (await desk.delivered(by_sms, 1, SMS))[0].startswith("Harbor Clinic: nothing is planned")
    by_carrier = desk.newcomer()
    by_carrier.write("INFO")
    await eventually(lambda: shared.twilio.idle, "all is quiet")
    assert by_carrier.texts(SMS) == [], "The carrier has answered, and we do not answer again."


async def test_a_number_that_nobody_reads_says_so_and_shows_later_what_came(
    shared: Program, desk: Desk
) -> None:
    place = await _place_of(desk, OUR_WHATSAPP)
    await choose(desk, f"texting:{place}", selected_option={"value": "auto_reply"})
    assert await save(desk) == {}
    client = desk.newcomer()
    client.write("Does anybody read this?", WHATSAPP)
    (said,) = await desk.delivered(client, 1)
    assert said.startswith("Harbor Clinic: nobody reads texts to this number.")
    client.write("I see, sorry for that", WHATSAPP)
    # Another client's text, taken up after it, is answered: what came before has had its effect.
    witness = desk.newcomer()
    witness.write("HELP", WHATSAPP)
    await desk.delivered(witness, 1)
    assert len(client.texts(WHATSAPP)) == 1
    assert not any(client.shown in f"{m.text} {m.blocks}" for m in desk.all_messages())

    await _place_of(desk, OUR_WHATSAPP)
    await choose(desk, f"texting:{place}", selected_option={"value": "two_way"})
    assert await save(desk) == {}
    view = await settings_page(desk, "texting")
    assert await desk.people.click(MAYA, view.id, f"meanwhile:{place}", "settings_show_meanwhile")
    root = await desk.thread_of(client.shown)
    shown = await desk.in_thread(root, "Does anybody read this?")
    assert "while this number was not two-way" in f"{shown.text} {shown.blocks}"
    await desk.in_thread(root, "I see, sorry for that")
    await desk.people.close_view(MAYA, view.id, everything=True)


async def _place_of(desk: Desk, sender: str) -> int:
    """Where a number of ours stands on the page *Two-way texting*, which is open then."""
    view = await settings_page(desk, "texting")
    kind = "WhatsApp" if sender == OUR_WHATSAPP else "SMS"
    labels = [block["label"]["text"] for block in view.blocks if block["block_id"].startswith("texting:")]
    return next(place for place, label in enumerate(labels) if label.endswith(f"({kind})"))
