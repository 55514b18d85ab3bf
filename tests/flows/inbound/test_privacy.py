"""What a client texts by mistake does not reach Slack; what a teammate may not text is not repeated there."""

import io
import logging
from dataclasses import replace

import pytest

from bot import logs
from bot.domain.channel import Channel
from bot.domain.failure import FailureKind
from bot.domain.message import Direction, Override, Status
from bot.domain.replies import TeammateEdited
from bot.domain.roles import Role
from bot.domain.settings import DlpAction, DlpKind, DlpRule, WorkspaceSettings
from bot.domain.thread import FailurePost, InboundPost, Mark, OutboundPost
from bot.flows.outbound.compose import ComposeRequest, Rejected, compose
from bot.flows.outbound.enqueue import Intent, enqueue
from bot.flows.outbound.route import route_of_conversation
from bot.flows.threads import items
from bot.storage.tables import clients, outbox
from tests.flows.gate.admin import decides
from tests.flows.harness import JANE, Team, failure
from tests.support.journeys import root_of
from tests.support.world import INBOX, OUR_SMS, inbound

CARD = "4111 1111 1111 1111"
TS = "9.1"
CARD_RULE = DlpRule("Card number", DlpKind.CARD)
ORDER = DlpRule("Order", DlpKind.PATTERN, DlpAction.REDACT, DlpAction.BLOCK, r"ACME-\d+")


async def in_touch(team: Team) -> None:
    await team.hear(inbound("Hi", "SM0", channel=Channel.WHATSAPP))
    await team.work()


async def everything_in_slack(team: Team) -> str:
    """All that stands in Slack or is on its way there."""
    waiting = [str(row.data) for row in await team.rows(outbox)]
    shown = [*team.slack.posts, *team.slack.notices, *team.slack.directs, *team.slack.roots.values()]
    return "\n".join([*waiting, *map(str, shown)])


async def test_a_clients_card_number_is_hidden_before_it_reaches_slack(team: Team) -> None:
    await team.hear(inbound(f"Charge {CARD} please", "SM1"))
    await team.work()
    [post] = team.posts(InboundPost)
    message = await team.message()
    assert (post.body, post.reveals) == ("Charge [card number hidden] please", message.id)
    assert message.body == f"Charge {CARD} please"
    assert CARD not in await everything_in_slack(team)


async def test_what_a_rule_blocks_is_withheld_as_a_whole(team: Team) -> None:
    await decides(team, dlp=(CARD_RULE, ORDER))
    await team.hear(inbound(f"For ACME-12: {CARD}", "SM1"))
    await team.work()
    [post] = team.posts(InboundPost)
    assert post.body == "A message was withheld because of what is in it: order."
    assert post.reveals
    assert "ACME" not in await everything_in_slack(team)


async def test_what_a_rule_only_warns_of_is_shown_with_a_word(team: Team) -> None:
    await decides(team, dlp=(replace(ORDER, inbound=DlpAction.WARN),))
    await team.hear(inbound("For ACME-12", "SM1"))
    await team.work()
    [post] = team.posts(InboundPost)
    assert (post.body, post.privacy_note, post.reveals) == (
        "For ACME-12",
        "Holds something private: order",
        "",
    )


async def test_a_name_that_holds_a_card_number_is_no_name(team: Team) -> None:
    await team.hear(inbound("Hi", "SM1", channel=Channel.WHATSAPP, profile_name=f"Jane {CARD}"))
    await team.work()
    [client] = await team.rows(clients)
    assert client.name == "+1 212-555-0123"
    assert CARD not in await everything_in_slack(team)


async def test_a_reply_with_a_card_number_is_refused_and_not_repeated(team: Team) -> None:
    await in_touch(team)
    await team.reply(f"Your card {CARD} was charged")
    await team.wait(minutes=1)
    assert team.sent == []
    assert team.told == [
        "Not sent. The text holds something that must not be texted: card number. "
        "Take it out and send the text again. A manager can send it anyway."
    ]
    assert team.marks(TS)[-1] is Mark.FAILED
    assert CARD not in await everything_in_slack(team)


async def test_the_form_refuses_it_at_the_text_and_keeps_nothing(team: Team) -> None:
    request = ComposeRequest("v", "U1", Channel.SMS, OUR_SMS, f"card {CARD}", None, JANE, "Jane")
    answer = await compose(team.ctx, team.workspace_id, request)
    assert isinstance(answer, Rejected)
    assert "card number" in answer.errors["body"]
    assert await team.messages() == []


async def test_what_is_taken_out_is_not_sent_and_its_author_is_told(team: Team) -> None:
    await decides(team, dlp=(ORDER,))
    await in_touch(team)
    await team.reply("Order ACME-12 is ready")
    await team.wait(seconds=10)
    assert team.sent == ["Order [order hidden] is ready"]
    assert team.told == [
        "Something was taken out of the text: order. The client reads “[order hidden]” in its place."
    ]
    assert "ACME" not in str(await team.messages())


async def test_a_warning_goes_and_its_author_is_told(team: Team) -> None:
    await in_touch(team)
    await team.reply("Pay to DE89370400440532013000")
    await team.wait(seconds=10)
    assert team.sent == ["Pay to DE89370400440532013000"]
    assert team.told == [
        "The text holds something private: IBAN. A text can be read by whoever holds the phone."
    ]


