"""Of several senders a text leaves from the right one: by hand, last used, by rule, by default, the first."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.channel import Channel
from bot.domain.conversation import Card
from bot.domain.events import InboundText
from bot.domain.failure import Failure, FailureKind
from bot.domain.message import Status
from bot.domain.sender import SenderState, SenderStatus
from bot.domain.settings import RoutingRule, SenderNote
from bot.domain.template import Approval, Category, Template, TemplateKind
from bot.flows.clients.card import load_card
from bot.flows.outbound.compose import Composed, ComposeRequest, Rejected, compose
from bot.flows.outbound.preview import preview
from bot.flows.outbound.route import NoRoute
from bot.flows.outbound.senders import sender_for
from bot.flows.team.senders import record_states
from bot.flows.templates.choice import Choice
from bot.flows.templates.shelf import shelf
from bot.ports import Sender, SenderReport
from tests.flows.harness import JANE, Team
from tests.support.world import OUR_SMS, OUR_WHATSAPP, inbound

SECOND = timedelta(seconds=1)
FRONT, NORTH = "+12025550101", "+12025550160"
TEST = "+14155238886"
OURS = (
    Sender("twilio", Channel.SMS, OUR_SMS, SECOND),
    Sender("twilio", Channel.SMS, FRONT, SECOND, "Front desk"),
    Sender("twilio:north", Channel.SMS, NORTH, SECOND, "North"),
    Sender("twilio", Channel.WHATSAPP, OUR_WHATSAPP, SECOND),
    Sender("twilio:north", Channel.WHATSAPP, NORTH, SECOND),
)


@pytest.fixture
def team(team: Team) -> Team:
    """The team with numbers of two accounts."""
    return team.with_context(senders=OURS)


@pytest.fixture
async def jane(team: Team) -> str:
    """A client who carries a tag and has not been written to."""
    jane = await team.meet("Jane Doe")
    async with team.ctx.store.write(team.workspace_id) as uow:
        await uow.client_records.set_tags(jane, ["VIP"])
    return jane


async def chosen(team: Team, client_id: str | None, channel: Channel = Channel.SMS, wanted: str = "") -> str:
    async with team.ctx.store.read(team.workspace_id) as uow:
        return (await sender_for(team.ctx, uow, channel, wanted, client_id)).address


async def test_the_first_then_the_default_then_the_rule_then_the_last_used_then_by_hand(
    team: Team, jane: str
) -> None:
    assert await chosen(team, jane) == OUR_SMS
    await team.decide(senders=(SenderNote(Channel.SMS, FRONT, is_default=True),))
    assert await chosen(team, jane) == FRONT
    assert await chosen(team, None) == FRONT
    assert await chosen(team, jane, Channel.WHATSAPP) == OUR_WHATSAPP
    await team.decide(routing=(RoutingRule("", tag="vip", texts_from=NORTH),))
    assert await chosen(team, jane) == NORTH
    assert await chosen(team, jane, Channel.WHATSAPP) == NORTH
    assert await chosen(team, None) == FRONT
    await team.hear(replace(inbound("Hi", "SM1"), to=OUR_SMS))
    assert await chosen(team, jane) == OUR_SMS
    # What was used on one channel says nothing of another.
    assert await chosen(team, jane, Channel.WHATSAPP) == NORTH
    assert await chosen(team, jane, wanted=FRONT) == FRONT
    assert await chosen(team, jane, wanted="+12025559999") == OUR_SMS


async def test_a_sender_that_is_gone_is_taken_no_more(team: Team, jane: str) -> None:
    await team.decide(routing=(RoutingRule("", tag="VIP", texts_from=NORTH),))
    await team.hear(replace(inbound("Hi", "SM1"), to=NORTH))
    left = team.with_context(senders=OURS[:2])
    assert await chosen(left, jane) == OUR_SMS
    none = team.with_context(senders=())
    with pytest.raises(NoRoute):
        await chosen(none, jane)


async def test_the_form_foretells_the_sender_that_the_text_then_has(team: Team, jane: str) -> None:
    await team.decide(routing=(RoutingRule("", tag="VIP", texts_from=NORTH),))
    request = ComposeRequest("view:1", "U1", Channel.SMS, "", "Hello", client_id=jane)
    foretold = (await preview(team.ctx, team.workspace_id, request)).sender
    assert foretold is not None
    assert foretold.address == NORTH
    assert isinstance(await compose(team.ctx, team.workspace_id, request), Composed)
    message = await team.message()
    assert (message.sender, message.provider) == (NORTH, "twilio:north")


async def test_a_reply_and_a_retry_keep_to_the_sender(team: Team, jane: str) -> None:
    await team.hear(replace(inbound("Hi", "SM1"), to=NORTH))
    await team.work()
    await team.reply("Hello")
    await team.work()
    sent = [each for each in await team.messages() if each.status is not Status.RECEIVED]
    assert [(each.sender, each.provider) for each in sent] == [(NORTH, "twilio:north")]
    assert jane


def template(id_: str, *, is_sandbox: bool = False) -> Template:
    return Template(
        id_,
        id_.lower(),
        "en",
        Category.UTILITY,
        TemplateKind.TEXT,
        "See you.",
        approval=Approval.APPROVED,
        is_sandbox=is_sandbox,
    )


async def know(team: Team, provider: str, *templates: Template) -> None:
    async with team.ctx.store.write(team.workspace_id) as uow:
        await uow.templates.replace(provider, templates, team.clock.now())


async def test_a_template_goes_from_a_number_of_the_account_that_has_it(team: Team, jane: str) -> None:
    await know(team, "twilio:north", template("HXNORTH"))
    request = ComposeRequest(
        "view:1", "U1", Channel.WHATSAPP, "", "", client_id=jane, template=Choice("HXNORTH")
    )
    foretold = (await preview(team.ctx, team.workspace_id, request)).sender
    assert foretold is not None
    assert isinstance(await compose(team.ctx, team.workspace_id, request), Composed)
    message = await team.message()
    assert message.provider == foretold.provider == "twilio:north"
    # Not even when another number was asked for, and not at all once the account is gone.
    by_hand = replace(request, intent_key="view:2", sender=OUR_WHATSAPP)
    assert isinstance(await compose(team.ctx, team.workspace_id, by_hand), Composed)
    assert {each.provider for each in await team.messages()} == {"twilio:north"}
    gone = team.with_context(senders=OURS[:4])
    told = await compose(gone.ctx, team.workspace_id, replace(request, intent_key="view:3"))
    assert isinstance(told, Rejected)
    assert "account that has this template" in told.errors["template"]


async def test_the_shelf_offers_those_of_the_account_that_the_client_is_texted_from(
    team: Team, jane: str
) -> None:
    await know(team, "twilio", template("HXOWN"), template("HXTEST", is_sandbox=True))
    await know(team, "twilio:north", template("HXNORTH"))
    await know(team, "twilio:gone", template("HXGONE"))

    async def offered(team: Team) -> set[str]:
        found = await shelf(team.ctx, team.workspace_id, client_id=jane)
        return {each.id for each in found.templates}

    assert await offered(team) == {"HXOWN"}
    await team.decide(routing=(RoutingRule("", tag="VIP", texts_from=NORTH),))
    assert await offered(team) == {"HXNORTH"}
    await know(team, "twilio:north")
    assert await offered(team) == {"HXOWN"}
    test = Sender("twilio", Channel.WHATSAPP, TEST, SECOND, is_sandbox=True)
    assert await offered(team.with_context(senders=(test,))) == {"HXTEST"}


# A test number.


@pytest.fixture
async def sandbox(team: Team) -> Team:
    """A team whose WhatsApp is Twilio's test number."""
    test = Sender("twilio", Channel.WHATSAPP, TEST, SECOND * 3, "Test", is_sandbox=True, join_words="a-b")
    state = SenderState(SenderStatus.SANDBOX)
    await record_states(team.ctx, team.workspace_id, [SenderReport(Channel.WHATSAPP, TEST, state)])
    await team.decide(senders=(SenderNote(Channel.WHATSAPP, TEST, join_words="a-b"),))
    return team.with_context(senders=(OURS[0], test))


