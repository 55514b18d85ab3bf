"""A text that did not arrive waits until somebody has dealt with it; nothing else takes it off the list."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.domain.attention import Whose, Why
from bot.domain.events import Receipt
from bot.domain.failure import FailureKind
from bot.domain.message import Status
from bot.domain.roles import Role
from bot.flows.attention.done import DONE, IN_DOUBT, NOT_THERE, done
from bot.flows.clients.merge.merge import Merged, Wanted, merge
from bot.flows.clients.merge.undo import undo
from bot.flows.outbound.retry import retry
from bot.flows.outbound.unconfirmed import it_arrived, send_again
from bot.flows.team.permissions import NotAllowed
from bot.flows.threads.work import close, snooze
from bot.storage.tables import open_failures
from tests.flows.attention.seen import client_of, kinds, names, only
from tests.flows.harness import Team, failure
from tests.support.world import CLOCK_START, inbound

TOM = "+12125550124"


@pytest.fixture
async def failed(team: Team) -> Team:
    """A team whose text to Jane was refused by the carrier, and can be tried again."""
    await team.meet("Jane Doe")
    team.provider.answers = [failure(FailureKind.ACCOUNT, code="30001")]
    await team.text("Your table is ready")
    await team.work()
    return team


async def failed_id(team: Team) -> str:
    """The text that failed."""
    [message] = [m for m in await team.messages() if m.status is Status.FAILED]
    return message.id


async def kept(team: Team) -> int:
    """How many failures wait, as it is stored."""
    async with team.ctx.store.read(team.workspace_id) as uow:
        count = select(func.count()).select_from(open_failures)
        return int((await uow.connection.execute(count)).scalar_one())


async def in_doubt(team: Team) -> str:
    """Nobody can tell whether a text went; its id."""
    await team.meet("Jane Doe")
    team.provider.answers = [failure(FailureKind.AMBIGUOUS)]
    text = await team.text("Hello")
    await team.work()
    for _ in range(6):
        team.clock.advance(seconds=31)
        await team.settle_doubts()
    await team.work()
    return text


async def test_a_failed_text_waits_for_who_wrote_it_too(failed: Team) -> None:
    row = await only(failed)
    assert (row.why, row.client_name, row.about) == (Why.FAILED, "Jane Doe", await failed_id(failed))
    assert await kinds(failed, "U1", whose=Whose.MINE) == [Why.FAILED]
    assert await kinds(failed, "U2", whose=Whose.MINE) == []
    assert (await only(failed, "U1")).excerpt == "Your table is ready"
    assert (await only(failed, "U2")).excerpt == ""


async def test_a_later_text_that_went_deals_with_it(failed: Team) -> None:
    failed.clock.advance(minutes=1)
    await failed.text("Your table is ready, once more")
    assert await kinds(failed) == [Why.FAILED]
    await failed.work()
    assert await kinds(failed) == []
    assert await kept(failed) == 0


async def test_a_text_that_was_written_before_it_failed_deals_with_nothing(team: Team) -> None:
    await team.meet("Jane Doe")
    team.provider.answers = [failure(FailureKind.ACCOUNT)]
    await team.text("One")
    await team.text("Two")
    await team.work()
    assert await team.statuses() == [Status.FAILED, Status.ACCEPTED]
    assert await kinds(team) == [Why.FAILED]


async def test_what_the_program_itself_sends_deals_with_nothing(failed: Team) -> None:
    failed.clock.advance(minutes=1)
    await failed.hear(inbound("HELP", "SM1"))
    await failed.work()
    assert Status.ACCEPTED in await failed.statuses()
    assert await kinds(failed) == [Why.FAILED]


async def test_a_later_text_to_somebody_else_deals_with_nothing(failed: Team) -> None:
    failed.clock.advance(minutes=1)
    await failed.text("Hello", number=TOM)
    await failed.work()
    assert await kinds(failed) == [Why.FAILED]


async def test_sending_it_again_deals_with_it_and_a_second_failure_waits_anew(failed: Team) -> None:
    first = await failed_id(failed)
    failed.provider.answers = [failure(FailureKind.ACCOUNT)]
    await retry(failed.ctx, failed.workspace_id, first, "U1")
    assert await kinds(failed) == []
    await failed.work()
    assert (await only(failed)).about != first


async def test_sending_it_again_in_vain_deals_with_nothing(failed: Team) -> None:
    await failed.opt_out()
    await retry(failed.ctx, failed.workspace_id, await failed_id(failed), "U1")
    assert await kinds(failed) == [Why.FAILED]


async def test_closing_deals_with_it_and_putting_off_does_not(failed: Team) -> None:
    client = await client_of(failed)
    until = failed.clock.now() + timedelta(hours=3)
    await snooze(failed.ctx, failed.workspace_id, client, "U1", until)
    assert await kinds(failed) == [Why.FAILED]
    await close(failed.ctx, failed.workspace_id, client, "U1")
    assert await kinds(failed) == []


async def test_done_takes_it_off_once_and_is_written_down(failed: Team) -> None:
    text = await failed_id(failed)
    assert await done(failed.ctx, failed.workspace_id, "U2", text) == DONE
    assert await kinds(failed) == []
    assert await done(failed.ctx, failed.workspace_id, "U2", text) == NOT_THERE
    assert await done(failed.ctx, failed.workspace_id, "U2", "01ARZ3NDEKTSV4RRFFQ69G5FAV") == NOT_THERE
    [deed] = await failed.audit("failure_done")
    assert (deed.actor, deed.message_id) == ("U2", text)


async def test_a_viewer_may_not(failed: Team) -> None:
    await failed.promote("U2", Role.VIEWER)
    with pytest.raises(NotAllowed):
        await done(failed.ctx, failed.workspace_id, "U2", await failed_id(failed))
    assert await kinds(failed) == [Why.FAILED]


async def test_what_is_refused_at_once_waits_for_nobody(team: Team) -> None:
    await team.meet("Jane Doe")
    await team.hear(inbound("Hi", "SM1"))
    await team.work()
    await team.opt_out()
    await team.reply("Hello Jane")
    await team.work()
    assert await team.statuses() == [Status.RECEIVED, Status.REFUSED]
    assert await kinds(team) == [Why.OPTED_OUT]


async def test_what_is_refused_when_it_is_due_waits(team: Team) -> None:
    await team.meet("Jane Doe")
    await team.text("Hello")
    await team.opt_out()
    await team.work()
    assert await team.statuses() == [Status.REFUSED]
    assert await kinds(team) == [Why.FAILED]


async def test_the_program_s_own_answer_that_fails_waits_for_nobody(team: Team) -> None:
    await team.meet("Jane Doe")
    team.provider.answers = [failure(FailureKind.ACCOUNT)]
    await team.hear(inbound("HELP", "SM1"))
    await team.work()
    assert Status.FAILED in await team.statuses()
    assert await kinds(team) == []


async def test_a_text_that_is_tried_once_more_waits_only_when_that_fails_too(team: Team) -> None:
    await team.meet("Jane Doe")
    first = await team.text("Hello")
    await team.work()
    undelivered = failure(FailureKind.RETRY_ONCE)
    sid = (await team.message(first)).provider_id or ""
    await team.receipts(Receipt("twilio", sid, Status.FAILED, failure=undelivered))
    assert await kinds(team) == []
    await team.wait(minutes=6)
    [second] = [m for m in await team.messages() if m.retry_of == first]
    await team.receipts(Receipt("twilio", second.provider_id or "", Status.FAILED, failure=undelivered))
    assert (await only(team)).about == second.id


async def test_a_text_that_cannot_be_tried_once_more_waits_at_once(team: Team) -> None:
    await team.meet("Jane Doe")
    first = await team.text("Hello")
    await team.work()
    await team.opt_out()
    sid = (await team.message(first)).provider_id or ""
    await team.receipts(Receipt("twilio", sid, Status.FAILED, failure=failure(FailureKind.RETRY_ONCE)))
    assert await kinds(team) == [Why.FAILED]


async def test_a_text_nobody_can_tell_of_waits_until_somebody_says_that_it_arrived(team: Team) -> None:
    text = await in_doubt(team)
    assert await kinds(team) == [Why.UNCONFIRMED]
    assert await done(team.ctx, team.workspace_id, "U1", text) == IN_DOUBT
    team.clock.advance(minutes=1)
    await team.text("Did you get my text?")
    await team.work()
    assert await kinds(team) == [Why.UNCONFIRMED]
    await it_arrived(team.ctx, team.workspace_id, text, "U1")
    assert await kinds(team) == []


async def test_or_until_it_is_sent_again(team: Team) -> None:
    text = await in_doubt(team)
    await send_again(team.ctx, team.workspace_id, text, "U1")
    assert await kinds(team) == []


async def test_or_until_its_receipt_comes(team: Team) -> None:
    text = await in_doubt(team)
    await team.receipts(Receipt("twilio", "SM9", Status.DELIVERED, message_id=text))
    assert await kinds(team) == []


async def test_a_failure_goes_with_its_client_into_a_merge_and_out_of_it(failed: Team) -> None:
    jane, tom = await client_of(failed), await failed.meet("Tom Roe", TOM)
    await failed.promote("U1", Role.ADMIN)
    made = await merge(failed.ctx, failed.workspace_id, "U1", Wanted(tom, jane))
    assert isinstance(made, Merged)
    assert await names(failed) == ["Tom Roe"]
    await undo(failed.ctx, failed.workspace_id, made.merge.id, "U1")
    assert await names(failed) == ["Jane Doe"]
    # What deals with it is a text to whose it is now.
    failed.clock.advance(minutes=1)
    await failed.text("Hello", number=TOM)
    await failed.work()
    assert await kinds(failed) == [Why.FAILED]


async def test_the_oldest_failure_is_listed_first(failed: Team) -> None:
    failed.clock.advance(minutes=1)
    failed.provider.answers = [failure(FailureKind.ACCOUNT)]
    await failed.meet("Tom Roe", TOM)
    await failed.text("Hello", number=TOM)
    await failed.work()
    assert await names(failed) == ["Jane Doe", "Tom Roe"]
    assert (await only(failed, start=0, limit=1)).since == CLOCK_START
