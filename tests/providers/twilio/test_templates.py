"""Reading the account's templates, and sending one of them."""

import json
from dataclasses import replace
from typing import Any

import aiohttp
import pytest
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response

from bot.domain.channel import Channel
from bot.domain.failure import Failure
from bot.domain.message import Media
from bot.domain.template import Approval, Category, ListItem, SentTemplate, Template, TemplateKind, Variable
from bot.ports import Accepted, Found
from bot.providers.twilio import TwilioProvider
from bot.providers.twilio.senders import WHATSAPP_SANDBOX
from bot.providers.twilio.templates import read
from bot.sandbox.twilio.content import Content
from bot.sandbox.twilio.sandbox_templates import SANDBOX_TEMPLATES
from tests.providers.contract import NONE_KNOWN, assert_worded
from tests.providers.twilio.double import answering
from tests.providers.twilio.world import CLIENT, PAYLOADS, WHATSAPP, TwilioWorld, settings, sms

PAGE = json.loads((PAYLOADS / "content_and_approvals.json").read_text())
SID = "HX" + "0" * 31 + "1"


def sent(**changes: object) -> Any:
    template = SentTemplate(SID, "see_you", (("1", "José"), ("2", "nine")))
    plain = replace(sms("Hello José, see you at nine.", sender=WHATSAPP), channel=Channel.WHATSAPP)
    return replace(plain, **({"template": template} | changes))  # type: ignore[arg-type]


def put(world: TwilioWorld) -> Content:
    said = {"twilio/text": {"body": "Hello {{1}}, see you at {{2}}."}}
    world.standin.contents[SID] = Content(SID, "see_you", said, {"1": "Jane", "2": "ten"})
    return world.standin.contents[SID]


def test_each_kind_is_read_as_people_see_it() -> None:
    text, replies, media, calls, a_list, a_card = map(read, PAGE["contents"])
    assert text == Template(
        id=SID,
        name="appointment_reminder",
        language="en",
        category=Category.UTILITY,
        kind=TemplateKind.TEXT,
        shape="text",
        body="Hi {{1}}, we see you on {{2}} at {{3}}.",
        variables=(Variable("1", "Jane"), Variable("2", "Monday"), Variable("3", "3:00 PM")),
        approval=Approval.APPROVED,
    )
    assert (replies.kind, replies.body, replies.buttons) == (
        TemplateKind.QUICK_REPLY,
        "Coming, {{1}}?",
        ("Yes", "No"),
    )
    assert (replies.approval, replies.language) == (Approval.PENDING, "en_US")
    assert (media.kind, media.media) == (TemplateKind.MEDIA, ("https://harbor.example/{{file}}",))
    assert [each.name for each in media.variables] == ["file", "name"]
    assert (media.approval, media.rejection_reason) == (Approval.REJECTED, "The sample is missing.")
    assert (calls.kind, calls.buttons) == (TemplateKind.CALL_TO_ACTION, ("Book", "Call"))
    assert (calls.variables, calls.approval) == ((Variable("1", "jane"),), Approval.PAUSED)
    assert (a_list.kind, a_list.shape, a_list.name) == (TemplateKind.LIST, "list-picker", "Which time")
    assert (a_list.list_button, a_list.items) == ("Times", (ListItem("9", "Nine"),))
    assert a_list.approval is Approval.UNSUBMITTED
    assert (a_card.kind, a_card.body, a_card.category) == (TemplateKind.CARD, "Welcome", Category.UNKNOWN)
    assert a_card.approval is Approval.UNSUBMITTED


async def test_all_pages_are_read(world: TwilioWorld) -> None:
    for number in range(1, 502):
        sid = f"HX{number:032x}"
        world.standin.contents[sid] = Content(sid, f"t{number}", {"twilio/text": {"body": "Hi"}})
    told = await world.provider.templates()
    assert told is not None
    assert [each.id for each in told] == list(world.standin.contents)


async def test_an_account_without_whatsapp_is_not_asked(
    world: TwilioWorld, session: aiohttp.ClientSession
) -> None:
    provider = TwilioProvider(settings(whatsapp_senders=()), session, world.clock)
    assert await provider.templates() == ()
    assert world.standin.calls == []


