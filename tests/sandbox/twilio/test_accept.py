"""What is refused at once, with which code."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.sandbox.twilio import WHATSAPP_SANDBOX_NUMBER
from tests.sandbox.twilio.conftest import JANE, OMAR, OURS, SERVICE, TEMPLATE, TOLL_FREE, Stage

REFUSALS = [
    ({"to": ""}, 21604),
    ({"to": "+1555"}, 21211),
    ({"to": "2125550123"}, 21211),
    ({"to": "whatsapp:Jane"}, 21211),
    ({"to": "+999125550123"}, 21211),
    ({"to": "12345"}, 21265),
    ({"from_": None}, 21603),
    ({"from_": "Threadline"}, 21212),
    ({"from_": "+12125550999"}, 21659),
    ({"from_": WHATSAPP_SANDBOX_NUMBER}, 21606),
    ({"from_": f"whatsapp:{OURS}"}, 21910),
    ({"from_": f"whatsapp:{TOLL_FREE}", "to": f"whatsapp:{JANE}"}, 63007),
    ({"to": OURS}, 21266),
    ({"body": ""}, 21602),
    ({"body": " \n"}, 21602),
    ({"body": None}, 21602),
    ({"body": "x" * 1601}, 21617),
    ({"to": "+442079460958"}, 21408),
    ({"media_url": ["ftp://example.com/a.png"]}, 21620),
    ({"media_url": ["no address"]}, 21620),
    ({"media_url": [f"https://example.com/{n}.png" for n in range(11)]}, 21623),
    ({"status_callback": "/twilio/status"}, 21609),
    ({"validity_period": 36_001}, 20001),
    ({"validity_period": 0}, 20001),
    ({"content_sid": "HXunknown"}, 21655),
    ({"content_sid": TEMPLATE, "content_variables": "{"}, 21656),
    ({"content_sid": TEMPLATE, "content_variables": '{"1":""}'}, 21656),
    ({"messaging_service_sid": "MGunknown"}, 21701),
    ({"messaging_service_sid": SERVICE, "to": f"whatsapp:{JANE}"}, 21703),
    ({"messaging_service_sid": SERVICE, "from_": OURS}, 21712),
    ({"to": "+15005550001"}, 21211),
    ({"to": "+15005550002"}, 21612),
    ({"to": "+15005550003"}, 21408),
    ({"to": "+15005550004"}, 21610),
    ({"to": "+15005550009"}, 21614),
    ({"from_": "+15005550001"}, 21212),
    ({"from_": "+15005550007"}, 21606),
    ({"from_": "+15005550008"}, 21611),
]


@pytest.mark.parametrize(("fields", "code"), REFUSALS)
async def test_what_twilio_refuses(stage: Stage, fields: dict[str, object], code: int) -> None:
    assert await stage.refused(**fields) == code
    assert stage.twilio.messages == {}
    assert stage.twilio.calls[-1].code == code


async def test_a_landline_is_refused(stage: Stage) -> None:
    stage.twilio.phones.add(OMAR, "Office", landline=True)
    assert await stage.refused(to=OMAR) == 21614


async def test_sixteen_hundred_characters_are_accepted(stage: Stage) -> None:
    message = await stage.send("x" * 1600)
    assert message.num_segments == "11"


async def test_every_region_may_be_allowed(stage: Stage) -> None:
    stage.config.regions = None
    assert (await stage.send(to="+442079460958")).status == "queued"


async def test_smart_encoding_saves_segments(stage: Stage) -> None:
    curly = "“Nine” it is – see you…" + "x" * 60
    assert (await stage.send(curly)).num_segments == "2"
    smart = await stage.send(curly, smart_encoded=True)
    assert (smart.num_segments, smart.body) == ("1", '"Nine" it is - see you...' + "x" * 60)


async def test_json_is_not_read(stage: Stage) -> None:
    wanted = {"To": JANE, "From": OURS, "Body": "Hello"}
    async with stage.session.post(stage.messages_url, json=wanted, headers=stage.auth) as response:
        assert (response.status, (await response.json())["code"]) == (400, 21604)


async def test_a_scheduled_message_goes_at_its_time(stage: Stage) -> None:
    message = await stage.send(**_schedule(stage, minutes=20))
    assert message.status == "scheduled"
    assert stage.bot.receipts == []
    stage.clock.advance(20 * 60)
    await stage.settled()
    assert stage.bot.receipts[-1]["MessageStatus"] == "delivered"


@pytest.mark.parametrize(("minutes", "code"), [(14, 35111), (35 * 24 * 60 + 1, 35111)])
async def test_a_schedule_has_its_bounds(stage: Stage, minutes: int, code: int) -> None:
    assert await stage.refused(**_schedule(stage, minutes)) == code


async def test_only_a_service_can_schedule(stage: Stage) -> None:
    wanted = _schedule(stage, 20)
    del wanted["messaging_service_sid"]
    assert await stage.refused(**wanted) == 35118


def _schedule(stage: Stage, minutes: int) -> dict[str, object]:
    at = datetime.fromtimestamp(stage.clock.now(), UTC) + timedelta(minutes=minutes)
    return {"messaging_service_sid": SERVICE, "schedule_type": "fixed", "send_at": at}
