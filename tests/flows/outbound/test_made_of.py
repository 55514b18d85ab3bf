"""A text that is made of one of the team's templates: what is remembered, and what the gate is asked."""

from dataclasses import replace

import pytest

from bot.domain.channel import Channel
from bot.domain.made_from import MadeFrom
from bot.domain.message import Purpose
from bot.domain.message_template import Approved, MessageTemplate, Reach, Variant
from bot.flows.outbound.compose import Composed, ComposeRequest, Rejected, compose
from bot.flows.outbound.compose_files import as_json, read_request
from bot.flows.outbound.made_of import MadeOf, called, made_from, purpose_of, say_what
from bot.flows.outbound.preview import Preview, preview
from tests.flows.harness import JANE, Team
from tests.flows.templates.shelves import OFFER, REMINDER
from tests.support.world import CLOCK_START, OUR_SMS, OUR_WHATSAPP

FILLED = (("1", "{{ first_name }}"), ("2", "{{ day }}"), ("3", "noon"))
TEMPLATE = MessageTemplate(
    "T1",
    "Visit",
    Reach.ALL,
    (Variant("en", "Hello {{ first_name }}", Approved(REMINDER.id, FILLED)),),
    3,
    CLOCK_START,
)
MADE_OF = MadeOf("T1", 2, "en", "O1", (("day", "Friday"),))


async def kept(team: Team, template: MessageTemplate = TEMPLATE) -> None:
    async with team.ctx.store.write(team.workspace_id) as uow:
        assert await uow.message_templates.add(template)
        for each in (REMINDER, OFFER):
            await uow.templates.save("twilio", each, CLOCK_START)


def wish(channel: Channel = Channel.SMS, made_of: MadeOf = MADE_OF) -> ComposeRequest:
    sender = OUR_SMS if channel is Channel.SMS else OUR_WHATSAPP
    return ComposeRequest(
        "view:1", "U1", channel, sender, "Hello Jane", None, JANE, "Jane Doe", made_of=made_of
    )


async def composed(team: Team, asked: ComposeRequest) -> Composed | Rejected:
    return await compose(team.ctx, team.workspace_id, asked)


async def shown(team: Team, asked: ComposeRequest) -> Preview:
    return await preview(team.ctx, team.workspace_id, asked)


async def test_the_message_remembers_the_words_as_they_were_shown(team: Team) -> None:
    await kept(team)
    assert isinstance(await composed(team, wish()), Composed)
    message = await team.message()
    assert message.made_from == MadeFrom("T1", "Visit", 2, "en", "O1")
    assert message.purpose is Purpose.DIRECT


async def test_one_that_was_removed_for_good_is_not_named(team: Team) -> None:
    assert isinstance(await composed(team, wish()), Composed)
    assert (await team.message()).made_from is None


def test_only_marketing_is_asked_about_as_such() -> None:
    assert purpose_of(None) is Purpose.DIRECT
    assert purpose_of(TEMPLATE) is Purpose.DIRECT
    assert purpose_of(replace(TEMPLATE, purpose=Purpose.MARKETING)) is Purpose.MARKETING


async def test_marketing_needs_what_marketing_needs(team: Team) -> None:
    await kept(team, replace(TEMPLATE, purpose=Purpose.MARKETING))
    refused = await composed(team, wish())
    assert isinstance(refused, Rejected)
    assert "client" in refused.errors
    found = await shown(team, wish())
    assert found.verdict is not None
    assert "no_marketing_consent" in found.verdict.codes


async def test_by_whatsapp_the_approved_one_is_foretold_and_goes_once_it_was_shown(team: Team) -> None:
    await kept(team)
    asked = wish(Channel.WHATSAPP)
    found = await shown(team, asked)
    assert found.instead == "Hi Jane, we see you on Friday at noon."
    assert found.goes_as is not None
    assert (found.goes_as.asked, found.goes_as.missing) == (("day",), ())
    assert found.verdict is not None
    assert found.verdict.against == ()
    # Nobody has been shown it: it does not go by itself.
    refused = await composed(team, asked)
    assert isinstance(refused, Rejected)
    assert list(refused.errors) == ["channel"]
    assert isinstance(
        await composed(team, replace(asked, made_of=replace(MADE_OF, as_approved=True))), Composed
    )
    message = await team.message()
    assert message.template is not None
    assert (message.template.id, message.body) == (REMINDER.id, found.instead)
    assert message.made_from == MadeFrom("T1", "Visit", 2, "en", "O1")


async def test_what_its_blanks_need_is_said_at_the_value(team: Team) -> None:
    await kept(team)
    asked = wish(Channel.WHATSAPP, replace(MADE_OF, values=(), as_approved=True))
    found = await shown(team, asked)
    assert found.goes_as is not None
    assert found.goes_as.missing == ("day",)
    assert await composed(team, asked) == Rejected({"value:day": say_what("day")})
    assert await team.messages() == []


async def test_of_two_templates_the_stricter_purpose_holds(team: Team) -> None:
    """The team's is none for marketing, and what WhatsApp has approved is."""
    offers = replace(TEMPLATE, variants=(Variant("", "Hello", Approved(OFFER.id)),))
    await kept(team, offers)
    found = await shown(team, wish(Channel.WHATSAPP))
    assert found.instead == OFFER.body
    assert found.verdict is not None
    assert "no_marketing_consent" in found.verdict.codes


@pytest.mark.parametrize("made_of", [None, MADE_OF, replace(MADE_OF, is_edited=True, as_approved=True)])
def test_what_the_outbox_keeps_is_the_same(made_of: MadeOf | None) -> None:
    asked = replace(wish(), made_of=made_of)
    assert read_request(as_json(asked)) == asked


def test_what_a_version_before_has_kept_is_read() -> None:
    data = as_json(replace(wish(), made_of=None))
    del data["made_of"]
    assert read_request(data).made_of is None


def test_a_value_is_called_as_people_read_it() -> None:
    assert called("invoice_number") == "invoice number"
    assert "“invoice number”" in say_what("invoice_number")
    assert made_from(None, TEMPLATE) is None
