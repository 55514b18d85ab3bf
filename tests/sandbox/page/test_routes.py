"""The page's HTTP without a browser."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import aiohttp
import pytest

from bot.sandbox import seed
from bot.sandbox.app import Sandbox
from bot.sandbox.slack.emoji import BY_CODE

pytestmark = pytest.mark.asyncio(loop_scope="module")

JANE = seed.CLIENTS[0].number


async def post(sandbox: Sandbox, path: str, **body: Any) -> tuple[int, dict[str, Any]]:
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{sandbox.url}/sandbox/{path}", json=body) as response,
    ):
        return response.status, await response.json()


async def state(sandbox: Sandbox, viewer: str = "") -> dict[str, Any]:
    url = f"{sandbox.url}/sandbox/state"
    async with aiohttp.ClientSession() as session, session.get(url, params={"as": viewer}) as response:
        shown: dict[str, Any] = await response.json()
        return shown


async def test_the_first_look_shows_the_clinic_and_its_clients(sandbox: Sandbox) -> None:
    shown = await state(sandbox)
    assert shown["slack"]["viewer"] == "U0MAYA"
    assert shown["slack"]["team"]["name"] == "Harbor Clinic"
    assert [phone["name"] for phone in shown["phones"]] == [client.name for client in seed.CLIENTS]
    assert {sender["channel"] for sender in shown["senders"]} == {"sms", "whatsapp"}
    assert shown["faults"]


async def test_an_unknown_viewer_sees_as_the_first_teammate(sandbox: Sandbox) -> None:
    assert (await state(sandbox, "U0NOBODY"))["slack"]["viewer"] == "U0MAYA"
    assert (await state(sandbox, "U0SAM"))["slack"]["viewer"] == "U0SAM"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("slack/dance", 404),
        ("phones/dance", 404),
        ("faults/twilio/dance", 404),
        ("faults/mars/down", 404),
        ("slack/post", 400),
        ("phones/text", 400),
        ("phones/press", 400),
        ("phones/pick", 400),
        ("phones/react", 400),
        ("phones/place", 400),
        ("phones/contact", 400),
        ("phones/sticker", 400),
        ("phones/voice", 400),
        ("phones/forward", 400),
        ("phones/change_number", 400),
        ("phones/hide_number", 400),
        ("clock/advance", 400),
    ],
)
async def test_what_is_unknown_or_incomplete_is_refused_in_words(
    sandbox: Sandbox, path: str, status: int
) -> None:
    answered, body = await post(sandbox, path)
    assert answered == status
    assert body["ok"] is False
    assert body["message"].endswith(".")


async def test_a_teammate_who_does_not_exist_can_do_nothing(sandbox: Sandbox) -> None:
    status, body = await post(sandbox, "slack/post", user="U0NOBODY", channel="C0CLIENTS", text="Hi")
    assert (status, body["ok"]) == (400, False)


async def test_a_dead_bot_is_named_as_the_reason(sandbox: Sandbox) -> None:
    sandbox.slack.installation.bot.url = "http://127.0.0.1:9/slack/events"
    status, body = await post(sandbox, "slack/shortcut", user="U0SAM", callback_id="compose")
    assert status == 502
    assert "Is the bot running?" in body["message"]


async def test_a_dropped_file_can_be_seen_but_never_runs(sandbox: Sandbox) -> None:
    file = {"name": "x.html", "mimetype": "text/html", "content": "PHNjcmlwdD4="}
    await post(sandbox, "slack/post", user="U0SAM", channel="C0CLIENTS", text="", files=[file])
    (kept,) = sandbox.slack.workspace.files.values()
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{sandbox.url}/sandbox/files/{kept.id}") as response:
            assert await response.read() == b"<script>"
            assert response.content_type == "application/octet-stream"
            assert response.headers["Content-Disposition"].startswith("attachment")
        async with session.get(f"{sandbox.url}/sandbox/files/F0NONE") as response:
            assert response.status == 404


async def test_a_phone_says_why_it_cannot(sandbox: Sandbox) -> None:
    landline = next(client.number for client in seed.CLIENTS if client.landline)
    status, body = await post(sandbox, "phones/text", number=landline, to=seed.SMS_NUMBER, body="Hi")
    assert (status, body["message"]) == (400, "This phone has no sms.")


async def test_a_new_phone_is_put_on_the_table(sandbox: Sandbox) -> None:
    assert (await post(sandbox, "phones/add", number="+12025550177", name="New"))[0] == 200
    assert sandbox.twilio.phones.book.find("+12025550177").name == "New"


async def test_the_clock_moves_forward_only(sandbox: Sandbox) -> None:
    assert (await post(sandbox, "clock/advance", seconds=-1))[0] == 400
    before = sandbox.clock.offset
    assert (await post(sandbox, "clock/advance", seconds=60))[0] == 200
    assert sandbox.clock.offset == before + 60


async def test_the_clock_goes_on_to_the_next_time_of_day(sandbox: Sandbox) -> None:
    for at in ("22:00", "08:00", "22:00"):
        before = sandbox.clock.now()
        status, answer = await post(sandbox, "clock/until", time=at)
        assert status == 200
        assert before < answer["result"]
        assert datetime.fromtimestamp(answer["result"], ZoneInfo(seed.TIME_ZONE)).strftime("%H:%M") == at


@pytest.mark.parametrize("at", ["25:00", "10 PM", "", 22, None])
async def test_a_time_of_day_must_be_one(sandbox: Sandbox, at: object) -> None:
    before = sandbox.clock.offset
    assert (await post(sandbox, "clock/until", time=at))[0] == 400
    assert sandbox.clock.offset == before


async def test_an_admin_changes_a_user_group(sandbox: Sandbox) -> None:
    change = {"user": "U0MAYA", "group": "S0FRONT"}
    assert (await post(sandbox, "slack/set_group", **change, users=["U0MAYA"]))[0] == 200
    assert sandbox.slack.workspace.groups["S0FRONT"].users == ["U0MAYA"]
    for wrong in ("U0SAM", [7], None):
        assert (await post(sandbox, "slack/set_group", **change, users=wrong))[0] == 400
    assert (await post(sandbox, "slack/set_group", **{**change, "user": "U0SAM"}, users=["U0SAM"]))[0] == 400


@pytest.mark.parametrize("path", ["/static/../routes.py", "/static/%2e%2e/routes.py", "/static/js/none.js"])
async def test_only_the_pages_own_files_are_served(sandbox: Sandbox, path: str) -> None:
    async with aiohttp.ClientSession() as session, session.get(sandbox.url + path) as response:
        assert response.status == 404


async def test_the_page_is_given_every_emoji_that_the_stand_in_may_write(sandbox: Sandbox) -> None:
    async with aiohttp.ClientSession() as session, session.get(f"{sandbox.url}/sandbox/emoji") as response:
        assert await response.json() == BY_CODE
