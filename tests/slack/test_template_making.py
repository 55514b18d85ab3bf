"""The windows in which templates are made and listed, as a person sees, fills in and presses them."""

from dataclasses import replace
from typing import Any

import pytest

from bot.domain.roles import Role
from bot.domain.template import Category, TemplateKind
from bot.domain.template_draft import Button, ButtonKind
from bot.flows.templates.submit import NO_SENDER
from bot.flows.templates.submitting import Submitter
from bot.slack.templates.written import TOO_LONG
from tests.flows.templates.shelves import OFFER, PENDING, REMINDER
from tests.slack.conftest import MAYA, SMS, WHATSAPP, Build, World
from tests.slack.template_windows import fetched, open_list, seen
from tests.slack.windows import appoint, command, fill, press, submit, title, window, words
from tests.support.world import RememberingProvider

BODY = "Hi {{1}}, we see you tomorrow as agreed."


@pytest.fixture
def provider() -> RememberingProvider:
    return RememberingProvider(shelf=(REMINDER, OFFER, PENDING))


@pytest.fixture
async def world(build: Build, provider: RememberingProvider) -> World:
    """A world whose provider has templates, and in which Maya is a manager."""
    made = await build(providers=(provider,))
    await appoint(made, MAYA, Role.MANAGER)
    await fetched(made)
    return made


async def choose(world: World, block: str, action: str, value: str) -> None:
    option = {"selected_option": {"value": value}}
    assert await world.slack.people.choose(MAYA, window(world).id, block, action, option)


async def open_new(world: World, kind: str = "") -> None:
    await command(world, MAYA, "/messaging", "templates")
    await press(world, "head", "template_new")
    if kind:
        await choose(world, "kind", "template_kind", kind)


async def handed_in(world: World, provider: RememberingProvider) -> Any:
    """The draft that the provider gets."""
    await Submitter({"twilio": provider}).step(world.ctx, world.deps.workspace_id)  # type: ignore[dict-item]
    return provider.drafts[-1]


async def example(world: World, name: str, text: str) -> None:
    assert await world.slack.people.type_text(
        MAYA, window(world).id, f"sample:{name}", "template_sample", text
    )


def blocks(world: World) -> set[str]:
    return {str(block["block_id"]) for block in window(world).blocks}


async def test_a_plain_one_is_written_looked_at_and_handed_in(
    world: World, provider: RememberingProvider
) -> None:
    await open_new(world)
    await fill(world, name="See you, Zoë!", body=BODY, footer="Harbor Clinic")
    assert await submit(world) == {}
    assert (title(world), seen(world)) == ("New template", BODY)
    assert "*see_you_zoe* · English · utility" in words(world)
    await example(world, "1", "Jane")
    assert seen(world) == "Hi Jane, we see you tomorrow as agreed."
    assert await submit(world) == {}
    assert "It is being handed in." in words(world)
    draft = await handed_in(world, provider)
    assert (draft.name, draft.language, draft.category) == ("see_you_zoe", "en", Category.UTILITY)
    assert (draft.body, draft.footer, draft.samples) == (BODY, "Harbor Clinic", (("1", "Jane"),))


@pytest.mark.parametrize(
    ("kind", "shown", "hidden"),
    [
        ("text", {"header", "footer"}, {"replies", "link_1", "media", "rows"}),
        ("quick_reply", {"header", "footer", "replies"}, {"link_1", "media", "rows"}),
        ("call_to_action", {"link_1", "link_2_url", "call_number"}, {"replies", "media", "rows"}),
        ("media", {"media", "footer"}, {"header", "replies", "rows"}),
        ("card", {"header", "media", "footer", "replies", "link_1"}, {"rows"}),
        ("list", {"rows", "list_button"}, {"header", "footer", "replies", "media"}),
    ],
)
async def test_each_kind_has_its_fields(world: World, kind: str, shown: set[str], hidden: set[str]) -> None:
    await open_new(world, kind)
    assert shown <= blocks(world)
    assert not hidden & blocks(world)


async def test_what_was_written_stays_when_another_kind_is_chosen_and_when_it_is_changed(
    world: World, provider: RememberingProvider
) -> None:
    await open_new(world)
    await fill(world, name="Visit", body=BODY)
    await choose(world, "kind", "template_kind", "card")
    await fill(
        world,
        header="Harbor Clinic",
        replies="Yes\n\n No ",
        link_1="Book",
        link_1_url="https://harbor.example/book",
        call="Call us",
        call_number="+12025550100",
    )
    await choose(world, "category", "category", "marketing")
    assert await submit(world) == {}
    assert "*visit* · English · marketing" in words(world)
    assert "United States" in words(world)
    assert "*Harbor Clinic*" in words(world)
    await press(world, "ways", "template_change")
    assert "Change" not in title(world)
    assert await submit(world) == {}
    await example(world, "1", "Jane")
    assert await submit(world) == {}
    draft = await handed_in(world, provider)
    assert (draft.kind, draft.category, draft.header) == (
        TemplateKind.CARD,
        Category.MARKETING,
        "Harbor Clinic",
    )
    assert draft.buttons == (
        Button(ButtonKind.URL, "Book", "https://harbor.example/book"),
        Button(ButtonKind.PHONE, "Call us", "+12025550100"),
        Button(ButtonKind.QUICK_REPLY, "Yes"),
        Button(ButtonKind.QUICK_REPLY, "No"),
    )


