"""The opt-in message in Slack's windows: the admins' page, the form that asks first, and the buttons."""

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.domain.channel import Channel
from bot.domain.consent import Consent, ConsentState
from bot.domain.conversation import Card
from bot.domain.money import Money
from bot.domain.opt_in import OptIn, OptInState
from bot.domain.roles import Role
from bot.domain.settings import OptInRules, WhenAbsent
from bot.domain.template import Approval, SentTemplate
from bot.domain.thread import Offer, OfferKind, OutboundPost, SystemPost
from bot.domain.waiting import Waiting
from bot.flows.opt_in.offer import Offered
from bot.flows.opt_in.pressed import ANSWERED, NOT_NEEDED
from bot.flows.outbound.preview import Verdict
from bot.sandbox.slack.blocks.check import checked_message_blocks
from bot.slack.blocks.posts import post
from bot.slack.blocks.verdict import submit_label, verdict_blocks
from bot.slack.settings.page import OPEN
from bot.slack.threads import SlackThreads
from tests.flows.opt_in.asking import QUESTION
from tests.flows.templates.shelves import PENDING, REMINDER
from tests.slack.blocks.test_card import AT, client
from tests.slack.blocks.test_card import words as card_words
from tests.slack.conftest import CLIENTS, MAYA, World
from tests.slack.test_settings import settings
from tests.slack.windows import appoint, command, fill, pick, press, submit, words

ASKED = OptIn("O1", "A1", "M1", "U1", AT, AT)
BACKWARDS = replace(QUESTION, id="HX8", name="backwards", buttons=("No", "Yes"))


async def page(world: World, *templates: object) -> None:
    """The page *WhatsApp opt-in*, where the provider has these templates."""
    async with world.ctx.store.write(world.deps.workspace_id) as uow:
        await uow.templates.replace("twilio", templates, world.ctx.clock.now())  # type: ignore[arg-type]
    await appoint(world, MAYA, Role.ADMIN)
    await command(world, MAYA, "/messaging", "settings")
    await press(world, "page:opt_in", OPEN)


async def test_without_a_template_the_page_says_how_to_make_one(world: World) -> None:
    await page(world, REMINDER)
    assert "There is no template to ask with yet" in words(world)
    assert await submit(world) == {}
    assert (await settings(world)).opt_in == OptInRules()


async def test_only_what_can_ask_is_offered_and_it_is_saved_with_the_words(world: World) -> None:
    await page(world, QUESTION, BACKWARDS, REMINDER, PENDING)
    shown = words(world)
    assert "may_we_write" in shown
    assert "backwards" not in shown
    assert "a_new_one" not in shown
    await pick(world, "template", QUESTION.id)
    await pick(world, "when_absent", "sms")
    await fill(world, yes="count me in, aye", no="not for me", confirmation="{{ company_name }}: welcome.")
    assert await submit(world) == {}
    rules = (await settings(world)).opt_in
    assert rules == OptInRules(
        True, "HX9", ("count me in", "aye"), ("not for me",), "{{ company_name }}: welcome.", WhenAbsent.SMS
    )
    assert "to clients who are not on WhatsApp a text goes by SMS by itself" in words(world)


async def test_what_cannot_be_so_is_said_at_its_field(world: World) -> None:
    await page(world, QUESTION)
    await fill(world, yes=", ".join(f"word {n}" for n in range(30)), no="x" * 80, confirmation="{{ nobody }}")
    assert set(await submit(world)) == {"yes", "no", "confirmation"}


async def test_what_was_chosen_stays_while_it_is_paused(world: World) -> None:
    await page(world, QUESTION)
    await pick(world, "template", QUESTION.id)
    assert await submit(world) == {}
    async with world.ctx.store.write(world.deps.workspace_id) as uow:
        paused = replace(QUESTION, approval=Approval.PAUSED)
        await uow.templates.replace("twilio", [paused], world.ctx.clock.now())
    await press(world, "page:opt_in", OPEN)
    assert await submit(world) == {}
    assert (await settings(world)).opt_in.template == "HX9"


