"""What Twilio tried to tell us while we were away, read back from the account."""

from datetime import UTC, datetime, timedelta

from bot.domain.channel import Channel
from bot.domain.message import Status
from bot.ports import Accepted, Missed
from bot.sandbox.twilio import MediaFile
from tests.providers.twilio.world import CLIENT, NUMBER, WHATSAPP, TwilioWorld, sms


async def _missed(world: TwilioWorld, since: datetime | None = None) -> Missed:
    found = await world.provider.missed(since or datetime.now(UTC) - timedelta(minutes=5))
    assert found is not None
    return found


async def test_texts_to_our_senders_are_read_back_oldest_first(world: TwilioWorld) -> None:
    phones = world.twilio.phones
    phones.add(CLIENT)
    sids = [phones.text(CLIENT, NUMBER, "First"), phones.text(CLIENT, WHATSAPP, "Second", channel="whatsapp")]
    texts = (await _missed(world)).texts
    assert [(text.provider_id, text.body, text.channel) for text in texts] == [
        (sids[0], "First", Channel.SMS),
        (sids[1], "Second", Channel.WHATSAPP),
    ]
    assert {text.sender for text in texts} == {CLIENT}


async def test_a_stop_is_known_to_have_been_answered(world: TwilioWorld) -> None:
    world.twilio.phones.add(CLIENT)
    world.twilio.phones.text(CLIENT, NUMBER, "STOP")
    assert [text.answered_by_provider for text in (await _missed(world)).texts] == [True]


async def test_a_picture_comes_with_its_address(world: TwilioWorld, url: str) -> None:
    world.twilio.state.config.api_url = url
    world.twilio.phones.add(CLIENT)
    picture = MediaFile("image/png", b"\x89PNG", "roof.png")
    sid = world.twilio.phones.text(CLIENT, NUMBER, "The roof", media=[picture])
    (text,) = (await _missed(world)).texts
    assert text.channel is Channel.MMS
    assert [media.content_type for media in text.media] == ["image/png"]
    assert f"/Messages/{sid}/Media/" in text.media[0].url
    assert not text.media[0].url.endswith(".json")


async def test_statuses_of_our_own_messages_come_as_receipts(world: TwilioWorld) -> None:
    sent = await world.provider.send(sms("Hello"))
    assert isinstance(sent, Accepted)
    receipts = (await _missed(world)).receipts
    assert [receipt.provider_id for receipt in receipts] == [sent.provider_id]
    assert receipts[0].status in {Status.ACCEPTED, Status.SENT, Status.DELIVERED}


async def test_a_failure_among_them_comes_with_its_reason(world: TwilioWorld) -> None:
    sent = await world.provider.send(sms("Hello"))
    assert isinstance(sent, Accepted)
    listed = world.standin.messages[sent.provider_id]
    listed.status, listed.error_code = "undelivered", 30003
    (receipt,) = (await _missed(world)).receipts
    assert receipt.status is Status.FAILED
    assert receipt.failure is not None
    assert receipt.failure.code == "30003"


async def test_what_is_older_is_left_alone(world: TwilioWorld) -> None:
    world.twilio.phones.add(CLIENT)
    world.twilio.phones.text(CLIENT, NUMBER, "Long ago")
    assert await _missed(world, datetime.now(UTC) + timedelta(minutes=5)) == Missed()


async def test_an_account_that_does_not_answer_says_nothing(world: TwilioWorld) -> None:
    world.twilio.faults.fail_next("list", server_error=True, times=3)
    assert await world.provider.missed(datetime.now(UTC)) is None
