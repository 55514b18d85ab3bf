"""STOP, START and HELP: recorded where they count, and answered at most once."""

from datetime import timedelta

import pytest

from bot.domain.channel import Channel
from bot.domain.consent import ConsentState, DncEntry, DncSource
from bot.domain.message import Direction, Status
from bot.domain.settings import ConsentRules, WorkspaceSettings
from bot.domain.thread import FailurePost, InboundPost, Mark
from bot.storage.tables import messages
from tests.flows.harness import JANE, Team
from tests.support.world import OUR_SMS, OUR_WHATSAPP, inbound


async def _known(team: Team) -> None:
    await team.meet("Jane Doe")


@pytest.mark.parametrize(
    "word", ["STOP", "stop", " Stop! ", "OPT OUT", "Stop please", "UNSUBSCRIBE", "revoke"]
)
async def test_a_stop_is_recorded_with_its_evidence(team: Team, word: str) -> None:
    await _known(team)
    await team.hear(inbound(word, "SM1"))
    [heard, *_] = await team.messages()
    [entry] = await team.ledger()
    assert (entry.state, entry.channel, entry.source, entry.evidence) == (
        ConsentState.WITHDRAWN,
        Channel.SMS,
        "keyword",
        heard.id,
    )
    assert await team.consent() is ConsentState.WITHDRAWN


async def test_a_stop_counts_for_its_own_channel_and_address_only(team: Team) -> None:
    await _known(team)
    await team.meet("Bob", "+12025550188")
    await team.hear(inbound("STOP", "SM1"))
    assert await team.consent(channel=Channel.WHATSAPP) is ConsentState.UNKNOWN
    assert await team.consent("+12025550188") is ConsentState.UNKNOWN


async def test_a_stop_by_mms_covers_sms(team: Team) -> None:
    await _known(team)
    await team.hear(inbound("STOP", "SM1", channel=Channel.MMS))
    assert await team.consent(channel=Channel.SMS) is ConsentState.WITHDRAWN


async def test_the_thread_says_what_a_stop_has_done(team: Team) -> None:
    await _known(team)
    await team.hear(inbound("STOP", "SM1", answered_by_provider=True))
    await team.work()
    [post] = team.posts(InboundPost)
    assert post.keyword_note == "Jane Doe opted out of SMS. Nothing more goes there until they text START."


async def test_a_stop_the_carrier_has_not_answered_is_answered_once(team: Team) -> None:
    await _known(team)
    await team.hear(inbound("STOP", "SM1", channel=Channel.WHATSAPP))
    await team.work()
    [answer] = team.provider.sent
    assert (answer.to, answer.sender, answer.channel) == (JANE, OUR_WHATSAPP, Channel.WHATSAPP)
    assert answer.body.startswith("Harbor Clinic: you will get no more WhatsApp messages")


@pytest.mark.parametrize("word", ["STOP", "HELP"])
async def test_what_the_carrier_has_answered_is_not_answered_again(team: Team, word: str) -> None:
    await _known(team)
    await team.hear(inbound(word, "SM1", answered_by_provider=True))
    await team.work()
    assert team.sent == []


async def test_a_repeated_stop_is_neither_recorded_nor_answered_twice(team: Team) -> None:
    await _known(team)
    await team.hear(inbound("OPT OUT", "SM1"), inbound("stop", "SM2"))
    await team.work()
    await team.hear(inbound("PLEASE STOP", "SM3"), inbound("OPT OUT", "SM1"))
    await team.wait(minutes=1)
    assert len(team.sent) == 1
    assert len(await team.ledger()) == 1


async def test_the_answer_to_a_stop_is_the_one_thing_that_still_goes(team: Team) -> None:
    await _known(team)
    await team.text("Are you there?")
    await team.work()
    await team.hear(inbound("OPT OUT", "SM1"))
    await team.reply("One more thing")
    await team.wait(seconds=10)
    assert len(team.sent) == 2
    assert team.sent[1].startswith("Harbor Clinic: you will get no more SMS messages")


