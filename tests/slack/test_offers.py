"""The ways out of a text that does not go now, pressed as a person presses them."""

from typing import Any

import pytest

from bot.domain.roles import Role
from bot.domain.thread import FailurePost, Notice, Offer, OfferKind
from bot.flows.context import Context
from bot.flows.outbound.anyway import SENT_NOW
from bot.flows.outbound.cancel import TAKEN_BACK, TWICE
from bot.flows.outbound.compose import Composed, ComposeRequest, compose
from bot.flows.outbound.retry import GONE
from bot.sandbox.slack.models import Message
from bot.slack.blocks.anyway import Asked, anyway_view, asked_in
from bot.slack.threads import SlackThreads
from tests.slack.conftest import CLIENTS, MAYA, NOW, SMS, World


async def held_text(world: World) -> str:
    """A text of Maya's that waits for the morning; its id."""
    await world.add_client()
    world.later(hours=12)
    wish = ComposeRequest("view:1", MAYA, SMS.channel, SMS.address, "Hello", new_number="+12025550123")
    composed = await compose(world.ctx, world.deps.workspace_id, wish)
    assert isinstance(composed, Composed)
    assert composed.waiting
    return composed.message_id


async def told(world: World, *offers: Offer) -> Message:
    """A word to Maya in a thread, with these buttons."""
    root = world.slack.people.post(MAYA, CLIENTS, "root")
    await SlackThreads(world.client).tell(CLIENTS, root, MAYA, Notice("Held.", goes_at=NOW, offers=offers))
    return list(world.slack.workspace.channels[CLIENTS].ephemerals.values())[-1]


async def press(world: World, message: Message, action: str) -> None:
    assert await world.slack.people.click(MAYA, (CLIENTS, message.ts), "offers", action)


def shown(world: World) -> list[tuple[str, list[str]]]:
    """What Maya alone sees in the channel: each text with the kinds of its blocks."""
    seen = world.slack.workspace.channels[CLIENTS].ephemerals.values()
    return [(message.text, [block["type"] for block in message.blocks]) for message in seen]


async def give_reason(world: World, why: str) -> Any:
    view = world.slack.people.open_view(MAYA)
    assert view is not None
    await world.slack.people.type_text(MAYA, view.id, "why", "compose_why", why)
    return await world.slack.people.submit(MAYA, view.id)


async def test_an_offer_is_a_button_with_its_word_and_both_clocks(world: World) -> None:
    message = await told(world, *(Offer(kind, "M1") for kind in OfferKind))
    labels = [each["text"]["text"] for each in message.blocks[-1]["elements"]]
    assert labels[:4] == ["Cancel it", "Send now anyway", "Send anyway", "Use a template"]
    assert labels[4:7] == ["Send as SMS", "Record consent", "Fix number"]
    assert labels[7:10] == ["Send to the client", "Send and take over", "Keep as note"]
    assert labels[10:14] == ["Resume relay", "Send correction", "Send opt-in message", "Ask again"]
    assert labels[14:] == ["Change time", "Change", "Cancel", "Import", "Cancel"]
    assert message.blocks[1]["elements"][0]["text"].startswith("By your own clock: <!date^")


async def test_an_offer_may_have_a_label_of_its_own(world: World) -> None:
    message = await told(world, Offer(OfferKind.IMPORT, "I1", "Import 12 clients"))
    assert [each["text"]["text"] for each in message.blocks[-1]["elements"]] == ["Import 12 clients"]


async def test_cancel_takes_it_back_and_the_word_is_replaced(world: World) -> None:
    message = await told(world, Offer(OfferKind.CANCEL, await held_text(world)))
    await press(world, message, "cancel_held")
    assert shown(world) == [(TAKEN_BACK, ["section"])]


async def test_another_word_about_the_same_text_is_told_that_it_is_over(world: World) -> None:
    offer = Offer(OfferKind.CANCEL, await held_text(world))
    first, second = await told(world, offer), await told(world, offer)
    await press(world, first, "cancel_held")
    await press(world, second, "cancel_held")
    assert [text for text, _ in shown(world)] == [TAKEN_BACK, TWICE]


async def test_where_the_word_cannot_be_replaced_another_is_said(world: World) -> None:
    message = await told(world, Offer(OfferKind.CANCEL, await held_text(world)))
    issue = world.slack.installation.response_urls.issue
    world.slack.installation.response_urls.issue = lambda *given: f"gone{issue(*given)}"  # type: ignore[method-assign]
    await press(world, message, "cancel_held")
    assert [text for text, _ in shown(world)][-1] == TAKEN_BACK


async def test_send_now_anyway_asks_for_the_reason_and_says_what_happened_in_its_place(world: World) -> None:
    await world.promote(MAYA, Role.MANAGER)
    message = await told(world, Offer(OfferKind.SEND_NOW, await held_text(world)))
    await press(world, message, "send_now_anyway")
    assert (await give_reason(world, "She asked me to")).ok
    assert shown(world) == [(SENT_NOW, ["section"])]
    assert await world.count("audit") == 1


async def test_a_blank_reason_is_none(world: World) -> None:
    await world.promote(MAYA, Role.MANAGER)
    message = await told(world, Offer(OfferKind.SEND_NOW, await held_text(world)))
    await press(world, message, "send_now_anyway")
    assert (await give_reason(world, "   ")).errors == {"why": "Say in a few words why it may go anyway."}
    assert await world.count("audit") == 0


async def test_who_may_not_is_told_and_nothing_is_changed(world: World) -> None:
    message = await told(world, Offer(OfferKind.SEND_NOW, await held_text(world)))
    await press(world, message, "send_now_anyway")
    assert (await give_reason(world, "Because I say so")).ok
    assert shown(world)[0][0].startswith("Nothing was changed: your role does not let you")


async def test_under_a_post_for_all_the_answer_is_for_who_pressed(world: World) -> None:
    root = world.slack.people.post(MAYA, CLIENTS, "root")
    failure = FailurePost("M1", MAYA, "No.", "Ask.", None, "Hi", False, (Offer(OfferKind.SEND_ANYWAY, "M1"),))
    ts = await SlackThreads(world.client).post(CLIENTS, root, failure, "key")
    assert await world.slack.people.click(MAYA, (CLIENTS, ts), "offers", "send_anyway")
    assert (await give_reason(world, "She asked me to")).ok
    [message] = world.slack.workspace.channels[CLIENTS].ephemerals.values()
    assert (message.text, message.thread_ts) == (GONE, root)


async def test_send_as_sms_runs_its_flow(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    async def decide(_ctx: Context, _workspace: str, message_id: str, user: str) -> str:
        return f"{user} & {message_id}"

    monkeypatch.setattr("bot.slack.listeners.actions.send_as_sms.send_as_sms", decide)
    await press(world, await told(world, Offer(OfferKind.SEND_AS_SMS, "M1")), "send_as_sms")
    assert shown(world) == [(f"{MAYA} &amp; M1", ["section"])]


def test_what_the_reason_is_for_travels_with_its_form() -> None:
    asked = Asked("M1", CLIENTS, "1.1", "https://hooks.slack.example/1")
    assert asked_in(anyway_view(asked)) == asked


@pytest.mark.parametrize("kept", ["[]", "{}", '{"message_id": 1}', '{"message_id": "1", "more": "2"}', "x"])
def test_a_form_that_is_not_ours_is_not_believed(kept: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        asked_in({"private_metadata": kept})
