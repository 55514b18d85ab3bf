"""What is asked of Meta for each kind of message, over real HTTP."""

from typing import Any

import pytest
from starlette.responses import JSONResponse, PlainTextResponse, Response

from bot.domain.failure import Failure, FailureKind
from bot.domain.message import Media
from bot.domain.template import ListItem, SentTemplate, Template, TemplateKind, use
from bot.ports import Accepted, Outgoing
from bot.providers.whatsapp_cloud.media import id_in
from bot.providers.whatsapp_cloud.template_parts import read
from tests.providers.whatsapp_cloud.standin import CLIENT, HANDOUT, IDENTITY, LINK, NUMBER
from tests.providers.whatsapp_cloud.world import MetaWorld, payload, text

Json = dict[str, Any]


async def sent(world: MetaWorld, message: Outgoing) -> dict[str, Any]:
    result = await world.provider.send(message)
    assert isinstance(result, Accepted), result
    request = world.sent()[-1]
    assert request["biz_opaque_callback_data"] == message.id
    assert request["recipient_type"] == "individual"
    kind = request["type"]
    content: dict[str, Any] = request[kind]
    return {kind: content}


async def test_a_text_goes_to_a_number_or_to_an_identity(world: MetaWorld) -> None:
    assert await sent(world, text("Hi 👍")) == {"text": {"body": "Hi 👍"}}
    assert (world.sent()[-1]["to"], "recipient" in world.sent()[-1]) == (CLIENT, False)
    await sent(world, text("Hi", to=IDENTITY))
    assert world.sent()[-1]["recipient"] == IDENTITY
    assert "to" not in world.sent()[-1]


async def test_a_link_is_shown_with_its_page(world: MetaWorld) -> None:
    assert await sent(world, text("See https://x.example")) == {
        "text": {"body": "See https://x.example", "preview_url": True}
    }


async def test_half_a_character_is_sent_as_it_can_be(world: MetaWorld) -> None:
    assert isinstance(await world.provider.send(text("a\ud83d")), Accepted)


async def test_the_longest_text_goes_and_a_longer_one_is_final(world: MetaWorld) -> None:
    await sent(world, text("x" * 4096))
    result = await world.provider.send(text("x" * 4097))
    assert isinstance(result, Failure)
    assert (result.kind, result.code) == (FailureKind.FINAL, "100")


FILES = [
    (Media(LINK, "image/jpeg", "a.jpg"), "", {"image": {"link": LINK}}),
    (Media(LINK, "image/png", "a.png"), "Look", {"image": {"link": LINK, "caption": "Look"}}),
    (Media(LINK, "image/webp", "a.webp"), "", {"sticker": {"link": LINK}}),
    (Media(LINK, "video/mp4", "a.mp4"), "Look", {"video": {"link": LINK, "caption": "Look"}}),
    (Media(LINK, "audio/ogg", "a.ogg"), "", {"audio": {"link": LINK}}),
    # Sound carries no words, so it goes as a document, which does.
    (
        Media(LINK, "audio/ogg", "a.ogg"),
        "Listen",
        {"document": {"link": LINK, "caption": "Listen", "filename": "a.ogg"}},
    ),
    (
        Media(LINK, "application/pdf", "form.pdf"),
        "",
        {"document": {"link": LINK, "filename": "form.pdf"}},
    ),
    (Media(LINK, "image/tiff"), "", {"document": {"link": LINK}}),
]


@pytest.mark.parametrize(("file", "words", "asked"), FILES)
async def test_a_file_goes_as_what_it_is(
    world: MetaWorld, file: Media, words: str, asked: dict[str, Any]
) -> None:
    assert await sent(world, text(words, media=(file,))) == asked


async def test_a_file_that_meta_has_goes_by_its_id(world: MetaWorld) -> None:
    kept = world.kept_file(b"a picture")
    assert await sent(world, text("", media=(kept,))) == {"image": {"id": id_in(kept)}}


