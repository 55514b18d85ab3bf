"""A template takes the door of every text: the gate, the budget, the worker, retries and the thread."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.channel import Channel
from bot.domain.consent import ConsentScope, ConsentState
from bot.domain.failure import FailureKind
from bot.domain.message import Purpose, Status
from bot.domain.roles import Role
from bot.domain.settings import DlpAction, DlpKind, DlpRule
from bot.domain.template import Approval, ListItem, SentTemplate, Template, TemplateKind
from bot.domain.thread import FailurePost, OfferKind, OutboundPost
from bot.flows.outbound.as_sms import AS_SMS, send_as_sms
from bot.flows.outbound.compose import Composed, ComposeRequest, Rejected, compose
from bot.flows.outbound.preview import Preview, preview
from bot.flows.outbound.retry import SENDING, retry
from bot.flows.templates.choice import GONE, Choice
from bot.flows.templates.refresh import refresh
from bot.storage.repositories.consents import ConsentChange
from tests.flows.harness import JANE, Team, failure
from tests.flows.templates.shelves import OFFER, PENDING, REMINDER, SAID, VALUES
from tests.support.world import OUR_SMS, OUR_WHATSAPP

TORONTO = "+14165550123"


@pytest.fixture
async def team(team: Team) -> Team:
    """A team with templates, and Jane, who has never written on WhatsApp."""
    await tell(team, REMINDER, OFFER, PENDING)
    await team.meet("Jane Doe")
    return team


async def tell(team: Team, *templates: Template) -> None:
    """The provider tells these templates and no others."""
    team.provider.shelf = templates
    await refresh(team.ctx, team.workspace_id, [team.provider])  # type: ignore[list-item]


def wish(id_: str = "HX1", values: Mapping[str, str] = VALUES, **changes: object) -> ComposeRequest:
    plain = ComposeRequest(
        "view:1", "U1", Channel.WHATSAPP, OUR_WHATSAPP, "", None, JANE, template=Choice(id_, values)
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


async def send(team: Team, request: ComposeRequest) -> Composed | Rejected:
    return await compose(team.ctx, team.workspace_id, request)


async def foretell(team: Team, request: ComposeRequest) -> Preview:
    return await preview(team.ctx, team.workspace_id, request)


async def test_it_goes_without_a_window_and_the_thread_says_which_it_was(team: Team) -> None:
    assert isinstance(await send(team, wish()), Composed)
    await team.work()
    [carried] = team.provider.sent
    assert carried.template == SentTemplate("HX1", "reminder", tuple(VALUES.items()), language="en")
    # Nothing may be added to what WhatsApp has approved, even for somebody new.
    assert carried.body == SAID
    [post] = team.posts(OutboundPost)
    assert (post.body, post.template.name, post.notice) == (SAID, "reminder", "")
    assert (await team.message()).status is Status.ACCEPTED


async def test_the_same_submission_twice_is_one_message(team: Team) -> None:
    await send(team, wish())
    await send(team, wish())
    assert len(await team.messages()) == 1


@pytest.mark.parametrize("values", [{}, {"1": "Nora", "2": " ", "3": "nine"}, VALUES | {"2": "a\nb"}])
async def test_a_blank_that_is_not_filled_in_is_told_at_its_field(team: Team, values: dict[str, str]) -> None:
    refused = await send(team, wish(values=values))
    assert isinstance(refused, Rejected)
    assert all(field.startswith("variable:") for field in refused.errors)
    assert "variable:2" in refused.errors
    assert await team.messages() == []


async def test_a_template_that_is_gone_is_told(team: Team) -> None:
    assert await send(team, wish("HX9")) == Rejected({"template": GONE})
    assert (await foretell(team, wish("HX9"))).is_empty


async def test_one_that_is_not_approved_is_refused_and_leaves_nothing_behind(team: Team) -> None:
    refused = await send(team, wish("HX3", new_number="+12125550199"))
    assert isinstance(refused, Rejected)
    assert "a_new_one cannot be sent: WhatsApp has not approved it yet." in refused.errors["body"]
    assert len(await team.clients()) == 1


async def test_marketing_does_not_go_to_the_united_states(team: Team) -> None:
    refused = await send(team, wish("HX2", {}))
    assert isinstance(refused, Rejected)
    assert "no marketing templates to numbers in the United States" in refused.errors["body"]


async def test_marketing_goes_elsewhere_to_who_has_agreed_to_it(team: Team) -> None:
    await team.meet("Oliver Hughes", TORONTO)
    refused = await send(team, wish("HX2", {}, new_number=TORONTO))
    assert isinstance(refused, Rejected)
    assert "Marketing needs their consent to marketing" in refused.errors["client"]
    async with team.ctx.store.write(team.workspace_id) as uow:
        address = (await uow.clients.by_addresses([TORONTO]))[TORONTO].address_id
        agreed = ConsentChange(
            address,
            Channel.WHATSAPP,
            ConsentState.EXPRESS,
            "test",
            "",
            team.clock.now(),
            scope=ConsentScope.MARKETING,
        )
        await uow.consents.record([agreed])
    refused = await send(team, wish("HX2", {}, new_number=TORONTO))
    assert isinstance(refused, Rejected)
    assert refused.errors["body"].startswith("A sender cannot send marketing; that takes a manager.")
    await team.promote("U1", Role.MANAGER)
    assert isinstance(await send(team, wish("HX2", {}, new_number=TORONTO)), Composed)
    message = await team.message()
    assert message.purpose is Purpose.MARKETING
    assert message.template
    assert message.template.buttons == ("Book", "No, thanks")


async def test_an_approval_is_looked_at_again_when_it_goes(team: Team) -> None:
    await send(team, wish())
    await tell(team, replace(REMINDER, approval=Approval.DISABLED))
    await team.work()
    assert team.provider.sent == []
    [post] = team.posts(FailurePost)
    assert "WhatsApp has switched it off." in post.reason
    assert [offer.kind for offer in post.offers] == [OfferKind.SEND_AS_SMS]


async def test_as_an_sms_it_is_its_words_and_no_template(team: Team) -> None:
    await send(team, wish())
    await tell(team, OFFER)
    await team.work()
    message = await team.message()
    assert await send_as_sms(team.ctx, team.workspace_id, message.id, "U1") == AS_SMS
    await team.work()
    [sms] = team.provider.sent
    assert (sms.channel, sms.sender, sms.template) == (Channel.SMS, OUR_SMS, None)
    assert sms.body.startswith(SAID)


async def test_a_retry_sends_the_same_template_again(team: Team) -> None:
    team.provider.answers = [failure(FailureKind.ACCOUNT)]
    await send(team, wish())
    await team.work()
    [message] = await team.messages()
    assert await retry(team.ctx, team.workspace_id, message.id, "U1") == SENDING
    await team.work()
    first, second = team.provider.sent
    assert first.template == second.template
    assert second.template is not None


async def test_a_busy_provider_is_given_the_same_template_later(team: Team) -> None:
    team.provider.answers = [failure(FailureKind.RETRY)]
    await send(team, wish())
    await team.work()
    await team.wait(seconds=10)
    assert [each.template for each in team.provider.sent] == [(await team.message()).template] * 2


async def test_at_night_it_waits_for_the_morning_as_every_text_does(team: Team) -> None:
    team.clock.advance(hours=12)
    foretold = await foretell(team, wish())
    assert foretold.verdict
    assert foretold.verdict.waiting
    stored = await send(team, wish())
    assert isinstance(stored, Composed)
    assert stored.waiting
    await team.work()
    assert team.provider.sent == []
    # Its approval and its values are as they were asked for.
    await team.wait(hours=11)
    assert [each.body for each in team.provider.sent] == [SAID]


async def test_a_viewer_sends_no_template(team: Team) -> None:
    await team.promote("U1", Role.VIEWER)
    assert isinstance(await send(team, wish()), Rejected)
    assert await team.messages() == []


async def test_what_must_not_be_texted_does_not_go_in_a_blank(team: Team) -> None:
    rule = DlpRule("Card number", DlpKind.CARD, outbound=DlpAction.REDACT)
    await team.decide(dlp=(rule,))
    refused = await send(team, wish(values=VALUES | {"2": "card 4111 1111 1111 1111"}))
    assert isinstance(refused, Rejected)
    assert "must not be texted" in refused.errors["body"]


async def test_the_preview_fills_in_what_is_not_written_yet_and_costs_what_it_costs(team: Team) -> None:
    foretold = await foretell(team, wish(values={"1": "Nora"}))
    assert foretold.characters == len("Hi Nora, we see you on Monday at 3:00 PM.")
    assert foretold.max_characters == 1024
    assert foretold.verdict
    assert foretold.verdict.against == ()
    assert foretold.cost is not None
    assert await team.messages() == []


async def test_it_goes_to_the_address_that_is_meant(team: Team) -> None:
    second = "+12125550177"
    async with team.ctx.store.write(team.workspace_id) as uow:
        client_id = (await uow.clients.by_addresses([JANE]))[JANE].client_id
        await uow.addresses.add(client_id, second, team.clock.now())
    async with team.ctx.store.read(team.workspace_id) as uow:
        client = await uow.clients.get(client_id)
    assert client
    address = next(each for each in client.addresses if each.value == second)
    await send(team, wish(client_id=client_id, new_number=None, address_id=address.id))
    assert (await team.message()).to == second


async def test_a_text_that_whatsapp_refuses_for_its_window_offers_a_template(team: Team) -> None:
    await team.written_to(JANE)
    closed = failure(FailureKind.FINAL, needs_template=True, code="63016")
    team.provider.answers = [closed]
    await team.work()
    await team.reply("See you")
    await team.wait(seconds=6)
    [post] = team.posts(FailurePost)
    assert [offer.kind for offer in post.offers] == [OfferKind.USE_TEMPLATE, OfferKind.SEND_AS_SMS]
    assert post.offers[0].about == (await team.messages())[-1].id


LIST = replace(
    REMINDER,
    id="HX4",
    name="times",
    kind=TemplateKind.LIST,
    approval=Approval.UNSUBMITTED,
    items=(ListItem("am", "Morning", "Until noon"), ListItem("pm", "Afternoon")),
    list_button="Times",
)


async def test_a_list_answers_a_client_who_has_written_and_nobody_else(team: Team) -> None:
    await tell(team, LIST)
    refused = await send(team, wish("HX4"))
    assert isinstance(refused, Rejected)
    assert "A list only answers a client" in str(refused.errors)
    await team.written_to(JANE)
    assert isinstance(await send(team, wish("HX4", intent_key="view:2")), Composed)
    await team.work()
    [sent] = team.provider.sent
    assert sent.template is not None
    assert (sent.template.kind, sent.template.items) == (TemplateKind.LIST, LIST.items)
    [post] = [post for _, _, post, _ in team.slack.posts if isinstance(post, OutboundPost)]
    assert post.template is not None
    assert post.template.list_button == "Times"


async def test_an_answer_whose_24_hours_run_out_while_it_waits_is_refused_when_it_would_go(
    team: Team,
) -> None:
    await tell(team, LIST)
    await team.written_to(JANE)
    in_time = team.clock.now() + timedelta(hours=23)
    assert isinstance(await send(team, wish("HX4", send_at=in_time)), Composed)
    too_late = await send(team, wish("HX4", intent_key="view:2", send_at=in_time + timedelta(hours=2)))
    assert isinstance(too_late, Rejected)
    # Nothing has gone while the worker was away.
    await team.wait(hours=25)
    assert team.provider.sent == []
    assert Status.REFUSED in await team.statuses()


async def test_a_template_that_is_paused_before_its_time_is_refused_when_it_would_go(team: Team) -> None:
    later = team.clock.now() + timedelta(hours=2)
    composed = await send(team, wish(send_at=later))
    assert isinstance(composed, Composed)
    assert (await team.message(composed.message_id)).scheduled_for == later
    await team.work()
    await tell(team, replace(REMINDER, approval=Approval.PAUSED))
    await team.wait(hours=2, minutes=1)
    assert team.provider.sent == []
    assert (await team.message(composed.message_id)).status is Status.REFUSED


async def test_a_template_that_is_scheduled_goes_at_its_time(team: Team) -> None:
    assert isinstance(await send(team, wish(send_at=team.clock.now() + timedelta(hours=2))), Composed)
    await team.wait(hours=1, minutes=59)
    assert team.provider.sent == []
    await team.wait(minutes=2)
    [sent] = team.provider.sent
    assert (sent.body, sent.template and sent.template.id) == (SAID, "HX1")