async def test_a_start_takes_a_stop_back_and_is_answered(team: Team) -> None:
    await _known(team)
    await team.hear(inbound("STOP", "SM1", answered_by_provider=True))
    await team.hear(inbound("start", "SM2"))
    await team.work()
    assert await team.consent() is ConsentState.EXPRESS
    assert [entry.state for entry in await team.ledger()] == ["withdrawn", "express"]
    assert [text.split(". ")[0] for text in team.sent] == [
        "Harbor Clinic: you will hear from us on SMS again"
    ]
    assert "opted in to SMS again" in team.posts(InboundPost)[1].keyword_note


async def test_stop_and_start_in_one_batch_count_in_their_order(team: Team) -> None:
    await _known(team)
    await team.hear(inbound("STOP", "SM1"), inbound("START", "SM2"), inbound("STOP", "SM3"))
    assert await team.consent() is ConsentState.WITHDRAWN
    assert [entry.state for entry in await team.ledger()] == ["withdrawn", "express", "withdrawn"]


@pytest.mark.parametrize("word", ["YES", "Yes!", "start"])
async def test_a_yes_without_an_opt_out_is_just_a_message(team: Team, word: str) -> None:
    await _known(team)
    await team.hear(inbound(word, "SM1"))
    await team.work()
    assert [post.keyword_note for post in team.posts(InboundPost)] == [""]
    assert (team.sent, await team.ledger()) == ([], [])


async def test_a_yes_after_a_stop_on_the_other_channel_is_just_a_message(team: Team) -> None:
    await _known(team)
    await team.hear(inbound("STOP", "SM1", channel=Channel.WHATSAPP, answered_by_provider=True))
    await team.hear(inbound("YES", "SM2"))
    assert await team.consent(channel=Channel.WHATSAPP) is ConsentState.WITHDRAWN
    assert await team.consent() is ConsentState.UNKNOWN


async def test_a_sentence_with_stop_in_it_is_just_a_message(team: Team) -> None:
    await _known(team)
    await team.hear(inbound("I will stop by at nine", "SM1"))
    assert await team.ledger() == []


async def test_help_is_answered_and_changes_nothing(team: Team) -> None:
    await _known(team)
    await team.hear(inbound("HELP", "SM1", channel=Channel.WHATSAPP))
    await team.work()
    assert team.sent == ["Harbor Clinic: write here and our team answers. Reply STOP to opt out."]
    assert await team.ledger() == []
    [post] = team.posts(InboundPost)
    assert post.keyword_note == "Jane Doe asked for help; we sent the automatic answer."


async def test_help_that_the_carrier_answered_says_so(team: Team) -> None:
    await _known(team)
    await team.hear(inbound("HELP", "SM1", answered_by_provider=True))
    await team.work()
    assert "the carrier sent the automatic answer" in team.posts(InboundPost)[0].keyword_note


async def test_without_a_sender_a_keyword_counts_and_nobody_claims_an_answer(team: Team) -> None:
    mute = team.with_context(senders=())
    await mute.hear(inbound("HELP", "SM1"), inbound("STOP", "SM2"))
    await mute.work()
    assert mute.sent == []
    assert "nothing was answered" in mute.posts(InboundPost)[0].keyword_note
    assert await mute.consent() is ConsentState.WITHDRAWN


async def test_a_stranger_who_says_stop_is_opted_out(team: Team) -> None:
    await team.hear(inbound("STOP", "SM1", sender="+12025550177"))
    assert await team.consent("+12025550177") is ConsentState.WITHDRAWN


async def test_a_reply_queued_before_a_stop_is_refused_when_its_time_comes(team: Team) -> None:
    await team.text("Hello")
    await team.work()
    await team.reply("See you at nine")
    await team.hear(inbound("STOP", "SM1", answered_by_provider=True))
    await team.wait(seconds=10)
    assert team.sent == ["Hello"]
    out = [each for each in await team.messages() if each.direction is Direction.OUT]
    assert [each.status for each in out] == [Status.ACCEPTED, Status.REFUSED]
    [told] = team.posts(FailurePost)
    assert (told.user, told.excerpt, told.can_retry) == ("U1", "See you at nine", False)
    assert "opted out of SMS" in told.reason
    assert Mark.FAILED in team.marks("9.1")