@pytest.mark.parametrize(
    "message",
    [
        text("x" * 1025, media=(Media(LINK, "image/jpeg"),)),
        text("", media=(Media(LINK, "image/jpeg"), Media(LINK, "image/jpeg"))),
    ],
)
async def test_what_does_not_go_in_one_message_is_not_sent(world: MetaWorld, message: Outgoing) -> None:
    result = await world.provider.send(message)
    assert isinstance(result, Failure)
    assert result.kind is FailureKind.FINAL
    assert world.attempts() == 0


def approved(world: MetaWorld, position: int) -> Template:
    """One of the payload's templates, which WhatsApp lets go out."""
    given = payload("message_templates")["data"][position] | {"status": "APPROVED", "rejected_reason": "NONE"}
    world.has_templates(given)
    return read(given)


def made_of(*components: Json, **named: str) -> Json:
    """A template as Meta tells of it."""
    return {"id": "9", "language": "en", "category": "UTILITY", "components": list(components), **named}


async def test_a_template_is_named_and_its_blanks_stand_where_they_belong(world: MetaWorld) -> None:
    reminder = approved(world, 0)
    values = {"1": "Jane", "2": "Monday", "header 1": "Ms. Doe", "button 1 address": "jane-7"}
    used = use(reminder, values)
    assert used.header == "See you, Ms. Doe"
    assert await sent(world, text("Hi Jane, see you on Monday.", template=used)) == {
        "template": {
            "name": "reminder",
            "language": {"code": "en_US"},
            "components": [
                {"type": "header", "parameters": [{"type": "text", "text": "Ms. Doe"}]},
                {
                    "type": "body",
                    "parameters": [{"type": "text", "text": "Jane"}, {"type": "text", "text": "Monday"}],
                },
                {
                    "type": "button",
                    "sub_type": "url",
                    "index": "0",
                    "parameters": [{"type": "text", "text": "jane-7"}],
                },
            ],
        }
    }


async def test_named_blanks_are_named_and_a_code_is_copied(world: MetaWorld) -> None:
    offer = approved(world, 1)
    used = use(offer, {"first_name": "Jane", "code": "25OFF", "button 1 code": "25OFF"})
    asked = await sent(world, text("Jane, use 25OFF!", template=used))
    assert asked["template"]["components"] == [
        {
            "type": "body",
            "parameters": [
                {"type": "text", "text": "Jane", "parameter_name": "first_name"},
                {"type": "text", "text": "25OFF", "parameter_name": "code"},
            ],
        },
        {
            "type": "button",
            "sub_type": "copy_code",
            "index": "0",
            "parameters": [{"type": "coupon_code", "coupon_code": "25OFF"}],
        },
    ]


@pytest.mark.parametrize(
    ("name", "parameter"),
    [
        ("header image", {"type": "image", "image": {"link": HANDOUT}}),
        (
            "header document",
            {"type": "document", "document": {"link": HANDOUT, "filename": "a b.pdf"}},
        ),
    ],
)
async def test_a_file_above_the_words_goes_by_its_link(
    world: MetaWorld, name: str, parameter: dict[str, Any]
) -> None:
    header = {"type": "HEADER", "format": parameter["type"].upper()}
    world.has_templates(made_of(header, {"type": "BODY", "text": "How to find us"}, name="map"))
    used = SentTemplate("3", "map", ((name, HANDOUT),), language="en")
    asked = await sent(world, text("How to find us", template=used))
    assert asked["template"]["components"] == [{"type": "header", "parameters": [parameter]}]


async def test_ten_blanks_stand_in_the_order_of_their_numbers(world: MetaWorld) -> None:
    blanks = " and ".join(f"{{{{{n}}}}}" for n in range(1, 11))
    world.has_templates(made_of({"type": "BODY", "text": f"We have {blanks}."}, name="long"))
    used = SentTemplate("9", "long", tuple((str(n), f"v{n}") for n in range(10, 0, -1)), language="en")
    asked = await sent(world, text("…", template=used))
    [body] = asked["template"]["components"]
    assert [each["text"] for each in body["parameters"]] == [f"v{n}" for n in range(1, 11)]