async def test_a_rule_that_is_new_when_a_text_goes_holds_for_it(team: Team) -> None:
    await in_touch(team)
    await team.reply("Order ACME-12", "9.1")
    await team.reply("Your number 77-88", "9.2")
    await decides(team, dlp=(ORDER, DlpRule("Ref", DlpKind.PATTERN, DlpAction.BLOCK, pattern="77-88")))
    await team.wait(seconds=10)
    assert team.sent == ["Order [order hidden]"]
    assert [m.status for m in await team.messages() if m.direction is Direction.OUT] == [
        Status.ACCEPTED,
        Status.REFUSED,
    ]
    # It was stored before the rule was there; where it is told of, the rule holds by now.
    [post] = team.posts(FailurePost)
    assert "77-88" not in post.excerpt


async def edit(team: Team, text: str) -> None:
    await team.event(TeammateEdited(INBOX, TS, root_of(team.slack), "U1", text))


async def test_an_edit_that_brings_in_a_card_number_is_refused_and_told(team: Team) -> None:
    await in_touch(team)
    await team.reply("Your card was charged")
    await edit(team, f"Your card {CARD} was charged")
    await team.wait(seconds=10)
    assert team.sent == []
    assert [m.status for m in await team.messages()][-1] is Status.REFUSED
    assert team.told[0].startswith("Not sent. The text holds something that must not be texted")
    assert CARD not in await everything_in_slack(team)


async def test_an_edit_has_its_own_line_and_its_own_redactions(team: Team) -> None:
    await decides(team, dlp=(ORDER,))
    await team.hear(inbound("Hi", "SM0"))
    await team.work()
    await team.reply("Hello")
    await edit(team, "Harbor Clinic: order ACME-12")
    await team.wait(seconds=10)
    assert team.carried == ["Harbor Clinic: order [order hidden]\nReply STOP to opt out."]
    assert any("taken out" in said for said in team.told)


async def let_pass(team: Team, body: str) -> str:
    """A manager sends it as it is from the form; the message's id."""
    override = Override("U1", Role.MANAGER, frozenset({"sensitive"}), "They asked for it.")
    async with team.ctx.store.write(team.workspace_id) as uow:
        owner = (await uow.clients.by_addresses([JANE]))[JANE]
        conversation = (await uow.conversations.active_of([owner.client_id]))[owner.client_id]
        route = await route_of_conversation(team.ctx, uow, conversation.id, owner.client_id)
        now = team.clock.now()
        intent = Intent("k", conversation, "Jane", route, body, now, "U1", override=override)
        stored = await enqueue(uow, intent, now)
        await uow.outbox.add([items.message_post("outbound", conversation, stored.message.id)], now)
    return stored.message.id


async def test_what_a_manager_lets_pass_goes_as_written_and_is_hidden_in_the_thread(team: Team) -> None:
    await in_touch(team)
    message_id = await let_pass(team, f"Your card {CARD}")
    await team.wait(seconds=5)
    assert team.sent == [f"Your card {CARD}"]
    [post] = team.posts(OutboundPost)
    assert (post.body, post.reveals) == ("Your card [card number hidden]", message_id)


async def test_a_failure_does_not_repeat_what_is_hidden(team: Team) -> None:
    await in_touch(team)
    team.provider.answers = [failure(FailureKind.FINAL)]
    await let_pass(team, f"Your card {CARD}")
    await team.wait(seconds=5)
    [post] = team.posts(FailurePost)
    assert post.excerpt == "Your card [card number hidden]"
    assert CARD not in await everything_in_slack(team)


@pytest.mark.parametrize("level", ["DEBUG", "INFO"])
async def test_no_line_of_the_log_holds_what_is_hidden(team: Team, level: str) -> None:
    stream, root = io.StringIO(), logging.getLogger()
    handlers, before = root.handlers[:], root.level
    logs.configure(level, [], stream)
    try:
        await team.hear(inbound(f"Charge {CARD} please, or 4111111111111111 my card", "SM1"))
        await team.work()
        team.provider.answers = [failure(FailureKind.FINAL), failure(FailureKind.AMBIGUOUS)]
        await team.reply("First one", "9.1")
        await team.reply("Second one", "9.2")
        await team.reply(f"card {CARD}", "9.3")
        team.slack.refuse = []
        await team.wait(seconds=10)
        logging.getLogger("bot").warning("The end.")
    finally:
        root.handlers[:] = handlers
        root.setLevel(before)
    written = stream.getvalue()
    assert "The end." in written
    assert "Sending a text met a failure." in written
    assert "1111" not in written


def test_the_defaults_hide_cards_and_social_security_numbers() -> None:
    by_kind = {rule.kind: rule for rule in WorkspaceSettings().dlp}
    for kind in (DlpKind.CARD, DlpKind.SSN):
        assert (by_kind[kind].outbound, by_kind[kind].inbound) == (DlpAction.BLOCK, DlpAction.REDACT)
    assert (by_kind[DlpKind.IBAN].outbound, by_kind[DlpKind.IBAN].inbound) == (
        DlpAction.WARN,
        DlpAction.REDACT,
    )