async def _settings(team: Team, **consent: object) -> None:
    async with team.ctx.store.write(team.workspace_id) as uow:
        rules = WorkspaceSettings(consent=ConsentRules(**consent), system_channel="C0REPORTS")  # type: ignore[arg-type]
        await uow.settings.save(rules, 0, "U1", team.clock.now())


async def _listed(team: Team) -> list[tuple[Channel | None, DncSource]]:
    return [(entry.channel, entry.source) for entry in await team.listed()]


async def test_a_stop_puts_the_number_on_the_list_and_a_start_takes_it_off(team: Team) -> None:
    await _known(team)
    await team.hear(inbound("STOP", "SM1"))
    assert await _listed(team) == [(Channel.SMS, DncSource.STOP)]
    await team.hear(inbound("START", "SM2"))
    assert await _listed(team) == []
    [stop, start] = await team.ledger()
    [_, heard, *_] = [each for each in await team.messages() if each.direction is Direction.IN]
    assert (start.state, start.scope, start.evidence, start.sender) == (
        "express",
        "transactional",
        heard.id,
        OUR_SMS,
    )
    assert stop.sender == OUR_SMS


async def test_where_a_stop_covers_all_nothing_goes_on_any_channel(team: Team) -> None:
    await _known(team)
    await _settings(team, stop_covers_all=True)
    await team.hear(inbound("STOP", "SM1"))
    assert await _listed(team) == [(None, DncSource.STOP)]
    assert await team.consent(channel=Channel.WHATSAPP) is ConsentState.WITHDRAWN
    await team.hear(inbound("STOP", "SM2", channel=Channel.WHATSAPP))
    assert len(await team.ledger()) == 2
    await team.hear(inbound("START", "SM3"))
    assert await _listed(team) == []
    assert await team.consent() is ConsentState.EXPRESS
    assert await team.consent(channel=Channel.WHATSAPP) is ConsentState.WITHDRAWN


async def test_a_start_takes_a_number_off_that_a_teammate_has_listed(team: Team) -> None:
    await _known(team)
    async with team.ctx.store.write(team.workspace_id) as uow:
        entry = DncEntry(JANE, Channel.SMS, DncSource.PERSON, "She called.", "U1", team.clock.now())
        await uow.dnc.add([entry])
    await team.hear(inbound("START", "SM1"))
    assert await _listed(team) == []
    assert await team.consent() is ConsentState.EXPRESS


async def test_a_stop_after_a_withdrawal_by_hand_is_listed_too(team: Team) -> None:
    await _known(team)
    await team.opt_out()
    await team.hear(inbound("STOP", "SM1"))
    assert await _listed(team) == [(Channel.SMS, DncSource.STOP)]


async def test_an_opt_out_is_reported_once_by_name_and_without_words_or_number(team: Team) -> None:
    await _known(team)
    await _settings(team)
    await team.hear(inbound("Stop please", "SM1"), inbound("STOP", "SM2"))
    await team.work()
    [(place, report)] = team.slack.directs
    assert place == "C0REPORTS"
    assert report.startswith("Jane Doe opted out of SMS.")
    assert "555" not in report


async def test_a_client_known_by_the_number_alone_is_reported_without_it(team: Team) -> None:
    await _settings(team)
    await team.hear(inbound("STOP", "SM1", sender="+12025550177"))
    await team.work()
    [(_, report)] = team.slack.directs
    assert report.startswith("A client without a name opted out of SMS.")


async def test_a_text_that_is_held_for_later_is_refused_then_and_its_author_told_in_the_thread(
    team: Team,
) -> None:
    held = await team.text("See you at nine")
    tomorrow = team.clock.now() + timedelta(hours=20)
    await team.change(messages, held, due_at=tomorrow, next_attempt_at=tomorrow)
    await team.hear(inbound("STOP", "SM1", answered_by_provider=True))
    await team.wait(hours=21)
    assert team.sent == []
    [told] = team.posts(FailurePost)
    assert (told.user, told.excerpt) == ("U1", "See you at nine")
    assert "Jane Doe opted out of SMS." in told.reason
