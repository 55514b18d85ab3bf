"""A teammate texts a client from Slack, and they talk in the client's thread."""

from tests.acceptance.people import SMS, Desk
from tests.support.program import Program, eventually


async def test_a_text_is_sent_delivered_answered_and_replied_to(program: Program) -> None:
    desk = Desk(program)
    jane = desk.phone("+12025550142")
    await desk.text("U0MAYA", "/sms", "+12025550142 Your glasses are ready.", name="Jane Doe")
    await eventually(lambda: jane.texts() == ["Your glasses are ready."], "the text is on Jane's phone")
    root = await desk.thread_of("Jane Doe")
    post = await desk.in_thread(root, "Your glasses are ready.")
    await eventually(lambda: "white_check_mark" in desk.reactions(post), "the delivery shows on the text")
    await eventually(lambda: "elivered" in desk.said(root), "the card says so in words")

    jane.write("Thanks! <!channel> I come at 5.", SMS)
    answer = await desk.in_thread(root, "I come at 5.")
    assert answer.username == "Jane Doe"
    assert not answer.pings

    reply = desk.reply("U0SAM", root, "See you then :wave: @Maya Ortiz will be here")
    await eventually(lambda: len(jane.texts()) == 2, "the reply is on Jane's phone")
    assert jane.texts()[-1] == "See you then 👋 Maya Ortiz will be here"
    await eventually(lambda: "white_check_mark" in desk.reactions(reply), "the delivery shows on the reply")