async def test_a_list_shows_its_rows_and_says_when_it_can_go(
    world: World, provider: RememberingProvider
) -> None:
    await open_new(world, "list")
    await fill(world, name="Times", body="Which time suits you?", list_button="Times")
    await fill(world, rows="Morning | Until noon\nAfternoon")
    assert await submit(world) == {}
    assert "The button “Times” opens a list: Morning (Until noon) · Afternoon" in words(world)
    assert "within 24 hours after a client wrote" in words(world)
    assert window(world).submit["text"] == "Make it"  # type: ignore[index]
    assert await submit(world) == {}
    draft = await handed_in(world, provider)
    assert [(row.title, row.description) for row in draft.items] == [
        ("Morning", "Until noon"),
        ("Afternoon", ""),
    ]


@pytest.mark.parametrize(
    ("kind", "fields", "at", "said"),
    [
        ("", {"name": "!", "body": "Hello there."}, "name", "lower-case letters"),
        ("", {"name": "A", "body": "Hello {{2}}, my dear good friend."}, "body", "from 1 without gaps"),
        ("", {"name": "A", "body": "Hello.", "header": "*Hi*"}, "header", "no formatting"),
        ("media", {"name": "A", "body": "Hello.", "media": "http://x.example/1.png"}, "media", "https://"),
        ("quick_reply", {"name": "A", "body": "Hello.", "replies": "x" * 21}, "replies", "20 characters"),
        (
            "call_to_action",
            {"name": "A", "body": "Hello.", "link_1": "Book", "link_1_url": "harbor.example"},
            "link_1_url",
            "https://",
        ),
        ("call_to_action", {"name": "A", "body": "Hello."}, "link_1", "Add a button"),
        (
            "list",
            {"name": "A", "body": "Hello.", "list_button": "Times", "rows": "One\none"},
            "rows",
            "Two rows say the same",
        ),
    ],
)
async def test_what_whatsapp_would_not_take_is_said_at_its_field(
    world: World, kind: str, fields: dict[str, str], at: str, said: str
) -> None:
    await open_new(world, kind)
    await fill(world, **fields)
    assert said in (await submit(world))[at]


async def test_what_no_form_can_hold_is_said(world: World) -> None:
    await open_new(world, "call_to_action")
    await fill(world, name="A", body="x" * 1000, link_1="Book", link_2="Look")
    far = f"https://harbor.example/{'x' * 1500}"
    await fill(world, link_1_url=far, link_2_url=far)
    assert (await submit(world))["body"] == TOO_LONG


async def test_a_name_that_is_taken_is_said_at_the_top_and_can_be_changed(world: World) -> None:
    await open_new(world)
    await fill(world, name="Reminder", body="We see you tomorrow.")
    assert await submit(world) == {}
    assert await submit(world) == {}
    assert "Not handed in. There is a template with this name" in words(world)
    await press(world, "ways", "template_change")
    await fill(world, name="Another reminder")
    assert await submit(world) == {}
    assert await submit(world) == {}
    assert "It is being handed in." in words(world)


async def test_it_takes_a_manager_and_a_sender(world: World, build: Build) -> None:
    await appoint(world, MAYA, Role.SENDER)
    await command(world, MAYA, "/messaging", "templates")
    assert "template_new" not in words(world)
    assert "template_delete" not in words(world)
    sms_only = await build(senders=(SMS,))
    await appoint(sms_only, MAYA, Role.MANAGER)
    await command(sms_only, MAYA, "/messaging", "templates")
    await press(sms_only, "head", "template_new")
    assert NO_SENDER in words(sms_only)


async def test_the_picker_leads_to_a_new_one_and_to_all_of_them(world: World) -> None:
    await open_list(world)
    await press(world, "refresh", "templates_all")
    assert title(world) == "WhatsApp templates"
    assert ":hourglass_flowing_sand: Waits for WhatsApp's approval" in words(world)
    await choose(world, "head", "templates_filter", "waiting")
    assert "a_new_one" in words(world)
    assert "*reminder*" not in words(world)
    await fill(world, templates_search="nothing like it")
    assert await submit(world) == {}
    assert "No template fits “nothing like it”." in words(world)
    await press(world, "head", "template_list_refresh")
    assert "As of" in words(world)


async def test_one_is_deleted_from_the_list(world: World, provider: RememberingProvider) -> None:
    await command(world, MAYA, "/messaging", "templates")
    await press(world, f"listed:{REMINDER.id}", "template_delete")
    assert "It is being deleted." in words(world)
    assert "Being deleted: “reminder” (English)." in words(world)
    await Submitter({"twilio": provider}).step(world.ctx, world.deps.workspace_id)  # type: ignore[dict-item]
    assert [each.id for each in provider.deleted] == [REMINDER.id]


async def test_of_several_providers_one_is_chosen(build: Build, provider: RememberingProvider) -> None:
    other = replace(WHATSAPP, provider="other", address="+12025550177")
    world = await build(providers=(provider,), senders=(WHATSAPP, other))
    await appoint(world, MAYA, Role.MANAGER)
    await open_new(world)
    await fill(world, name="See you", body="We see you tomorrow.")
    assert await submit(world) == {}
    await choose(world, "provider", "provider", "other")
    assert await submit(world) == {}
    async with world.ctx.store.read(world.deps.workspace_id) as uow:
        [task] = await uow.template_tasks.open()
    assert task.provider == "other"
