"""Fetch, list, redact, cancel and delete through the real SDK."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from twilio.base.exceptions import TwilioRestException

from tests.sandbox.twilio.conftest import ACCOUNT, JANE, OMAR, OURS, SERVICE, Stage


async def test_a_message_has_every_field_of_the_resource(stage: Stage) -> None:
    form = {"To": JANE, "From": OURS, "Body": "Hello"}
    async with stage.session.post(stage.messages_url, data=form, headers=stage.auth) as response:
        assert response.status == 201
        shown = await response.json()
    sid = shown["sid"]
    root = f"/2010-04-01/Accounts/{ACCOUNT}/Messages/{sid}"
    dates = [shown.pop(name) for name in ("date_created", "date_updated")]
    assert all(datetime.strptime(date, "%a, %d %b %Y %H:%M:%S %z") for date in dates)
    assert shown == {
        "sid": sid,
        "account_sid": ACCOUNT,
        "messaging_service_sid": None,
        "to": JANE,
        "from": OURS,
        "body": "Hello",
        "status": "queued",
        "direction": "outbound-api",
        "num_segments": "1",
        "num_media": "0",
        "price": None,
        "price_unit": "USD",
        "api_version": "2010-04-01",
        "date_sent": None,
        "error_code": None,
        "error_message": None,
        "uri": f"{root}.json",
        "subresource_uris": {"media": f"{root}/Media.json"},
    }
    assert len(sid) == 34
    assert sid.startswith("SM")


async def test_fetch_shows_what_has_become_of_it(stage: Stage) -> None:
    stage.twilio.faults.undeliver_next(30007)
    message = await stage.send()
    await stage.settled()
    fetched = await asyncio.to_thread(stage.sdk.messages(message.sid).fetch)
    assert (fetched.status, fetched.error_code, fetched.error_message) == (
        "undelivered",
        30007,
        "Message filtered",
    )
    assert fetched.date_sent is not None


async def test_an_unknown_message_is_not_found(stage: Stage) -> None:
    with pytest.raises(TwilioRestException) as caught:
        await asyncio.to_thread(stage.sdk.messages("SM" + "0" * 32).fetch)
    assert (caught.value.status, caught.value.code) == (404, 20404)


async def test_the_list_is_newest_first_and_filtered(stage: Stage) -> None:
    sent = []
    for to in (JANE, OMAR, JANE):
        sent.append((await stage.send(to=to)).sid)
        await stage.settled()
        stage.clock.advance(3600)
    stage.twilio.phones.text(JANE, OURS, "Hi")
    listed = await asyncio.to_thread(lambda: stage.sdk.messages.list(to=JANE, from_=OURS))
    assert [message.sid for message in listed] == [sent[2], sent[0]]
    cut = datetime.now(UTC) + timedelta(minutes=90)
    later = await asyncio.to_thread(lambda: stage.sdk.messages.list(to=JANE, date_sent_after=cut))
    assert [message.sid for message in later] == [sent[2]]
    earlier = await asyncio.to_thread(lambda: stage.sdk.messages.list(to=JANE, date_sent_before=cut))
    assert [message.sid for message in earlier] == [sent[0]]
    incoming = await asyncio.to_thread(lambda: stage.sdk.messages.list(from_=JANE))
    assert [message.direction for message in incoming] == ["inbound"]


async def test_a_day_as_filter_is_that_day(stage: Stage) -> None:
    message = await stage.send()
    await stage.settled()
    today = datetime.fromtimestamp(stage.twilio.messages[message.sid].created, UTC).date()
    for day, count in ((today, 1), (today - timedelta(days=1), 0), (today + timedelta(days=1), 0)):
        url = f"{stage.messages_url}?DateSent={day}"
        async with stage.session.get(url, headers=stage.auth) as response:
            assert len((await response.json())["messages"]) == count


async def test_the_sdk_pages_through_the_list(stage: Stage) -> None:
    sids = {(await stage.send(str(number))).sid for number in range(5)}
    listed = await asyncio.to_thread(lambda: stage.sdk.messages.list(page_size=2))
    assert {message.sid for message in listed} == sids
    assert [call.op for call in stage.twilio.calls].count("list") == 3


@pytest.mark.parametrize("query", ["PageSize=0", "PageSize=many", "Page=-1", "DateSent=yesterday"])
async def test_a_wrong_query_is_refused(stage: Stage, query: str) -> None:
    async with stage.session.get(f"{stage.messages_url}?{query}", headers=stage.auth) as response:
        assert (response.status, (await response.json())["code"]) == (400, 20001)


async def test_a_final_message_can_be_redacted_and_deleted(stage: Stage) -> None:
    message = await stage.send("secret")
    await stage.settled()
    redacted = await asyncio.to_thread(lambda: stage.sdk.messages(message.sid).update(body=""))
    assert redacted.body == ""
    assert await asyncio.to_thread(stage.sdk.messages(message.sid).delete)
    assert message.sid not in stage.twilio.messages


async def test_a_message_under_way_can_be_neither_redacted_nor_deleted(stage: Stage) -> None:
    stage.config.sent_after = 3600
    message = stage.sdk.messages((await stage.send()).sid)
    for change in (lambda: message.update(body=""), message.delete):
        with pytest.raises(TwilioRestException) as caught:
            await asyncio.to_thread(change)
        assert (caught.value.status, caught.value.code) == (409, 20009)


async def test_only_a_scheduled_message_can_be_canceled(stage: Stage) -> None:
    at = datetime.fromtimestamp(stage.clock.now(), UTC) + timedelta(hours=1)
    fields = {"messaging_service_sid": SERVICE, "schedule_type": "fixed", "send_at": at}
    message = stage.sdk.messages((await stage.send(**fields)).sid)
    canceled = await asyncio.to_thread(lambda: message.update(status="canceled"))
    assert canceled.status == "canceled"
    with pytest.raises(TwilioRestException) as caught:
        await asyncio.to_thread(lambda: message.update(status="canceled"))
    assert caught.value.code == 30409
    stage.clock.advance(3600)
    await stage.settled()
    assert stage.twilio.phones.conversation(JANE) == []
