"""What clients send by WhatsApp beside words, from a phone of the page to the thread; who hides a number."""

from typing import Any

import aiohttp

from bot.domain.phone import display
from bot.sandbox.slack.models import Message
from tests.acceptance.people import MAYA, OUR_WHATSAPP, SMS, WHATSAPP, Desk, PhoneUser
from tests.acceptance.test_templates import CONFIRM, choose, fill
from tests.support.program import Program, eventually


class Hand:
    """Somebody who holds a phone of the page: everything goes through the page's own requests."""

    def __init__(self, program: Program, phone: PhoneUser) -> None:
        self._program = program
        self.phone = phone

    async def does(self, action: str, **fields: Any) -> Any:
        """One thing with the phone, towards our WhatsApp number."""
        url = f"{self._program.sandbox.url}/sandbox/phones/{action}"
        at = {"number": self.phone.number, "to": OUR_WHATSAPP, "channel": WHATSAPP}
        async with aiohttp.ClientSession() as session, session.post(url, json=at | fields) as response:
            answer = await response.json()
        assert answer["ok"], answer
        return answer["result"]

    def last(self, direction: str = "in") -> dict[str, Any]:
        """The newest message on the screen."""
        shown = self._program.twilio.phones.conversation(self.phone.number, OUR_WHATSAPP, WHATSAPP)
        found: dict[str, Any] = [each for each in shown if each["direction"] == direction][-1]
        return found


async def written_back(desk: Desk, hand: Hand, root: str, text: str) -> tuple[Message, str]:
    """A teammate's answer, and its id on the phone."""
    reply = desk.reply(MAYA, root, text)
    await eventually(lambda: text in hand.phone.read(WHATSAPP)[-1:], f"{text!r} is on the phone")
    return reply, hand.last()["sid"]


async def test_everything_a_phone_can_say_stands_in_the_thread(program: Program) -> None:
    desk = Desk(program)
    hand = Hand(program, desk.newcomer("Maria Lopez"))
    root = await desk.in_touch(hand.phone)
    reply, ours = await written_back(desk, hand, root, "See you at 4?")

    await hand.does("text", body="Yes, if that suits you", reply_to=ours)
    answer = await desk.in_thread(root, "Yes, if that suits you")
    assert "Answers “See you at 4?”" in str(answer.blocks)
    # The quote leads to the teammate's own message.
    assert f"p{reply.ts.replace('.', '')}" in str(answer.blocks)

    await hand.does("react", reply_to=ours, emoji="👍")
    await desk.in_thread(root, "reacted 👍 (thumbsup) to “See you at 4?”")
    await hand.does("react", reply_to=ours, emoji="")
    await desk.in_thread(root, "took back the reaction to “See you at 4?”")

    await hand.does("place", latitude=38.8977, longitude=-77.0365, name="Front <door>")
    place = await desk.in_thread(root, "openstreetmap.org/?mlat=38.897700&amp;mlon=-77.036500")
    assert "Front <door>" in str(place.blocks)
    assert "Location: Front &lt;door&gt;" in place.text

    await hand.does("contact", name="Ann <!channel> Lee", phones=["+12025550111"])
    await desk.in_thread(root, "With 1 contact")
    await desk.in_thread(root, "Ann &lt;!channel&gt; Lee: +12025550111")
    await hand.does("sticker")
    await desk.in_thread(root, "Sticker")
    await hand.does("voice")
    await desk.in_thread(root, "Voice note")
    files = await eventually(
        lambda: [f for m in desk.thread(root) for f in m.files if m.files][2:] and desk.thread(root),
        "the contact, the sticker and the recording are in the thread",
    )
    assert not any(message.pings for message in files)

    await hand.does("forward", body="Closed on Friday?", often=True)
    forwarded = await desk.in_thread(root, "Closed on Friday?")
    assert "Forwarded many times" in str(forwarded.blocks)


async def test_a_button_is_pressed_and_a_reaction_asks_nothing(program: Program) -> None:
    desk = Desk(program)
    hand = Hand(program, desk.newcomer("Maria Lopez"))
    root = await desk.in_touch(hand.phone)
    _, ours = await written_back(desk, hand, root, "All is ready.")
    await eventually(lambda: "Waits for an answer" not in desk.said(root), "nobody waits")
    await hand.does("react", reply_to=ours, emoji="🙏")
    await desk.in_thread(root, "reacted 🙏")
    assert "Waits for an answer" not in desk.said(root)

    await desk.press(MAYA, desk.root(root), "card_template")
    await choose(desk, MAYA, CONFIRM)
    view = await fill(desk, MAYA, v1="Maria", v2="Friday")
    assert (await desk.people.submit(MAYA, view.id)).ok
    asked = await eventually(lambda: hand.last()["buttons"] and hand.last(), "the template is on the phone")
    await hand.does("press", reply_to=asked["sid"], button="I will be there")
    pressed = await desk.in_thread(root, "Pressed “I will be there”")
    assert "Answers “Hello Maria, can you still make it on Friday?" in str(pressed.blocks)
    await eventually(lambda: "Waits for an answer" in desk.said(root), "the answer waits for one")


async def test_who_hides_the_number_and_who_has_a_new_one(program: Program) -> None:
    desk = Desk(program)
    hand = Hand(program, desk.newcomer("Maria Lopez"))
    root = await desk.in_touch(hand.phone)

    await hand.does("hide_number")
    await hand.does("text", body="I have a user name now")
    await desk.in_thread(root, "I have a user name now")
    await written_back(desk, hand, root, "Good to know")

    await hand.does("show_number")
    old, new = hand.phone.number, "+12025553171"
    program.twilio.phones.change_number(old, new, keeps_identity=True)
    hand.phone.number = new
    await hand.does("text", body="And a new number")
    await desk.in_thread(root, f"number on WhatsApp is now {display(new)}")
    await desk.in_thread(root, "And a new number")
    await eventually(lambda: display(new) in desk.said(root), "the card shows the new number")
    assert display(old) in desk.said(root)
    await written_back(desk, hand, root, "Got it")


async def test_two_clients_who_are_one_are_merged_from_the_question(program: Program) -> None:
    desk = Desk(program)
    hand = Hand(program, desk.newcomer("Maria Lopez"))
    by_number = await desk.in_touch(hand.phone, SMS)
    await hand.does("hide_number")
    await hand.does("text", body="It is me on WhatsApp")
    hidden = await desk.thread_of("Maria Lopez")
    assert hidden != by_number

    await hand.does("show_number")
    await hand.does("text", body="And here is my number")
    await desk.in_thread(by_number, "And here is my number")
    question = await desk.in_thread(by_number, "are the same person")
    assert f"p{hidden.replace('.', '')}" in str(question.blocks)
    await desk.press(MAYA, question, "intake_link_to")
    view = await eventually(lambda: desk.people.open_view(MAYA), "both are shown side by side")
    assert (await desk.people.submit(MAYA, view.id)).ok
    await hand.does("text", body="One thread for all")
    await eventually(
        lambda: "Merged into" in desk.said(hidden) or "Merged into" in desk.said(by_number),
        "one has become part of the other",
    )
    found = [root for root in (hidden, by_number) if "Merged into" not in desk.said(root)]
    await desk.in_thread(found[0], "One thread for all")
