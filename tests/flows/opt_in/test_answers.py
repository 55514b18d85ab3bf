"""A yes, a no, something else, or a STOP: what becomes of the consent, of what waits, and what is said."""

import asyncio

import pytest

from bot.domain.channel import Channel
from bot.domain.consent import ConsentScope, ConsentState
from bot.domain.message import Status
from bot.domain.occasion import OccasionState
from bot.domain.opt_in import OptInState
from bot.domain.roles import Role
from bot.domain.settings import ConsentRules
from bot.domain.thread import FailurePost, OfferKind
from bot.flows.clients.consent import NewConsent, record_consent, withdraw_consent
from bot.flows.opt_in.pressed import ask_first
from tests.flows.harness import Team
from tests.flows.occasions.calendar import appointment, have
from tests.flows.opt_in import asking
from tests.flows.opt_in.asking import asks_first, notes, press, question, say, write
from tests.support.world import inbound

WHATSAPP = Channel.WHATSAPP
THANKS = "Harbor Clinic: thank you. You will hear from us here on WhatsApp; reply STOP to end that."
SORRY = (
    "Harbor Clinic: all right, you will get no WhatsApp messages from us. "
    "Reply YES at any time to change that."
)


@pytest.fixture
async def team(team: Team) -> Team:
    """Jane was asked, and two texts wait for her answer."""
    await asks_first(team)
    await write(team, "Your glasses are ready")
    await write(team, "We are open until six")
    await team.work()
    assert team.sent == [asking.ASKED]
    return team


async def answered(team: Team, *said: str) -> list[str]:
    """What has gone to Jane since she was asked."""
    for number, words in enumerate(said):
        await say(team, words, f"WA{number}")
    await team.work()
    return team.sent[1:]


async def test_a_yes_by_button_confirms_and_lets_all_go_in_order(team: Team) -> None:
    await press(team, "Yes, please")
    await team.work()
    assert team.sent[1:] == [THANKS, "Your glasses are ready", "We are open until six"]
    assert await team.consent(channel=WHATSAPP) is ConsentState.EXPRESS
    assert notes(team) == [
        "Jane Doe agreed to WhatsApp messages; 2 texts that waited go now. You can write to them."
    ]
    assert (await question(team)).state is OptInState.AGREED


async def test_the_ledger_keeps_both_messages_what_was_asked_and_what_was_answered(team: Team) -> None:
    await press(team, "Yes, please")
    asked, *_ = await team.messages()
    [heard] = [each for each in await team.messages() if each.status is Status.RECEIVED]
    entry = (await team.ledger())[-1]
    assert (entry.state, entry.source, entry.wording) == ("express", "opt_in", asking.ASKED)
    assert entry.evidence == f"{heard.id} {asked.id} Yes, please"
    assert entry.at == heard.created_at
    assert (await question(team)).answer_id == heard.id


@pytest.mark.parametrize("word", ["Yes", "sí", "Ja bitte", "Oui", "start", "\U0001f44d"])
async def test_a_yes_in_words_counts_as_well(team: Team, word: str) -> None:
    assert await answered(team, word) == [THANKS, "Your glasses are ready", "We are open until six"]


async def test_an_admin_s_own_words_and_confirmation(team: Team) -> None:
    async with team.ctx.store.read(team.workspace_id) as uow:
        rules = (await uow.settings.load()).settings.opt_in
    own = asking.replace(rules, yes=("count me in",), confirmation="{{ company_name }} says hi.")
    await team.decide(opt_in=own)
    assert (await answered(team, "Count me in!"))[0] == "Harbor Clinic says hi."


async def test_the_same_yes_twice_has_one_effect(team: Team) -> None:
    yes = inbound("Yes, please", "WA1", channel=WHATSAPP, received_at=team.clock.now())
    await asyncio.gather(team.hear(yes), team.hear(yes))
    await say(team, "yes", "WA2")
    await team.work()
    assert team.sent.count(THANKS) == 1
    assert team.sent.count("Your glasses are ready") == 1
    assert [entry.state for entry in await team.ledger()] == ["pending", "express"]