@pytest.mark.parametrize(
    "answer",
    [
        PlainTextResponse("<h1>Welcome</h1>"),
        JSONResponse([]),
        JSONResponse({"contents": [{}], "meta": {}}),
        JSONResponse({"contents": [{"sid": "HX1", "types": {}}], "meta": {}}),
        JSONResponse({"contents": None, "meta": {}}),
        JSONResponse({"contents": []}),
        RedirectResponse("https://elsewhere.example/"),
        PlainTextResponse("", 500),
        PlainTextResponse("", 429),
    ],
)
async def test_nonsense_is_no_answer(session: aiohttp.ClientSession, answer: Response) -> None:
    async with answering(answer, session=session) as double:
        assert await double.provider.templates() is None
        assert len(double.asked) == 1


async def test_a_next_page_leads_nowhere_but_to_the_configured_address(
    session: aiohttp.ClientSession,
) -> None:
    leads = JSONResponse({"contents": [], "meta": {"next_page_url": "https://elsewhere.example/v1/Content"}})
    last = JSONResponse({"contents": [], "meta": {"next_page_url": None}})
    async with answering(leads, last, session=session) as double:
        # Whatever host it names, only the path is followed.
        assert await double.provider.templates() == ()
        assert len(double.asked) == 2


async def test_a_template_goes_with_its_values_and_nothing_beside_it(world: TwilioWorld) -> None:
    put(world)
    message = sent(media=(Media("https://x.example/1", "image/png"),))
    assert isinstance(await world.provider.send(message), Accepted)
    params = dict(world.standin.calls[-1].params)
    assert json.loads(params.pop("ContentVariables")) == {"1": "José", "2": "nine"}
    assert params.pop("StatusCallback")
    assert params == {"To": f"whatsapp:{CLIENT}", "From": f"whatsapp:{WHATSAPP}", "ContentSid": SID}
    [taken] = world.standin.messages.values()
    assert taken.body == message.body


async def test_a_template_without_blanks_needs_no_values(session: aiohttp.ClientSession) -> None:
    created = JSONResponse({"sid": "SM1", "status": "queued"}, 201)
    async with answering(created, session=session, public_url="") as double:
        await double.provider.send(sent(template=SentTemplate(SID, "see_you")))
    assert set(double.asked[0]) == {"To", "From", "ContentSid"}


async def test_a_template_that_is_gone_is_told(world: TwilioWorld) -> None:
    result = await world.provider.send(sent())
    assert isinstance(result, Failure)
    assert (result.code, result.needs_template) == ("21655", False)
    assert_worded(result)


async def test_a_template_whose_answer_was_lost_is_found_by_its_words(world: TwilioWorld) -> None:
    content = put(world)
    content.types = {"twilio/media": {**content.types["twilio/text"], "media": ["https://x.example/m.png"]}}
    began = world.now()
    world.cut_next()
    await world.provider.send(sent())
    assert isinstance(await world.provider.look_up(sent(), began, NONE_KNOWN), Found)


async def test_the_test_number_brings_its_own_templates(
    world: TwilioWorld, url: str, session: aiohttp.ClientSession
) -> None:
    put(world)
    test = settings(api_url=url, whatsapp_senders=(WHATSAPP_SANDBOX,))
    found = await TwilioProvider(test, session, world.clock).templates()
    assert found is not None
    assert [each.is_sandbox for each in found] == [False, True, True]
    # They are the very ones that the stand-in lets through.
    assert {each.id for each in found if each.is_sandbox} <= set(SANDBOX_TEMPLATES)
    for each in found[1:]:
        assert each.body == SANDBOX_TEMPLATES[each.id].types["twilio/text"]["body"]
    removed = TwilioProvider(replace(test, is_removed=True), session, world.clock)
    assert (removed.senders, await removed.templates()) == ((), ())


async def test_nothing_is_sent_through_an_account_that_was_removed(
    world: TwilioWorld, url: str, session: aiohttp.ClientSession
) -> None:
    removed = TwilioProvider(settings(api_url=url, is_removed=True), session, world.clock)
    result = await removed.send(sms())
    assert isinstance(result, Failure)
    assert_worded(result)
    assert "removed" in result.reason
    assert world.attempts() == 0
