"""What Meta says of the account and its number, and the files that it keeps."""

import pytest
from starlette.responses import JSONResponse, PlainTextResponse, Response
from yarl import URL

from bot.domain.channel import Channel
from bot.domain.sender import SenderState, SenderStatus
from bot.ports import MediaFailed, SenderReport
from bot.providers.whatsapp_cloud.check import own_number
from bot.providers.whatsapp_cloud.media import id_in
from tests.providers.whatsapp_cloud.standin import NUMBER, NUMBER_ID
from tests.providers.whatsapp_cloud.world import MetaWorld, SystemClock, settings

FILE = URL("https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1")
CDN = URL("https://mmg.whatsapp.net/v/t62")


@pytest.mark.parametrize(
    ("what", "said", "told"),
    [
        ("phone_numbers", {"data": [{"id": "999"}]}, "WHATSAPP_BUSINESS_ACCOUNT_ID"),
        ("subscribed_apps", {"data": []}, "not subscribed"),
        ("debug_token", {"data": {"app_id": "8", "is_valid": True}}, "not subscribed"),
        (
            NUMBER_ID,
            {"id": "1", "display_phone_number": "+1 202-555-0177", "status": "PENDING"},
            "registered",
        ),
        (NUMBER_ID, {"id": "1"}, "WHATSAPP_API_URL"),
    ],
)
async def test_what_is_wrong_is_told(world: MetaWorld, what: str, said: dict[str, object], told: str) -> None:
    world.graph.answer_next(what, JSONResponse(said))
    [sentence] = await world.provider.check()
    assert told in sentence
    assert sentence.endswith(".")


@pytest.mark.parametrize(
    ("what", "answer", "told"),
    [
        (NUMBER_ID, JSONResponse({"error": {"code": 190}}, 401), "WHATSAPP_TOKEN"),
        (NUMBER_ID, JSONResponse({"error": {"code": 10}}, 403), "whatsapp_business_management"),
        (
            NUMBER_ID,
            JSONResponse({"error": {"code": 100, "error_subcode": 33}}, 400),
            "WHATSAPP_PHONE_NUMBER_ID",
        ),
        (
            "phone_numbers",
            JSONResponse({"error": {"code": 100, "error_subcode": 33}}, 400),
            "WHATSAPP_BUSINESS_ACCOUNT_ID",
        ),
        ("subscribed_apps", JSONResponse({"error": {"code": 200}}, 403), "whatsapp_business_management"),
        (NUMBER_ID, JSONResponse({"error": {"code": 2}}, 503), "HTTP 503"),
        (NUMBER_ID, JSONResponse({}, 429), "too many"),
        (NUMBER_ID, PlainTextResponse("no", 404), "WHATSAPP_API_URL"),
        (NUMBER_ID, JSONResponse({"error": {"code": 4711}}, 400), "4711"),
    ],
)
async def test_a_refusal_is_told_by_what_mends_it(
    world: MetaWorld, what: str, answer: Response, told: str
) -> None:
    world.graph.answer_next(what, answer)
    [sentence] = await world.provider.check()
    assert told in sentence
    assert sentence.endswith(".")


async def test_where_meta_does_not_tell_which_app_is_ours_any_will_do(world: MetaWorld) -> None:
    world.graph.answer_next("debug_token", JSONResponse({"data": {"app_id": "", "is_valid": True}}))
    assert await world.provider.check() == []


async def test_our_number_is_told_or_why_it_is_not(world: MetaWorld) -> None:
    clock, url = SystemClock(), world.graph.url
    session = world.provider._graph._session
    assert await own_number(settings(number="", api_url=url), session, clock) == (NUMBER, "")
    number, why = await own_number(settings(api_url=url, token="wrong"), session, clock)
    assert (number, "WHATSAPP_TOKEN" in why) == ("", True)
    world.graph.answer_next(NUMBER_ID, JSONResponse({"id": "1", "display_phone_number": "none"}))
    number, why = await own_number(settings(api_url=url), session, clock)
    assert (number, "WHATSAPP_API_URL" in why) == ("", True)


def shown(status: str) -> dict[str, str]:
    """Our number, as it stands with Meta."""
    return {"id": NUMBER_ID, "display_phone_number": "+1 202-555-0177", "status": status}


@pytest.mark.parametrize(
    "status", ["CONNECTED", "FLAGGED", "RESTRICTED", "RATE_LIMITED", "SOMETHING_NEW", ""]
)
async def test_a_number_that_may_send_is_ready(world: MetaWorld, status: str) -> None:
    world.graph.answer_next(NUMBER_ID, JSONResponse(shown(status)))
    assert await world.provider.sender_states() == (SenderReport(Channel.WHATSAPP, NUMBER, SenderState()),)


@pytest.mark.parametrize("status", ["BANNED", "DELETED", "DISCONNECTED", "MIGRATED", "PENDING", "UNVERIFIED"])
async def test_a_number_that_may_not_says_why(world: MetaWorld, status: str) -> None:
    world.graph.answer_next(NUMBER_ID, JSONResponse(shown(status)))
    told = await world.provider.sender_states()
    assert told is not None
    assert told[0].state.status is SenderStatus.SUSPENDED
    assert told[0].state.why.endswith(".")


async def test_nothing_is_missed_as_meta_repeats_by_itself(world: MetaWorld) -> None:
    missed = await world.unreachable.missed(world.now())
    assert missed is not None
    assert (missed.texts, missed.receipts) == ((), ())


def test_the_token_goes_to_metas_files_and_to_nobody_else(world: MetaWorld) -> None:
    keeper = world.provider._files._keeper
    assert keeper.is_api(FILE)
    assert not keeper.is_api(CDN)
    assert keeper.allows(CDN)
    for elsewhere in ("lookaside.fbsbx.com.evil.example", "evilwhatsapp.net"):
        assert not keeper.allows(FILE.with_host(elsewhere))


async def test_a_file_is_asked_for_as_our_numbers(world: MetaWorld) -> None:
    kept = world.kept_file(b"a picture")
    await world.provider.fetch_media(kept, 100)
    [asked] = world.graph.between.asked_for(id_in(kept))
    assert asked.query_params["phone_number_id"] == NUMBER_ID


async def test_a_file_that_is_gone_is_not_asked_for_again(world: MetaWorld) -> None:
    kept = world.kept_file(b"a picture")
    world.standin.media.remove(id_in(kept))
    with pytest.raises(MediaFailed) as caught:
        await world.provider.fetch_media(kept, 100)
    assert not caught.value.again


@pytest.mark.parametrize(
    ("answer", "again"),
    [
        (JSONResponse({"url": "https://evil.example/x"}), False),
        (JSONResponse({"url": "http://lookaside.fbsbx.com/x"}), False),
        (JSONResponse({"url": "http://169.254.169.254/latest"}), False),
        (JSONResponse({"id": "1"}), False),
        (JSONResponse({"error": {"code": 190}}, 401), True),
        (JSONResponse({"error": {"code": 1}}, 500), True),
        (JSONResponse({}, 429), True),
    ],
)
async def test_only_metas_own_hosts_are_asked(world: MetaWorld, answer: Response, again: bool) -> None:
    kept = world.kept_file(b"a picture")
    world.graph.answer_next(id_in(kept), answer)
    with pytest.raises(MediaFailed) as caught:
        await world.provider.fetch_media(kept, 100)
    assert caught.value.again is again
    assert caught.value.reason.endswith(".")