async def test_a_template_without_blanks_has_no_components(world: MetaWorld) -> None:
    approved(world, 4)
    used = SentTemplate("5", "rate_us", language="es", buttons=("Bien", "Mal"), kind=TemplateKind.QUICK_REPLY)
    assert await sent(world, text("¿Qué tal?", template=used)) == {
        "template": {"name": "rate_us", "language": {"code": "es"}}
    }


async def test_a_list_goes_without_approval(world: MetaWorld) -> None:
    items = (ListItem("am", "Morning", "Until noon"), ListItem("pm", "Afternoon"))
    used = SentTemplate(
        "", "times", kind=TemplateKind.LIST, items=items, list_button="Times", header="Visit", footer="Harbor"
    )
    assert await sent(world, text("When?", template=used)) == {
        "interactive": {
            "type": "list",
            "header": {"type": "text", "text": "Visit"},
            "body": {"text": "When?"},
            "footer": {"text": "Harbor"},
            "action": {
                "button": "Times",
                "sections": [
                    {
                        "rows": [
                            {"id": "am", "title": "Morning", "description": "Until noon"},
                            {"id": "pm", "title": "Afternoon"},
                        ]
                    }
                ],
            },
        }
    }


async def test_buttons_that_are_no_template_of_metas_go_without_approval(world: MetaWorld) -> None:
    used = SentTemplate("", "yes_no", kind=TemplateKind.QUICK_REPLY, buttons=("Yes", "No"))
    asked = await sent(world, text("Coming?", template=used))
    assert asked["interactive"]["action"]["buttons"] == [
        {"type": "reply", "reply": {"id": "Yes", "title": "Yes"}},
        {"type": "reply", "reply": {"id": "No", "title": "No"}},
    ]


@pytest.mark.parametrize(
    ("answer", "kind", "code"),
    [
        (PlainTextResponse("<h1>Welcome</h1>"), FailureKind.AMBIGUOUS, None),
        (JSONResponse({}), FailureKind.AMBIGUOUS, None),
        (JSONResponse({"messages": []}), FailureKind.AMBIGUOUS, None),
        (JSONResponse({"messages": [{"id": 5}]}), FailureKind.AMBIGUOUS, None),
        (JSONResponse([]), FailureKind.AMBIGUOUS, None),
        (PlainTextResponse("[" * 100_000), FailureKind.AMBIGUOUS, None),
        (JSONResponse({"error": {"code": 131026}}), FailureKind.FINAL, "131026"),
        (JSONResponse({"error": {"code": 131056}}, 400), FailureKind.RETRY, "131056"),
        (JSONResponse({"error": {"code": 100, "error_subcode": 33}}, 400), FailureKind.ACCOUNT, "33"),
        (JSONResponse({"error": {"code": True}}, 400), FailureKind.FINAL, None),
        (JSONResponse({"error": "no"}, 403), FailureKind.ACCOUNT, None),
    ],
)
async def test_odd_answers(world: MetaWorld, answer: Response, kind: FailureKind, code: str | None) -> None:
    world.graph.answer_next("messages", answer)
    result = await world.provider.send(text())
    assert isinstance(result, Failure)
    assert (result.kind, result.code) == (kind, code)
    assert world.attempts() == 1


async def test_typing_is_shown_to_whom_we_answer(world: MetaWorld) -> None:
    written = world.standin.phones.text(CLIENT, NUMBER, "Are you there?")
    assert await world.provider.show_typing(NUMBER, written)
    assert world.sent() == []
    assert not await world.provider.show_typing(NUMBER, "no id")
    assert not await world.provider.show_typing("+12025550188", written)
    for provider in (world.unreachable, world.refused):
        assert not await provider.show_typing(NUMBER, written)
