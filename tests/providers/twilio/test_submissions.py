"""Making templates at Twilio: every kind, and what is done about half of it."""

from dataclasses import replace

import aiohttp
import pytest
from starlette.responses import JSONResponse, PlainTextResponse, Response

from bot.domain.template import Approval, Category, ListItem, TemplateKind
from bot.domain.template_draft import Button, ButtonKind, TemplateDraft
from bot.domain.template_rules import mistakes
from bot.ports import SubmitFailed, Submitted
from tests.providers.contract import DRAFT
from tests.providers.twilio.double import answering
from tests.providers.twilio.world import TwilioWorld

YES, NO = (Button(ButtonKind.QUICK_REPLY, title) for title in ("Yes, gladly", "No"))
BOOK = Button(ButtonKind.URL, "Book", "https://harbor.example/{{3}}")
CALL = Button(ButtonKind.PHONE, "Call", "+12025550100")
SAMPLE = "https://harbor.example/map.png"
DRAFTS = {
    "text": DRAFT,
    "quick-reply": replace(DRAFT, kind=TemplateKind.QUICK_REPLY, buttons=(YES, NO)),
    "call-to-action": replace(
        DRAFT,
        kind=TemplateKind.CALL_TO_ACTION,
        buttons=(BOOK, CALL),
        samples=(*DRAFT.samples, ("3", "jane")),
    ),
    "media": replace(DRAFT, kind=TemplateKind.MEDIA, media=SAMPLE),
    "card": replace(
        DRAFT,
        kind=TemplateKind.CARD,
        header="Harbor Clinic",
        footer="Reply STOP to end",
        buttons=(YES, CALL),
        category=Category.MARKETING,
    ),
}
LIST = replace(
    DRAFT,
    kind=TemplateKind.LIST,
    items=(ListItem("am", "Morning", "Until noon"), ListItem("pm", "Afternoon")),
    list_button="Times",
)


@pytest.mark.parametrize(("shape", "draft"), DRAFTS.items())
async def test_each_kind_is_taken_and_read_back(world: TwilioWorld, shape: str, draft: TemplateDraft) -> None:
    assert mistakes(draft) == {}
    made = await world.provider.submit_template(draft)
    assert isinstance(made, Submitted)
    template = made.template
    assert (template.kind, template.shape, template.approval) == (draft.kind, shape, Approval.PENDING)
    assert (template.category, template.header, template.footer) == (
        draft.category,
        draft.header,
        draft.footer,
    )
    assert template.buttons == tuple(button.title for button in draft.buttons)
    assert template.media == ((draft.media,) if draft.media else ())
    assert {each.name: each.sample for each in template.variables} == dict(draft.samples)
    assert await world.provider.templates() == (template,)


async def test_a_list_is_made_and_not_handed_in(world: TwilioWorld) -> None:
    assert mistakes(LIST) == {}
    for _ in range(2):
        made = await world.provider.submit_template(LIST)
        assert isinstance(made, Submitted)
        assert (made.template.kind, made.template.approval) == (TemplateKind.LIST, Approval.UNSUBMITTED)
        assert (made.template.items, made.template.list_button) == (LIST.items, "Times")
    assert len(world.standin.contents) == 1


async def test_a_line_above_or_below_makes_it_a_card_at_twilio(world: TwilioWorld) -> None:
    made = await world.provider.submit_template(replace(DRAFT, footer="Harbor Clinic"))
    assert isinstance(made, Submitted)
    assert (made.template.shape, made.template.footer) == ("card", "Harbor Clinic")


@pytest.mark.parametrize("trouble", ["server_error", "drop_answer"])
async def test_one_without_its_approval_request_is_completed(world: TwilioWorld, trouble: str) -> None:
    world.standin.faults.fail_next("approval_create", **{trouble: True})
    first = await world.provider.submit_template(DRAFT)
    assert isinstance(first, SubmitFailed)
    assert first.ambiguous
    made = await world.provider.submit_template(DRAFT)
    assert isinstance(made, Submitted)
    assert made.template.approval is Approval.PENDING
    assert [each.status for each in world.standin.contents.values()] == ["received"]


async def test_what_whatsapp_does_not_even_look_at_is_not_left_behind(world: TwilioWorld) -> None:
    world.standin.faults.fail_next("approval_create", code=20001, status=400)
    refused = await world.provider.submit_template(DRAFT)
    assert isinstance(refused, SubmitFailed)
    assert refused.reason.startswith("Twilio did not take it: ")
    assert world.standin.contents == {}


async def test_one_that_was_never_handed_in_is_in_nobody_s_way(world: TwilioWorld) -> None:
    world.standin.faults.fail_next("approval_create", server_error=True)
    await world.provider.submit_template(DRAFT)
    other = replace(DRAFT, body="Hi {{1}}, we see you on Monday at {{2}} sharp, dear client.")
    assert isinstance(await world.provider.submit_template(other), Submitted)
    assert [each.status for each in world.standin.contents.values()] == ["unsubmitted", "received"]


async def test_without_the_list_nothing_is_made(world: TwilioWorld) -> None:
    world.standin.faults.fail_next("contents", server_error=True)
    failed = await world.provider.submit_template(DRAFT)
    assert isinstance(failed, SubmitFailed)
    assert failed.ambiguous
    assert world.standin.contents == {}


EMPTY = JSONResponse({"contents": [], "meta": {}})


@pytest.mark.parametrize(
    ("answer", "ambiguous"),
    [
        (PlainTextResponse("<h1>Welcome</h1>", 201), True),
        (JSONResponse([], 201), True),
        (JSONResponse({}, 201), True),
        (PlainTextResponse("", 302), False),
        (PlainTextResponse("", 400), False),
        (JSONResponse({"code": 20003}, 401), False),
        (JSONResponse([], 400), False),
        (PlainTextResponse("", 503), True),
        (PlainTextResponse("", 429), True),
    ],
)
async def test_nonsense_is_no_success(
    session: aiohttp.ClientSession, answer: Response, ambiguous: bool
) -> None:
    async with answering(EMPTY, answer, session=session) as double:
        failed = await double.provider.submit_template(DRAFT)
        assert isinstance(failed, SubmitFailed)
        assert failed.ambiguous is ambiguous
        assert failed.reason.endswith(".")
