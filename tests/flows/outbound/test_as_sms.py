"""*Send as SMS*: the words of a WhatsApp message that was refused, once, by the other way."""

import pytest

from bot.domain.channel import Channel
from bot.domain.failure import Failure, FailureKind, RecipientFault
from bot.domain.message import Media, Status, media_as_json
from bot.domain.roles import Role
from bot.domain.thread import FailurePost, Mark, OfferKind
from bot.flows.outbound.as_sms import AS_SMS, NOT_NEEDED, send_as_sms
from bot.flows.outbound.retry import GONE, TWICE
from bot.flows.team.permissions import NotAllowed
from bot.policy.decision import Reason
from bot.storage.tables import messages
from tests.flows.harness import Team
from tests.flows.outbound.doubles import against
from tests.support.world import OUR_SMS, inbound

TS = "9.1"
CLOSED = Reason("window_closed", "Jane Doe wrote more than a day ago.")


@pytest.fixture
async def refused(team: Team, monkeypatch: pytest.MonkeyPatch) -> Team:
    """A team with a reply that WhatsApp does not take."""
    await team.meet("Jane Doe")
    await team.hear(inbound("Hi", "SM1", channel=Channel.WHATSAPP))
    await team.work()
    against(monkeypatch, CLOSED, Channel.WHATSAPP)
    await team.reply("See you", TS)
    await team.work()
    return team


async def _as_sms(team: Team, user: str = "U1") -> str:
    reply = next(each for each in await team.messages() if each.slack_ts == TS)
    return await send_as_sms(team.ctx, team.workspace_id, reply.id, user)


async def test_it_goes_by_sms_once_and_the_reply_shows_it(refused: Team) -> None:
    assert await _as_sms(refused) == AS_SMS
    assert await _as_sms(refused) == TWICE
    await refused.work()
    [sent] = refused.provider.sent
    assert (sent.body.split("\n")[0], sent.channel, sent.sender) == ("See you", Channel.SMS, OUR_SMS)
    assert refused.marks(TS)[-1] is Mark.QUEUED
    assert [each.status for each in (await refused.messages())[1:]] == [Status.REFUSED, Status.ACCEPTED]


async def test_at_night_it_says_until_when_it_waits(refused: Team) -> None:
    refused.clock.advance(hours=12)
    assert await _as_sms(refused) == (
        "Held until 8:00 AM Jane Doe's time (New York, tomorrow). It goes by itself."
    )


async def test_after_a_stop_it_is_refused_in_words(refused: Team) -> None:
    await refused.opt_out()
    assert (await _as_sms(refused)).startswith("Not sent. Jane Doe opted out of SMS.")


async def test_a_viewer_may_not(refused: Team) -> None:
    await refused.promote("U2", Role.VIEWER)
    with pytest.raises(NotAllowed, match="You cannot write to clients"):
        await _as_sms(refused, "U2")
    await refused.work()
    assert refused.sent == []


async def test_what_whatsapp_could_not_deliver_goes_by_sms_too(team: Team) -> None:
    await team.meet("Jane Doe")
    await team.hear(inbound("Hi", "SM1", channel=Channel.WHATSAPP))
    await team.work()
    absent = Failure(
        FailureKind.FINAL,
        "The client's number is not on WhatsApp.",
        code="63003",
        recipient=RecipientFault.NOT_ON_WHATSAPP,
    )
    team.provider.answers.append(absent)
    await team.reply("See you", TS)
    team.clock.advance(seconds=10)
    await team.work()
    [post] = team.posts(FailurePost)
    assert [offer.kind for offer in post.offers] == [OfferKind.FIX_NUMBER, OfferKind.SEND_AS_SMS]
    assert await _as_sms(team) == AS_SMS
    assert await _as_sms(team) == TWICE
    await team.work()
    assert [each.channel for each in team.provider.sent] == [Channel.WHATSAPP, Channel.SMS]


async def test_what_has_not_been_refused_is_not_sent_twice(team: Team) -> None:
    message_id = await team.text("Hello")
    assert await send_as_sms(team.ctx, team.workspace_id, message_id, "U1") == NOT_NEEDED
    assert await send_as_sms(team.ctx, team.workspace_id, "0" * 26, "U1") == GONE


@pytest.mark.parametrize(
    ("media", "said"),
    [
        (Media("stored:a", "image/jpeg", "room.jpg", 1_000), AS_SMS),
        (
            Media("stored:a", "application/pdf", "contract.pdf", 2_000_000),
            "Not sent. “contract.pdf” has 2 MB, and MMS takes 0.5 MB of its kind.",
        ),
    ],
)
async def test_a_file_goes_along_where_it_can_and_else_nothing_goes(
    refused: Team, media: Media, said: str
) -> None:
    [reply] = [each for each in await refused.messages() if each.slack_ts == TS]
    await refused.change(messages, reply.id, media=media_as_json([media]))
    assert await _as_sms(refused) == said
    await refused.work()
    assert [sent.media for sent in refused.provider.sent] == ([(media,)] if said == AS_SMS else [])
    assert {sent.channel for sent in refused.provider.sent} <= {Channel.MMS}
