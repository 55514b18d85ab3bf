"""The account's templates: read, handed in and taken away."""

from dataclasses import replace
from typing import Any, cast

import aiohttp
import pytest
from starlette.responses import JSONResponse, PlainTextResponse, Response

from bot.domain.template import Approval, Category, ListItem, Template, TemplateKind, Variable
from bot.domain.template_draft import Button, ButtonKind, TemplateDraft
from bot.ports import SubmitFailed, Submitted
from tests.providers.whatsapp_cloud.standin import ACCOUNT_ID, TOKEN
from tests.providers.whatsapp_cloud.world import MetaWorld, payload
from tests.support import files

DRAFT = TemplateDraft(
    name="see_you",
    language="en",
    category=Category.UTILITY,
    kind=TemplateKind.CALL_TO_ACTION,
    header="For {{3}}",
    body="Hi {{1}}, we see you tomorrow at {{2}} as agreed.",
    footer="Harbor Clinic",
    samples=(("1", "Jane"), ("2", "nine"), ("3", "Ms. Doe"), ("4", "jane")),
    buttons=(
        Button(ButtonKind.QUICK_REPLY, "Yes"),
        Button(ButtonKind.URL, "Book", "https://harbor.example/{{4}}"),
        Button(ButtonKind.PHONE, "Call", "+12025550100"),
    ),
)


async def all_of(world: MetaWorld) -> tuple[Template, ...]:
    told = await world.provider.templates()
    assert told is not None
    return told


async def first_page(world: MetaWorld, size: int) -> dict[str, Any]:
    """What Meta tells when it is asked for so many."""
    fields = "name,language,category,status,components,parameter_format,rejected_reason"
    url = f"{world.graph.url}/{ACCOUNT_ID}/message_templates?limit={size}&fields={fields}"
    headers = {"Authorization": f"Bearer {TOKEN}"}
    async with aiohttp.ClientSession() as session, session.get(url, headers=headers) as answer:
        return cast(dict[str, Any], await answer.json())


async def test_each_is_read_as_people_see_it(world: MetaWorld) -> None:
    world.has_templates(*payload("message_templates")["data"])
    # Two to a page: the next is asked for by its cursor, whatever address is given for it.
    first = await first_page(world, 2)
    first["paging"]["next"] = "https://elsewhere.example/steal"
    world.graph.answer_next("message_templates", JSONResponse(first))
    reminder, offer, picture, deals, rate, code = await all_of(world)
    assert (reminder.id, reminder.name, reminder.language) == ("594425479261596", "reminder", "en_US")
    assert (reminder.category, reminder.approval) == (Category.UTILITY, Approval.APPROVED)
    assert (reminder.header, reminder.body) == ("See you, {{header 1}}", "Hi {{1}}, see you on {{2}}.")
    assert (reminder.footer, reminder.buttons) == ("Harbor Clinic", ("Book", "Call"))
    assert reminder.kind is TemplateKind.CALL_TO_ACTION
    assert reminder.variables == (
        Variable("header 1", "Jane"),
        Variable("1", "Jane"),
        Variable("2", "Monday"),
        Variable("button 1 address", "jane"),
    )
    assert (offer.approval, offer.rejection_reason) == (Approval.REJECTED, "Invalid format")
    assert offer.variables == (
        Variable("first_name", "Jane"),
        Variable("code", "25OFF"),
        Variable("button 1 code", "25OFF"),
    )
    assert (picture.kind, picture.approval) == (TemplateKind.MEDIA, Approval.PAUSED)
    assert picture.media == ("{{header image}}",)
    assert picture.variables == (Variable("header image", "https://scontent.whatsapp.net/v/map.png"),)
    assert (deals.kind, deals.approval) == (TemplateKind.OTHER, Approval.PENDING)
    assert (rate.kind, rate.approval) == (TemplateKind.QUICK_REPLY, Approval.DISABLED)
    assert (code.kind, code.category) == (TemplateKind.OTHER, Category.AUTHENTICATION)