def to_test(body: str, sid: str) -> InboundText:
    return replace(inbound(body, sid, channel=Channel.WHATSAPP), to=TEST)


async def test_who_has_not_joined_is_told_of_with_the_very_words(sandbox: Team, jane: str) -> None:
    request = ComposeRequest("view:1", "U1", Channel.WHATSAPP, "", "Hello", client_id=jane)
    told = await compose(sandbox.ctx, sandbox.workspace_id, request)
    assert isinstance(told, Rejected)
    assert "send “join a-b” to +1 415-523-8886" in " ".join(told.errors.values())


async def test_a_refusal_of_the_provider_says_the_words_too(sandbox: Team, jane: str) -> None:
    await sandbox.hear(to_test("Hi", "SM1"))
    sandbox.provider.answers = [Failure(FailureKind.ACCOUNT, "Not joined.", "Ask.", "63015", not_joined=True)]
    request = ComposeRequest("view:1", "U1", Channel.WHATSAPP, "", "Hello", client_id=jane)
    sent = await compose(sandbox.ctx, sandbox.workspace_id, request)
    assert isinstance(sent, Composed)
    await sandbox.work()
    message = await sandbox.message(sent.message_id)
    assert message.error_text is not None
    assert "send “join a-b” to +1 415-523-8886" in message.error_text
    assert "press Retry" in message.error_text


async def test_a_number_that_admins_call_a_test_number_is_one(team: Team, jane: str) -> None:
    await team.decide(senders=(SenderNote(Channel.WHATSAPP, OUR_WHATSAPP, is_sandbox=True),))
    request = ComposeRequest("view:1", "U1", Channel.WHATSAPP, OUR_WHATSAPP, "Hello", client_id=jane)
    told = await compose(team.ctx, team.workspace_id, request)
    assert isinstance(told, Rejected)
    assert "test number" in " ".join(told.errors.values())


async def test_the_card_says_how_the_client_stays_in_touch(sandbox: Team, jane: str) -> None:
    async def card() -> Card:
        async with sandbox.ctx.store.read(sandbox.workspace_id) as uow:
            conversation = (await uow.conversations.active_of([jane]))[jane]
            found = await load_card(uow, conversation, sandbox.clock.now())
        assert found is not None
        return found

    await sandbox.hear(inbound("Hi", "SM0", sender=JANE))
    assert (await card()).joining == ""
    await sandbox.hear(to_test("Hi", "SM1"))
    assert "“join a-b” to +1 415-523-8886 again every 3 days" in (await card()).joining


async def test_it_goes_at_one_text_every_three_seconds(sandbox: Team) -> None:
    for number in range(3):
        client = f"+1202555012{number}"
        await sandbox.hear(replace(to_test("Hi", f"SM{number}"), sender=client))
        request = ComposeRequest(f"view:{number}", "U1", Channel.WHATSAPP, TEST, "Hello", None, client)
        assert isinstance(await compose(sandbox.ctx, sandbox.workspace_id, request), Composed)
    assert await sandbox.send() == 1
    sandbox.clock.advance(seconds=2.8)
    assert await sandbox.send() == 0
    sandbox.clock.advance(seconds=0.2)
    assert await sandbox.send() == 1
    sandbox.clock.advance(seconds=2.8)
    assert await sandbox.send() == 0
