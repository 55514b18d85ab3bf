"""The client is not on WhatsApp, or the question fails for another reason: the words find another way."""

from typing import Any

import pytest

from bot.domain.channel import Channel
from bot.domain.consent import ConsentState
from bot.domain.failure import Failure, FailureKind, RecipientFault
from bot.domain.message import Media, Status
from bot.domain.opt_in import OptInState
from bot.domain.settings import WhenAbsent
from bot.domain.thread import FailurePost, OfferKind
from bot.flows.outbound.as_sms import AS_SMS, NOT_NEEDED, send_as_sms
from bot.flows.outbound.retry import SENDING, TWICE, retry
from bot.storage.tables import messages
from tests.flows.harness import JANE, Team, failure
from tests.flows.opt_in import asking
from tests.flows.opt_in.asking import asks_first, lines, press, question, questions, write
from tests.support.world import OUR_WHATSAPP

ABSENT = Failure(
    FailureKind.FINAL,
    "The client's number is not on WhatsApp.",
    code="63024",
    recipient=RecipientFault.NOT_ON_WHATSAPP,
)
INSTEAD = "Jane Doe is not on WhatsApp, so the text goes by SMS instead, as your settings say."


async def absent(team: Team, answer: Failure = ABSENT, **rules: Any) -> Team:
    """Jane is asked, which fails, while a text waits."""
    await asks_first(team, **rules)
    team.provider.answers.append(answer)
    await write(team, "Your glasses are ready")
    await team.work()
    return team


async def test_the_thread_asks_whether_an_sms_goes_instead_and_one_press_sends_it(team: Team) -> None:
    await absent(team)
    asked, waited = team.posts(FailurePost)
    assert (asked.code, [offer.kind for offer in asked.offers]) == ("63024", [OfferKind.FIX_NUMBER])
    assert waited.excerpt == "Your glasses are ready"
    assert "is not on WhatsApp. " in f"{waited.reason} "
    assert "Send an SMS instead." in waited.help
    assert [offer.kind for offer in waited.offers] == [OfferKind.FIX_NUMBER, OfferKind.SEND_AS_SMS]
    assert await send_as_sms(team.ctx, team.workspace_id, waited.message_id, "U1") == AS_SMS
    assert await send_as_sms(team.ctx, team.workspace_id, waited.message_id, "U2") == TWICE
    await team.work()
    assert [(sent.channel, sent.body.split("\n")[0]) for sent in team.provider.sent[1:]] == [
        (Channel.SMS, "Your glasses are ready")
    ]


async def test_what_was_asked_in_vain_leaves_consent_as_it_was(team: Team) -> None:
    await absent(team)
    assert await team.consent(channel=Channel.WHATSAPP) is ConsentState.UNKNOWN
    assert (await question(team)).state is OptInState.FAILED
    assert [entry.state for entry in await team.ledger()] == ["pending", "unknown"]


async def test_the_question_itself_never_goes_by_sms(team: Team) -> None:
    await absent(team, when_absent=WhenAbsent.SMS)
    [asked] = await questions(team)
    assert await send_as_sms(team.ctx, team.workspace_id, asked.id, "U1") == NOT_NEEDED
    assert [sent.body.split("\n")[0] for sent in team.provider.sent if sent.channel is Channel.SMS] == [
        "Your glasses are ready"
    ]


async def test_by_rule_the_words_go_by_sms_once_and_the_thread_says_so(team: Team) -> None:
    await absent(team, when_absent=WhenAbsent.SMS)
    assert lines(team) == [INSTEAD]
    assert [post.code for post in team.posts(FailurePost)] == ["63024"]
    await team.wait(minutes=5)
    assert len(team.provider.sent) == 2
    waited = next(each for each in await team.messages() if each.awaits_consent)
    assert waited.status is Status.REFUSED
    assert await send_as_sms(team.ctx, team.workspace_id, waited.id, "U1") == TWICE