def offered() -> Offered:
    return Offered("May we write?", SentTemplate("HX9", "may", buttons=("Yes", "No")), Money(Decimal("0.03")))


def test_the_form_asks_with_what_the_client_will_read_and_what_it_costs() -> None:
    verdict = Verdict(opt_in=offered())
    said = str(verdict_blocks(verdict))
    assert "*Send the opt-in message?*" in said
    assert "May we write?" in said
    assert "They can press: Yes · No. The opt-in message costs about $0.03." in said
    assert submit_label(verdict) == "Send opt-in message"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (ASKED, "whether they want it, no answer yet."),
        (replace(ASKED, wrote_at=AT), "whether they want it, neither yes nor no so far."),
        (replace(ASKED, state=OptInState.SILENT), "no answer within 72 hours."),
        (replace(ASKED, state=OptInState.AGREED, answered_at=AT), "agreed to the opt-in message on <!date^"),
        (replace(ASKED, state=OptInState.REFUSED, answered_at=AT), "A yes from them opts in at any time."),
        (replace(ASKED, state=OptInState.FAILED), ""),
    ],
)
def test_the_card_says_how_it_stands(asked: OptIn, said: str) -> None:
    states = {OptInState.AGREED: ConsentState.EXPRESS, OptInState.REFUSED: ConsentState.WITHDRAWN}
    consent = Consent("A1", Channel.WHATSAPP, states.get(asked.state, ConsentState.PENDING), AT)
    shown = card_words(Card("V1", client(), (consent,), opt_in=asked))
    assert ("*WhatsApp:* " in shown) is bool(said)
    assert said in shown


def test_what_has_been_overtaken_is_not_said() -> None:
    agreed = replace(ASKED, state=OptInState.AGREED, answered_at=AT)
    stopped = Consent("A1", Channel.WHATSAPP, ConsentState.WITHDRAWN, AT)
    assert "agreed to the opt-in message" not in card_words(Card("V1", client(), (stopped,), opt_in=agreed))


def test_a_text_that_waits_says_so_on_the_card_and_in_the_thread() -> None:
    waiting = Waiting(AT, "", "Jane Doe was asked.", for_consent=True)
    assert "*A text waits* for their yes to WhatsApp" in card_words(Card("V1", client(), next_text=waiting))
    shown = post(OutboundPost("U1", Channel.WHATSAPP, "Hello", "+12025550102", waiting=waiting))
    assert "*Waits for the client's consent*" in str(checked_message_blocks(shown.blocks))


def test_what_waited_in_vain_was_written_and_not_scheduled() -> None:
    shown = post(OutboundPost("U1", Channel.WHATSAPP, "Hello", "+12025550102", outcome="Taken back."))
    assert "had written this" in str(shown.blocks)


@pytest.mark.parametrize(
    ("kind", "action", "said"),
    [
        (OfferKind.ASK_FIRST, "opt_in_ask_first", "That message is not there any more."),
        (OfferKind.ASK_AGAIN, "opt_in_ask_again", ANSWERED),
    ],
)
async def test_the_buttons_say_what_became_of_it(
    world: World, kind: OfferKind, action: str, said: str
) -> None:
    await appoint(world, MAYA, Role.SENDER)
    root = world.slack.people.post(MAYA, CLIENTS, "root")
    line = SystemPost("Nobody has answered.", offers=(Offer(kind, "0" * 26),))
    ts = await SlackThreads(world.client).post(CLIENTS, root, line, "key")
    assert await world.slack.people.click(MAYA, (CLIENTS, ts), "offers", action)
    message = world.slack.workspace.message(CLIENTS, ts)
    assert said in str(message.blocks)
    assert NOT_NEEDED not in str(message.blocks)