async def test_a_no_refuses_what_waits_and_tells_its_authors(team: Team) -> None:
    await press(team, "No, thanks")
    await team.work()
    assert team.sent[1:] == [SORRY]
    assert await team.consent(channel=WHATSAPP) is ConsentState.WITHDRAWN
    assert await team.listed() == []
    assert notes(team) == [
        "Jane Doe does not want WhatsApp messages: nothing goes to them there until they reply yes. "
        "2 texts that waited are not sent."
    ]
    posts = team.posts(FailurePost)
    assert [post.excerpt for post in posts] == ["Your glasses are ready", "We are open until six"]
    assert all(post.user == "U1" and "opted out of WhatsApp" in post.reason for post in posts)
    assert all(OfferKind.SEND_AS_SMS not in [offer.kind for offer in post.offers] for post in posts)


async def test_after_a_no_every_door_says_why(team: Team) -> None:
    await press(team, "No, thanks")
    await team.work()
    refused = await write(team, "Please think again")
    assert "Jane Doe opted out of WhatsApp." in str(refused)
    assert (await question(team)).state is OptInState.REFUSED


@pytest.mark.parametrize("word", ["yes", "sí", "START"])
async def test_a_yes_at_any_time_opts_in_after_a_no(team: Team, word: str) -> None:
    await press(team, "No, thanks")
    await team.wait(hours=200)
    await say(team, word, "WA9")
    await team.work()
    assert await team.consent(channel=WHATSAPP) is ConsentState.EXPRESS
    assert team.sent[-1] == THANKS
    assert (await question(team)).state is OptInState.AGREED


async def test_something_else_can_be_answered_and_what_waits_goes_on_waiting(team: Team) -> None:
    assert await answered(team, "Who is this?") == []
    assert notes(team) == [
        "Jane Doe has answered neither yes nor no to WhatsApp. You can answer them for 24 hours; what was "
        "written before waits on for a yes."
    ]
    await team.reply("It is your optician")
    await team.wait(seconds=6)
    assert team.sent[1:] == ["It is your optician"]
    await say(team, "Ah, yes please", "WA9")
    await say(team, "Yes please", "WA10")
    await team.wait(seconds=1)
    assert team.sent[2:] == [THANKS, "Your glasses are ready", "We are open until six"]


async def test_in_a_conversation_a_bare_no_is_no_refusal_but_the_button_is(team: Team) -> None:
    await say(team, "Who is this?", "WA1")
    await say(team, "no", "WA2")
    assert await team.consent(channel=WHATSAPP) is ConsentState.PENDING
    await press(team, "No, thanks", "WA3")
    assert await team.consent(channel=WHATSAPP) is ConsentState.WITHDRAWN


async def test_what_waits_is_not_sent_at_its_end_because_the_client_has_written(team: Team) -> None:
    await team.wait(hours=70)
    await say(team, "Who is this?", "WA1")
    await team.wait(hours=3)
    await team.wait(minutes=1)
    assert "Your glasses are ready" not in team.sent
    assert len(team.posts(FailurePost)) == 2


async def test_a_stop_is_above_everything(team: Team) -> None:
    await say(team, "STOP", "WA1")
    await team.work()
    assert await team.consent(channel=WHATSAPP) is ConsentState.WITHDRAWN
    assert [entry.number for entry in await team.listed()]
    assert [text.split(":")[0] for text in team.sent[1:]] == ["Harbor Clinic"]
    assert len(team.posts(FailurePost)) == 2
    assert (await question(team)).state is OptInState.REFUSED
    # Only START takes it back: a yes in another language is none.
    await say(team, "sí", "WA2")
    assert await team.consent(channel=WHATSAPP) is ConsentState.WITHDRAWN
    await say(team, "yes", "WA3")
    assert await team.consent(channel=WHATSAPP) is ConsentState.EXPRESS
    assert await team.listed() == []


@pytest.mark.parametrize(
    ("words", "state", "goes"),
    [
        (["yes", "STOP"], "withdrawn", False),
        (["STOP", "yes"], "express", True),
        (["no", "yes"], "express", True),
    ],
)
async def test_in_one_batch_they_count_in_their_order(
    team: Team, words: list[str], state: str, goes: bool
) -> None:
    now = team.clock.now()
    said = [inbound(word, f"W{n}", channel=WHATSAPP, received_at=now) for n, word in enumerate(words)]
    await team.hear(*said)
    await team.work()
    assert (await team.consent(channel=WHATSAPP)).value == state
    assert ("Your glasses are ready" in team.sent) is goes


