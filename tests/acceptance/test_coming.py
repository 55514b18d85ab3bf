"""What is to come, over the whole program: listed, paused, resumed, sent now, cancelled; a post in Slack."""

from bot.sandbox.slack.modals.view import View
from bot.slack.blocks import coming, post_form
from tests.acceptance.people import MAYA, SMS
from tests.acceptance.test_scheduled import arrives, by_day, in_hours, schedule, shown
from tests.support.program import Program, eventually


def _row(view: View, words: str) -> dict:  # type: ignore[type-arg]
    """The row of the list that says this."""
    return next(block for block in view.blocks if block.get("accessory") and words in block["text"]["text"])


async def test_a_text_is_paused_resumed_sent_now_and_another_cancelled_from_the_list(
    program: Program,
) -> None:
    desk = await by_day(program)
    phone = desk.newcomer()
    root = await desk.in_touch(phone, SMS)
    first = await schedule(desk, root, "The first of two", in_hours(program, 2))
    second = await schedule(desk, root, "The second of two", in_hours(program, 3))
    await desk.open_form(MAYA, "/schedule", "list")

    async def choose(words: str, label: str, says: str) -> None:
        view = desk.people.open_view(MAYA)
        assert view is not None
        row = _row(view, words)
        option = next(each for each in row["accessory"]["options"] if each["text"]["text"].startswith(label))
        chosen = {"selected_option": option}
        assert await desk.people.choose(MAYA, view.id, row["block_id"], coming.ROW, chosen)
        await eventually(
            lambda: says in str(desk.people.open_view(MAYA).blocks[0]),  # type: ignore[union-attr]
            f"the list says {says!r}",
        )

    await choose("The first of two", "Pause", "Paused")
    await shown(desk, first, "*Paused* by")
    await desk.in_thread(root, "paused a text that waits")
    await choose("The second of two", "Cancel", "Taken back")
    await shown(desk, second, "Taken back: the client does not get it.")
    await eventually(lambda: "*A text is paused*" in desk.said(root), "the card says that a text is paused")
    program.fast_forward(hours=1)
    await choose("The first of two", "Resume", "Resumed")
    await shown(desk, first, "*When it goes:*")
    await choose("The first of two", "Pause", "Paused")
    program.fast_forward(hours=3)
    desk.reply(MAYA, root, "Meanwhile")
    await arrives(desk, phone, "Meanwhile")
    await choose("The first of two", "Send now", "It goes now.")
    await arrives(desk, phone, "Meanwhile", "The first of two")
    await shown(desk, first, "sent this by SMS")
    assert [deed.actor for deed in await program.audit("text_paused")] == [MAYA, MAYA]


async def test_a_message_of_the_team_s_is_posted_in_its_channel_with_its_marks(program: Program) -> None:
    desk = await by_day(program)
    view = await desk.open_form(MAYA, "/messaging", "post")
    channel = {"selected_conversation": desk.inbox}
    await desk.people.choose(MAYA, view.id, "channel", "channel", channel)
    words = "**Closed** on Friday <!channel>"
    await desk.people.type_text(MAYA, view.id, post_form.text_block(0), post_form.TEXT_ACTION, words)
    view = desk.people.open_view(MAYA)
    assert view is not None
    result = await desk.people.submit(MAYA, view.id)
    assert result.ok, result

    def posted() -> object:
        return next((m for m in desk.all_messages() if any(b["type"] == "markdown" for b in m.blocks)), None)

    message = await eventually(posted, "the message stands in the channel")
    assert message.blocks[0]["text"] == "**Closed** on Friday ‹!channel>"
    assert "channel" not in message.pings
    assert len(await program.audit("posted_in_slack")) == 1