@pytest.mark.parametrize(
    "answer",
    [
        PlainTextResponse("<h1>Welcome</h1>"),
        JSONResponse({}),
        JSONResponse({"data": 5}),
        JSONResponse({"data": [], "paging": {"next": "x"}}),
        JSONResponse({"data": [], "paging": 5}),
        JSONResponse({"error": {"code": 200}}, 403),
        JSONResponse({}, 429),
    ],
)
async def test_an_answer_without_templates_is_none(world: MetaWorld, answer: Response) -> None:
    world.graph.answer_next("message_templates", answer)
    assert await world.provider.templates() is None


async def test_one_that_is_no_template_hides_no_other(world: MetaWorld) -> None:
    odd = [
        None,
        {},
        {"id": "7", "name": "bare"},
        {"id": "8", "name": "odd", "components": [None, {"type": 5}]},
    ]
    world.graph.answer_next("message_templates", JSONResponse({"data": [*odd, {"id": "", "name": "x"}]}))
    bare, strange = await all_of(world)
    assert (bare.name, bare.approval, bare.kind) == ("bare", Approval.UNSUBMITTED, TemplateKind.TEXT)
    assert strange.kind is TemplateKind.OTHER


async def test_a_draft_is_handed_in_as_meta_counts(world: MetaWorld) -> None:
    made = await world.provider.submit_template(DRAFT)
    assert isinstance(made, Submitted)
    [asked] = world.standin.templates
    assert (asked.name, asked.language, asked.category) == ("see_you", "en", "UTILITY")
    assert asked.components == [
        {
            "type": "HEADER",
            "format": "TEXT",
            "text": "For {{1}}",
            "example": {"header_text": ["Ms. Doe"]},
        },
        {
            "type": "BODY",
            "text": "Hi {{1}}, we see you tomorrow at {{2}} as agreed.",
            "example": {"body_text": [["Jane", "nine"]]},
        },
        {"type": "FOOTER", "text": "Harbor Clinic"},
        {
            "type": "BUTTONS",
            "buttons": [
                {"type": "QUICK_REPLY", "text": "Yes"},
                {
                    "type": "URL",
                    "text": "Book",
                    "url": "https://harbor.example/{{1}}",
                    "example": ["https://harbor.example/jane"],
                },
                {"type": "PHONE_NUMBER", "text": "Call", "phone_number": "+12025550100"},
            ],
        },
    ]
    assert await all_of(world) == (made.template,)
    assert made.template.approval is Approval.PENDING


async def test_without_blanks_there_are_no_samples(world: MetaWorld) -> None:
    await world.provider.submit_template(
        replace(DRAFT, header="", body="We are open.", footer="", buttons=())
    )
    assert world.standin.templates[0].components == [{"type": "BODY", "text": "We are open."}]


async def test_what_is_there_already_is_not_made_twice(world: MetaWorld) -> None:
    first, second = [await world.provider.submit_template(DRAFT) for _ in range(2)]
    assert first == second
    other = await world.provider.submit_template(replace(DRAFT, body="Other words."))
    assert isinstance(other, SubmitFailed)
    assert (other.ambiguous, "name" in other.reason) == (False, True)
    assert isinstance(await world.provider.submit_template(replace(DRAFT, language="es")), Submitted)
    assert world.templates_there() == ["see_you", "see_you"]


@pytest.mark.parametrize("trouble", ["break_template", "cut_template"])
async def test_what_became_of_it_is_found_out_by_the_next_try(world: MetaWorld, trouble: str) -> None:
    getattr(world, trouble)()
    first = await world.provider.submit_template(DRAFT)
    assert isinstance(first, SubmitFailed)
    assert first.ambiguous
    assert isinstance(await world.provider.submit_template(DRAFT), Submitted)
    assert world.templates_there() == ["see_you"]


async def test_a_list_is_not_for_meta_to_approve(world: MetaWorld) -> None:
    items = (ListItem("a", "A"),)
    refused = await world.provider.submit_template(
        replace(DRAFT, kind=TemplateKind.LIST, items=items, list_button="Pick")
    )
    assert isinstance(refused, SubmitFailed)
    assert refused.reason.endswith(".")
    assert world.standin.templates == []


