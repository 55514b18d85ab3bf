"""What the author of a text that does not go now is told, and what is offered to whom."""

import pytest

from bot.domain.channel import Channel
from bot.domain.message import Direction, Message, Status
from bot.domain.roles import Role
from bot.domain.thread import FailurePost, Notice, OfferKind
from bot.policy.decision import Reason
from tests.flows.harness import JANE, Team
from tests.flows.outbound.doubles import against
from tests.support.world import inbound

DEAR = Reason("budget", "The month's budget is used up.", "Ask an admin.", overridable_by=Role.MANAGER)
NO_CONSENT = Reason("no_consent", "Jane Doe has not agreed to texts.", "Record their consent.")


@pytest.fixture
async def night(team: Team) -> Team:
    """A team in Jane's thread, twelve hours after she wrote by SMS: at ten in the evening."""
    await team.meet("Jane Doe")
    await team.hear(inbound("Hi", "SM1"))
    await team.work()
    team.clock.advance(hours=12)
    return team


async def _told(team: Team, text: str = "See you") -> Notice:
    await team.reply(text)
    await team.work()
    # What the first text to a client adds is told besides, and is another matter.
    return [said for said in team.slack.said if not said.text.startswith("Below the first text")][-1]


async def _reply(team: Team) -> Message:
    return [each for each in await team.messages() if each.direction is Direction.OUT][-1]


def _kinds(notice: Notice | FailurePost) -> list[OfferKind]:
    return [offer.kind for offer in notice.offers]


async def test_a_held_reply_says_until_when_and_can_be_taken_back(night: Team) -> None:
    notice = await _told(night)
    message = await _reply(night)
    assert notice.text == (
        "Held until 8:00 AM Jane Doe's time (New York, tomorrow). It goes by itself. "
        "It is 10:00 PM New York time for Jane Doe, outside the hours for texts. "
        "A manager can send it anyway."
    )
    assert (notice.goes_at, _kinds(notice)) == (message.due_at, [OfferKind.CANCEL])
    assert [offer.about for offer in notice.offers] == [message.id]


async def test_a_manager_is_offered_to_send_a_held_reply_now(night: Team) -> None:
    await night.promote("U1", Role.MANAGER)
    notice = await _told(night)
    assert _kinds(notice) == [OfferKind.CANCEL, OfferKind.SEND_NOW]
    assert "A manager can" not in notice.text


async def test_what_night_overtakes_is_told_once_until_the_morning(team: Team) -> None:
    await team.text("First")
    await team.work()
    team.clock.advance(hours=10, minutes=59, seconds=50)
    await team.reply("One more thing")
    await team.wait(seconds=60)
    await team.wait(hours=1)
    [notice] = [said for said in team.slack.said if said.goes_at]
    assert notice.text.startswith(
        "Held until 8:00 AM Jane Doe's time (New York, tomorrow). It goes by itself."
    )
    assert _kinds(notice) == [OfferKind.CANCEL]


async def test_a_refusal_says_every_reason_and_its_help(night: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    against(monkeypatch, NO_CONSENT)
    against(monkeypatch, DEAR)
    notice = await _told(night)
    assert notice.text == (
        "Not sent. Jane Doe has not agreed to texts. Record their consent. "
        "The month's budget is used up. Ask an admin. "
        "It is 10:00 PM New York time for Jane Doe, outside the hours for texts."
    )
    message = await _reply(night)
    assert [(offer.kind, offer.about) for offer in notice.offers] == [
        (OfferKind.RECORD_CONSENT, message.client_id)
    ]
    assert notice.goes_at is None


@pytest.mark.parametrize(("role", "offered"), [(Role.SENDER, []), (Role.MANAGER, [OfferKind.SEND_ANYWAY])])
async def test_a_refusal_that_may_be_set_aside_is_offered_to_those_who_may(
    team: Team, monkeypatch: pytest.MonkeyPatch, role: Role, offered: list[OfferKind]
) -> None:
    await team.text("Hello")
    await team.work()
    await team.promote("U1", role)
    against(monkeypatch, DEAR)
    notice = await _told(team)
    assert _kinds(notice) == offered
    assert ("A manager can send it anyway." in notice.text) is (not offered)


async def test_where_only_whatsapp_is_closed_a_template_and_an_sms_are_offered(team: Team) -> None:
    await team.written_to(JANE)
    await team.wait(hours=25)
    notice = await _told(team)
    assert _kinds(notice) == [OfferKind.USE_TEMPLATE, OfferKind.SEND_AS_SMS]
    assert [offer.about for offer in notice.offers] == [(await _reply(team)).id] * 2


async def test_no_sms_is_offered_where_it_would_be_refused_or_cannot_be_sent(team: Team) -> None:
    await team.written_to(JANE)
    await team.wait(hours=25)
    whatsapp_only = team.with_context(senders=team.ctx.senders_for(Channel.WHATSAPP))
    await whatsapp_only.reply("See you", "9.2")
    await whatsapp_only.work()
    assert _kinds(team.slack.said[-1]) == [OfferKind.USE_TEMPLATE]
    await team.opt_out()
    await team.reply("See you", "9.3")
    await team.work()
    assert _kinds(team.slack.said[-1]) == [OfferKind.USE_TEMPLATE]


async def test_a_refusal_at_the_last_moment_says_all_and_offers_the_ways_out(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    message_id = await team.text("Hello")
    against(monkeypatch, NO_CONSENT)
    against(monkeypatch, DEAR)
    await team.work()
    assert (await team.message(message_id)).status is Status.REFUSED
    [post] = team.posts(FailurePost)
    assert post.reason == "Jane Doe has not agreed to texts. The month's budget is used up."
    assert post.help == "Record their consent. Ask an admin."
    assert _kinds(post) == [OfferKind.RECORD_CONSENT]


async def test_the_post_for_all_offers_what_a_manager_who_reads_it_may_do(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    await team.text("Hello")
    against(monkeypatch, DEAR)
    await team.work()
    [post] = team.posts(FailurePost)
    assert _kinds(post) == [OfferKind.SEND_ANYWAY]