async def test_by_rule_a_text_that_fails_by_itself_goes_by_sms_too(team: Team) -> None:
    await asks_first(team, when_absent=WhenAbsent.SMS)
    await team.written_to(JANE)
    team.provider.answers.append(ABSENT)
    await write(team, "Hello")
    await team.work()
    assert lines(team) == [INSTEAD]
    assert [sent.channel for sent in team.provider.sent] == [Channel.WHATSAPP, Channel.SMS]


async def test_by_rule_nothing_goes_by_sms_to_who_has_stopped_it(team: Team) -> None:
    await asks_first(team, when_absent=WhenAbsent.SMS)
    await team.opt_out()
    team.provider.answers.append(ABSENT)
    await write(team, "Hello")
    await team.work()
    assert lines(team) == []
    assert [sent.channel for sent in team.provider.sent] == [Channel.WHATSAPP]
    assert len(team.posts(FailurePost)) == 2


@pytest.mark.parametrize("kind", [FailureKind.AMBIGUOUS, FailureKind.ACCOUNT, FailureKind.RETRY])
async def test_nothing_else_is_taken_for_it(team: Team, kind: FailureKind) -> None:
    await asks_first(team, when_absent=WhenAbsent.SMS)
    await team.written_to(JANE)
    team.provider.answers.append(failure(kind))
    await write(team, "Hello")
    await team.work()
    assert [sent for sent in team.provider.sent if sent.channel is Channel.SMS] == []


async def test_a_question_whose_outcome_is_unknown_stands(team: Team) -> None:
    await absent(team, failure(FailureKind.AMBIGUOUS), when_absent=WhenAbsent.SMS)
    assert (await question(team)).state is OptInState.ASKED
    await press(team, "Yes, please")
    await team.wait(minutes=2)
    assert (await question(team)).state is OptInState.AGREED


async def test_a_file_goes_along_where_mms_takes_it_and_is_told_where_not(team: Team) -> None:
    await asks_first(team, when_absent=WhenAbsent.SMS)
    await team.written_to(JANE)
    for media in (
        Media("stored:a", "image/jpeg", "room.jpg", 1_000),
        Media("stored:b", "application/pdf", "contract.pdf", 2_000_000),
    ):
        team.provider.answers.append(ABSENT)
        await asking.say(team, "Hi again", f"WA{media.name}")
        await write(team, "Look", media=(media,))
        await team.wait(seconds=5)
    assert [sent.channel for sent in team.provider.sent] == [Channel.WHATSAPP, Channel.MMS, Channel.WHATSAPP]
    assert lines(team) == [
        INSTEAD,
        "Jane Doe is not on WhatsApp, and the text cannot go by SMS either. “contract.pdf” has 2 MB, and MMS "
        "takes 0.5 MB of its kind.",
    ]


async def test_a_question_that_our_own_account_held_up_is_asked_by_a_retry(team: Team) -> None:
    await absent(team, failure(FailureKind.ACCOUNT))
    [asked] = await questions(team)
    assert (await question(team)).state is OptInState.FAILED
    assert await retry(team.ctx, team.workspace_id, asked.id, "U1") == SENDING
    await team.work()
    assert (await question(team)).state is OptInState.ASKED
    assert await team.consent(channel=Channel.WHATSAPP) is ConsentState.PENDING
    await press(team, "Yes, please")
    assert await team.consent(channel=Channel.WHATSAPP) is ConsentState.EXPRESS


async def test_by_rule_a_reply_goes_by_sms_where_the_carrier_has_said_so_before(team: Team) -> None:
    await absent(team, when_absent=WhenAbsent.SMS)
    waited = next(each for each in await team.messages() if each.awaits_consent)
    await team.change(messages, waited.id, channel="whatsapp")
    async with team.ctx.store.write(team.workspace_id) as uow:
        repeated = await uow.messages.by_intent(f"again:{waited.id}")
        assert repeated
        # The thread goes on by WhatsApp, as the client's newest message does.
        await uow.messages.update([{"id": repeated.id, "channel": "whatsapp", "sender": OUR_WHATSAPP}])
    await team.reply("And we close at six")
    await team.wait(seconds=6)
    assert lines(team) == [INSTEAD, INSTEAD]
    assert team.provider.sent[-1].channel is Channel.SMS
    assert team.provider.sent[-1].body.startswith("And we close at six")
