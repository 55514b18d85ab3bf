"""The first contact: the client is asked once, and what was written waits for the answer."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.domain.channel import Channel
from bot.domain.consent import ConsentState
from bot.domain.message import Purpose, Status
from bot.domain.opt_in import MOST_WAITING, OptInState
from bot.domain.roles import Role
from bot.domain.template import Approval
from bot.domain.thread import OfferKind, OutboundPost
from bot.flows.opt_in.pressed import ANSWERED, ASKED, NOT_NEEDED, ask_again, ask_first
from bot.flows.outbound.as_sms import AS_SMS, send_as_sms
from bot.flows.outbound.cancel import TAKEN_BACK, cancel
from bot.flows.outbound.compose import Composed, ComposeRequest, Rejected
from bot.flows.outbound.preview import preview
from bot.flows.outbound.retry import TWICE
from bot.flows.team.permissions import NotAllowed
from bot.flows.templates.choice import Choice
from bot.flows.templates.refresh import refresh
from bot.storage.tables import charges, opt_ins
from tests.flows.harness import JANE, Team
from tests.flows.opt_in import asking
from tests.flows.opt_in.asking import asks_first, question, questions, write
from tests.flows.templates.shelves import SAID, VALUES
from tests.support.world import OUR_WHATSAPP


@pytest.fixture
async def team(team: Team) -> Team:
    return await asks_first(team)


async def test_without_a_confirmed_question_nothing_is_stored_and_the_form_is_told(team: Team) -> None:
    refused = await write(team, "Hello", asks=False)
    assert isinstance(refused, Rejected)
    assert refused.lacks_consent
    assert refused.errors["client"].startswith("Jane Doe has not agreed to WhatsApp messages yet.")
    assert await team.messages() == []


async def test_the_form_shows_what_the_client_will_read_and_what_it_costs(team: Team) -> None:
    request = ComposeRequest("view:1", "U1", Channel.WHATSAPP, OUR_WHATSAPP, "Hello", None, JANE)
    verdict = (await preview(team.ctx, team.workspace_id, request)).verdict
    assert verdict
    assert verdict.opt_in
    assert (verdict.opt_in.text, verdict.opt_in.buttons) == (asking.ASKED, ("Yes, please", "No, thanks"))
    assert verdict.opt_in.cost.amount > 0


async def test_the_question_goes_and_the_text_waits(team: Team) -> None:
    composed = await write(team, "Your glasses are ready")
    assert isinstance(composed, Composed)
    assert composed.waiting
    assert composed.waiting.for_consent
    await team.work()
    [sent] = team.provider.sent
    assert (sent.body, sent.template and sent.template.id) == (asking.ASKED, "HX9")
    asked, waits = await team.messages()
    assert (asked.purpose, asked.status) == (Purpose.OPT_IN, Status.ACCEPTED)
    assert (waits.status, waits.awaits_consent) == (Status.QUEUED, True)
    assert waits.due_at == asked.due_at + timedelta(hours=72)
    assert await team.consent(channel=Channel.WHATSAPP) is ConsentState.PENDING
    [entry] = await team.ledger()
    assert (entry.source, entry.wording, entry.recorded_by) == ("opt_in", asking.ASKED, "U1")
    assert entry.evidence.startswith(asked.id)
    _, post = team.posts(OutboundPost)
    assert post.waiting.for_consent
    assert [offer.kind for offer in post.offers] == [OfferKind.CANCEL, OfferKind.SEND_AS_SMS]
    [deed] = await team.audit("opt_in_asked")
    assert (deed.actor, deed.message_id) == ("U1", asked.id)


async def test_the_question_and_the_text_are_reserved_in_the_budget(team: Team) -> None:
    await write(team, "Hello")
    async with team.ctx.store.read(team.workspace_id) as uow:
        charged = (await uow.connection.execute(select(charges.c.message_id))).scalars().all()
    assert set(charged) == {each.id for each in await team.messages()}
    assert len(charged) == 2


async def test_a_template_waits_as_well(team: Team) -> None:
    await write(team, "", template=Choice("HX1", VALUES))
    await team.work()
    assert [sent.body for sent in team.provider.sent] == [asking.ASKED]
    await asking.press(team, "Yes, please")
    await team.work()
    assert [sent.body for sent in team.provider.sent][-1] == SAID


async def test_however_often_two_workers_ask_it_is_one_question(team: Team) -> None:
    done = await asyncio.gather(*(write(team, f"Text {n}") for n in range(4)))
    assert all(isinstance(each, Composed) for each in done)
    assert len(await questions(team)) == 1
    assert [each.awaits_consent for each in await team.messages()].count(True) == 4
    assert len(await team.rows(opt_ins, state="asked")) == 1


async def test_so_many_wait_and_the_next_one_is_refused(team: Team) -> None:
    done = await asyncio.gather(*(write(team, f"Text {n}") for n in range(MOST_WAITING + 2)))
    refused = [each for each in done if isinstance(each, Rejected)]
    assert len(refused) == 2
    assert all("15 texts wait for Jane Doe's answer already." in str(each.errors) for each in refused)
    assert [each.awaits_consent for each in await team.messages()].count(True) == MOST_WAITING


async def test_who_wrote_first_or_has_agreed_in_writing_is_not_asked(team: Team) -> None:
    await team.written_to(JANE)
    assert isinstance(await write(team, "Hello"), Composed)
    assert await questions(team) == []


async def test_what_the_template_may_not_stands_in_the_way_of_asking(team: Team) -> None:
    team.provider.shelf = (asking.replace(asking.QUESTION, approval=Approval.PAUSED),)
    await refresh(team.ctx, team.workspace_id, [team.provider])  # type: ignore[list-item]
    refused = await write(team, "Hello")
    assert isinstance(refused, Rejected)
    assert (
        "The opt-in template may_we_write cannot be sent: WhatsApp has paused it" in refused.errors["client"]
    )
    assert await team.messages() == []
    assert await team.consent(channel=Channel.WHATSAPP) is ConsentState.UNKNOWN


async def test_a_reply_in_the_thread_is_refused_and_its_author_can_ask(team: Team) -> None:
    await write(team, "Hello")
    await team.work()
    await team.wait(hours=73)
    await team.wait(minutes=1)
    await team.reply("Are you there?", "9.1")
    await team.wait(seconds=6)
    notice = team.slack.said[-1]
    assert "Send the opt-in message? They will read: “This is Harbor Clinic." in notice.text
    assert "It costs about" in notice.text
    kinds = [offer.kind for offer in notice.offers]
    assert kinds == [OfferKind.ASK_FIRST, OfferKind.SEND_AS_SMS]
    message_id = notice.offers[0].about
    said = await ask_first(team.ctx, team.workspace_id, message_id, "U1")
    assert said.startswith("Held for their answer.")
    assert await ask_first(team.ctx, team.workspace_id, message_id, "U1") == TWICE
    await team.work()
    assert len(await questions(team)) == 2


async def test_a_viewer_asks_nobody(team: Team) -> None:
    await team.promote("U2", Role.VIEWER)
    with pytest.raises(NotAllowed):
        await ask_first(team.ctx, team.workspace_id, "0" * 26, "U2")
    with pytest.raises(NotAllowed):
        await ask_again(team.ctx, team.workspace_id, "0" * 26, "U2")


async def test_other_messages_need_no_question(team: Team) -> None:
    message_id = await team.text("Hello")
    assert await ask_first(team.ctx, team.workspace_id, message_id, "U1") == NOT_NEEDED
    assert await ask_again(team.ctx, team.workspace_id, "0" * 26, "U1") == ANSWERED


async def test_what_waits_is_taken_back(team: Team) -> None:
    composed = await write(team, "Hello")
    assert isinstance(composed, Composed)
    assert await cancel(team.ctx, team.workspace_id, composed.message_id, "U1") == TAKEN_BACK
    await team.work()
    await asking.press(team, "Yes, please")
    await team.work()
    assert "Hello" not in team.sent
    [post] = [each for each in team.posts(OutboundPost) if each.body == "Hello"]
    assert post.outcome == "Taken back: the client does not get it."


async def test_what_waits_goes_by_sms_once_in_the_place_of_it(team: Team) -> None:
    composed = await write(team, "Hello")
    assert isinstance(composed, Composed)
    await team.work()
    assert await send_as_sms(team.ctx, team.workspace_id, composed.message_id, "U1") == AS_SMS
    assert await send_as_sms(team.ctx, team.workspace_id, composed.message_id, "U1") != AS_SMS
    await team.work()
    await asking.press(team, "Yes, please")
    await team.work()
    by_sms = [sent.body.split("\n")[0] for sent in team.provider.sent if sent.channel is Channel.SMS]
    assert by_sms == ["Hello"]
    assert [sent.body for sent in team.provider.sent if sent.channel is Channel.WHATSAPP].count("Hello") == 0


async def test_at_night_the_question_waits_for_the_morning_and_so_does_its_time(team: Team) -> None:
    team.clock.advance(hours=12)
    await write(team, "Hello")
    await team.work()
    assert team.sent == []
    asked = await question(team)
    assert asked.asked_at > team.clock.now()
    await team.wait(hours=11)
    assert team.sent == [asking.ASKED]


async def test_a_question_that_is_taken_back_was_never_asked(team: Team) -> None:
    team.clock.advance(hours=12)
    await write(team, "Hello")
    [asked] = await questions(team)
    assert await cancel(team.ctx, team.workspace_id, asked.id, "U1") == TAKEN_BACK
    assert (await question(team)).state is OptInState.FAILED
    assert await team.consent(channel=Channel.WHATSAPP) is ConsentState.UNKNOWN


async def test_a_text_that_is_scheduled_is_asked_for_at_once(team: Team) -> None:
    at = team.clock.now() + timedelta(hours=5)
    assert isinstance(await write(team, "See you", send_at=at), Composed)
    await team.work()
    assert team.sent == [asking.ASKED]
    await asking.press(team, "Yes, please")
    await team.work()
    assert "See you" not in team.sent
    await team.wait(hours=5)
    assert team.sent[-1] == "See you"


async def test_after_a_day_it_is_asked_again_once(team: Team) -> None:
    await write(team, "Hello")
    await team.work()
    first = await question(team)
    said = await ask_again(team.ctx, team.workspace_id, first.id, "U1")
    assert said.startswith("Not sent: they can be asked once a day at most, the next time on Nov 21, 2026")
    team.clock.advance(hours=25)
    twice = await asyncio.gather(*(ask_again(team.ctx, team.workspace_id, first.id, "U1") for _ in range(2)))
    assert sorted(twice) == sorted([ASKED, ANSWERED])
    await team.work()
    assert team.sent == [asking.ASKED, asking.ASKED]
    assert [row.state for row in await team.rows(opt_ins)] == ["replaced", "asked"]