async def test_a_yes_and_a_stop_in_two_processes_leave_one_truth(team: Team) -> None:
    now = team.clock.now()
    yes, stop = (inbound(w, f"W{w}", channel=WHATSAPP, received_at=now) for w in ("yes", "STOP"))
    await asyncio.gather(team.hear(yes), team.hear(stop))
    await team.work()
    state = await team.consent(channel=WHATSAPP)
    last = (await team.ledger())[-1]
    assert state.value == last.state
    assert ("Your glasses are ready" in team.sent) is (state is ConsentState.EXPRESS)


async def test_a_stop_by_sms_reaches_what_waits_where_it_holds_everywhere(team: Team) -> None:
    await team.decide(consent=ConsentRules(stop_covers_all=True))
    await team.hear(inbound("STOP", "SM1", received_at=team.clock.now()))
    await team.work()
    assert len(team.posts(FailurePost)) == 2
    assert (await question(team)).state is OptInState.REFUSED


async def test_help_is_no_answer(team: Team) -> None:
    await answered(team, "HELP")
    assert (await question(team)).wrote_at is None
    assert await team.consent(channel=WHATSAPP) is ConsentState.PENDING


async def test_a_yes_on_sms_is_none(team: Team) -> None:
    await team.hear(inbound("yes", "SM1", received_at=team.clock.now()))
    assert await team.consent(channel=WHATSAPP) is ConsentState.PENDING


async def test_consent_that_a_teammate_records_is_an_answer_too(team: Team) -> None:
    await team.promote("U9", Role.MANAGER)
    [asked] = [await question(team)]
    [client] = await team.clients()
    given = NewConsent(
        (asked.address_id,), (WHATSAPP,), ConsentState.EXPRESS, ConsentScope.TRANSACTIONAL, "paper", "file 7"
    )
    await record_consent(team.ctx, team.workspace_id, "U9", client.id, given)
    await team.work()
    assert (await question(team)).state is OptInState.AGREED
    # The window is closed: the client has not written. Their authors are told so, with a template offered.
    assert [OfferKind.USE_TEMPLATE in [o.kind for o in post.offers] for post in team.posts(FailurePost)] == [
        True,
        True,
    ]


async def test_consent_that_a_teammate_withdraws_refuses_what_waits(team: Team) -> None:
    await team.promote("U9", Role.MANAGER)
    asked = await question(team)
    [client] = await team.clients()
    await withdraw_consent(
        team.ctx, team.workspace_id, "U9", client.id, [asked.address_id], [WHATSAPP], "on the phone"
    )
    await team.work()
    assert len(team.posts(FailurePost)) == 2


async def test_a_yes_at_the_moment_of_expiry_loses_no_text(team: Team) -> None:
    team.clock.advance(hours=72)
    yes = inbound("yes", "WA1", channel=WHATSAPP, received_at=team.clock.now())
    await asyncio.gather(team.hear(yes), team.send())
    await team.work()
    assert await team.consent(channel=WHATSAPP) is ConsentState.EXPRESS
    # Each text went, or its author was told that it did not and can send it now.
    for post in team.posts(FailurePost):
        await ask_first(team.ctx, team.workspace_id, post.message_id, "U1")
    await team.work()
    assert sorted(team.sent[1:]) == sorted([THANKS, "Your glasses are ready", "We are open until six"])


async def test_a_word_that_confirms_an_appointment_is_heard_as_that_and_answers_nothing_else(
    team: Team,
) -> None:
    done = await have(team, appointment())
    await answered(team, "C")
    async with team.ctx.store.read(team.workspace_id) as uow:
        found = await uow.occasions.get(done.occasion.id)
    assert found
    assert found.state is OccasionState.CONFIRMED
    assert "has answered neither yes nor no to WhatsApp" in notes(team)[-1]
    assert "That confirms an appointment" in notes(team)[-1]
    assert (await question(team)).state is OptInState.ASKED
    # The yes that comes then is an answer to the question.
    await team.wait(minutes=5)
    await say(team, "Yes, please", "WA9")
    await team.work()
    assert (await question(team)).state is OptInState.AGREED