def with_file(world: MetaWorld, content: bytes) -> TemplateDraft:
    world.graph.answer_next("sample", Response(content))
    address = f"{world.graph.url}/{{{{5}}}}"
    return replace(DRAFT, header="", media=address, samples=(*DRAFT.samples, ("5", "sample")))


@pytest.mark.parametrize(
    ("content", "shape", "kind"),
    [
        (files.picture(8, 8), "IMAGE", "image/jpeg"),
        (files.PDF, "DOCUMENT", "application/pdf"),
    ],
)
async def test_a_sample_of_the_file_above_is_handed_over(
    world: MetaWorld, content: bytes, shape: str, kind: str
) -> None:
    made = await world.provider.submit_template(with_file(world, content))
    assert isinstance(made, Submitted)
    assert made.template.media == (f"{{{{header {shape.lower()}}}}}",)
    header = world.standin.templates[0].components[0]
    assert (header["type"], header["format"]) == ("HEADER", shape)
    [handle] = header["example"]["header_handle"]
    assert handle.startswith("4::")
    begun, _ = [call for call in world.standin.calls if call.op == "sample"]
    assert begun.params == {"file_type": kind, "file_length": str(len(content))}
    # The file is on the open web, where the token is nobody's business.
    [fetched] = world.graph.between.asked_for("sample")
    assert "authorization" not in fetched.headers


async def test_what_is_no_picture_is_not_handed_over(world: MetaWorld) -> None:
    for content in (b"", b"words", files.PAGE):
        refused = await world.provider.submit_template(with_file(world, content))
        assert isinstance(refused, SubmitFailed)
        assert "JPEG" in refused.reason
    assert world.standin.templates == []


@pytest.mark.parametrize(
    "address",
    [
        "https://127.0.0.1/a.png",
        "https://[::1]/a.png",
        "https://2130706433/a",
        "https://localhost/a",
        "http://169.254.169.254/latest",
        "file:///etc/passwd",
        "nonsense",
        "https://",
    ],
)
async def test_a_file_within_our_own_network_is_nobodys_sample(world: MetaWorld, address: str) -> None:
    refused = await world.provider.submit_template(replace(DRAFT, media=address))
    assert isinstance(refused, SubmitFailed)
    assert refused.reason.startswith("The file above the text could not be fetched. ")
    assert not refused.ambiguous


async def test_an_upload_that_breaks_is_tried_again(world: MetaWorld) -> None:
    world.standin.faults.fail_next("sample", code=131000)
    failed = await world.provider.submit_template(with_file(world, files.PDF))
    assert isinstance(failed, SubmitFailed)
    assert failed.ambiguous
    world.graph.answer_next("debug_token", JSONResponse({"data": {"app_id": "", "is_valid": True}}))
    failed = await world.provider.submit_template(with_file(world, files.PDF))
    assert isinstance(failed, SubmitFailed)
    assert "WHATSAPP_TOKEN" in failed.reason


async def test_metas_own_words_say_what_is_wrong(world: MetaWorld) -> None:
    error = {"code": 100, "message": "(#100) Invalid parameter", "error_user_msg": "Variables at the end."}
    world.graph.answer_next("message_templates", JSONResponse({"error": error}, 400))
    refused = await world.provider.submit_template(DRAFT)
    assert refused == SubmitFailed("WhatsApp did not take it: Variables at the end.")


async def test_it_is_taken_away_in_its_language_and_once_for_all(world: MetaWorld) -> None:
    made = await world.provider.submit_template(DRAFT)
    await world.provider.submit_template(replace(DRAFT, language="es"))
    assert isinstance(made, Submitted)
    for _ in range(2):
        assert await world.provider.delete_template(made.template) is None
    assert [each.language for each in world.standin.templates] == ["es"]
    for provider, again in ((world.unreachable, True), (world.refused, False)):
        failed = await provider.delete_template(made.template)
        assert isinstance(failed, SubmitFailed)
        assert failed.ambiguous is again
