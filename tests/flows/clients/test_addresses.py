"""*Numbers*: added, taken off, put first, moved; what is known of a number stays with it."""

import pytest

from bot.domain.channel import Channel
from bot.domain.client import Client
from bot.domain.consent import ConsentState
from bot.domain.failure import FailureKind, RecipientFault
from bot.domain.message import Status
from bot.domain.roles import Role
from bot.domain.thread import FailurePost, Offer, OfferKind, SystemPost
from bot.flows.clients import addresses as flow
from bot.flows.clients.create import Taken
from bot.flows.clients.edit import Rejected
from bot.flows.clients.typed_addresses import IDENTITY, NUMBER, Typed
from bot.flows.outbound.again import NO_PHONE, TAKEN_OFF
from bot.flows.outbound.as_sms import send_as_sms
from bot.flows.outbound.compose import Composed, ComposeRequest, compose
from bot.flows.outbound.compose import Rejected as NotComposed
from bot.flows.outbound.preview import preview
from bot.flows.outbound.retry import retry
from bot.flows.team.permissions import NotAllowed
from bot.storage.tables import messages
from tests.flows.harness import JANE, Team, failure
from tests.support.world import OUR_SMS, OUR_WHATSAPP, inbound

OTHER, HIDDEN = "+12125550124", "US.13491208655302741918"


async def get(team: Team, client_id: str) -> Client:
    async with team.ctx.store.read(team.workspace_id) as uow:
        client = await uow.clients.get(client_id)
    assert client is not None
    return client


async def jane(team: Team) -> Client:
    return await get(team, await team.meet("Jane Doe"))


def values(client: Client) -> list[str]:
    return [address.value for address in client.addresses]


async def add(team: Team, client: Client, number: str = "", identity: str = "") -> Client:
    outcome = await flow.add(team.ctx, team.workspace_id, "U1", client.id, Typed(number, identity))
    assert isinstance(outcome, flow.Changed), outcome
    return outcome.client


async def remove(team: Team, client: Client, value: str = JANE) -> flow.Changed:
    address = next(each for each in client.addresses if each.value == value)
    outcome = await flow.remove(team.ctx, team.workspace_id, "U1", client.id, address.id)
    assert isinstance(outcome, flow.Changed), outcome
    return outcome


def request(client: Client, channel: Channel, key: str = "view:9") -> ComposeRequest:
    sender = OUR_WHATSAPP if channel is Channel.WHATSAPP else OUR_SMS
    return ComposeRequest(key, "U1", channel, sender, "Hello", client_id=client.id)


async def test_numbers_and_identities_are_added_and_told(team: Team) -> None:
    client = await jane(team)
    await team.hear(inbound("Hi", "SM7", sender=JANE))
    client = await add(team, client, "(212) 555-0124", HIDDEN)
    assert values(client) == [JANE, OTHER, HIDDEN]
    await team.work()
    assert "added +1 212-555-0124 and WhatsApp US.13491208655302741918 to this client." in [
        post.text for post in team.posts(SystemPost)
    ]
    [deed] = await team.audit("address_added")
    assert deed.detail == {}
    [card] = team.slack.roots.values()
    assert values(card.client) == values(client)


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        (Typed(), NUMBER, flow.NOTHING),
        (Typed(JANE), NUMBER, flow.ALREADY),
        (Typed("", "nonsense"), IDENTITY, "not a WhatsApp identity"),
        (Typed("+1 212"), NUMBER, "too short"),
    ],
)
async def test_what_cannot_be_added_is_said_at_its_field(
    team: Team, typed: Typed, field: str, said: str
) -> None:
    client = await jane(team)
    outcome = await flow.add(team.ctx, team.workspace_id, "U1", client.id, typed)
    assert isinstance(outcome, Rejected)
    assert said in outcome.errors[field]


async def test_a_client_has_no_more_numbers_than_fit(team: Team) -> None:
    client = await jane(team)
    for number in range(flow.MOST - 1):
        client = await add(team, client, identity=f"US.{number}")
    outcome = await flow.add(team.ctx, team.workspace_id, "U1", client.id, Typed(OTHER))
    assert outcome == Rejected({NUMBER: flow.TOO_MANY})


async def test_who_may_only_look_changes_no_number(team: Team) -> None:
    client = await jane(team)
    await team.promote("U1", Role.VIEWER)
    address = client.addresses[0].id
    for act in (flow.remove, flow.use_first, flow.move_here):
        with pytest.raises(NotAllowed):
            await act(team.ctx, team.workspace_id, "U1", client.id, address)
    with pytest.raises(NotAllowed):
        await flow.add(team.ctx, team.workspace_id, "U1", client.id, Typed(OTHER))
    assert values(await get(team, client.id)) == [JANE]


async def test_what_was_put_first_is_used_first(team: Team) -> None:
    client = await add(team, await jane(team), OTHER)
    outcome = await flow.use_first(team.ctx, team.workspace_id, "U1", client.id, client.addresses[1].id)
    assert isinstance(outcome, flow.Changed)
    assert values(outcome.client) == [OTHER, JANE]
    assert isinstance(await compose(team.ctx, team.workspace_id, request(client, Channel.SMS)), Composed)
    assert (await team.message()).to == OTHER


async def test_what_waits_to_go_to_a_removed_number_is_taken_back(team: Team) -> None:
    client = await jane(team)
    waiting = await team.text("Hello")
    outcome = await remove(team, client)
    assert outcome.client.addresses == ()
    assert "A text that waited to go there was taken back." in outcome.said
    await team.work()
    assert (await team.message(waiting)).status is Status.CANCELED
    assert team.sent == []


async def test_a_removed_number_is_not_sent_to_again(team: Team) -> None:
    client = await jane(team)
    team.provider.answers = [failure(FailureKind.ACCOUNT)]
    message_id = await team.text("Hello")
    await team.work()
    assert (await team.message(message_id)).can_retry
    await add(team, client, OTHER)
    await remove(team, client)
    assert await retry(team.ctx, team.workspace_id, message_id, "U1") == f"Not sent. {TAKEN_OFF}"


async def test_a_reply_goes_to_the_number_that_is_left(team: Team) -> None:
    client = await add(team, await jane(team), OTHER)
    await team.hear(inbound("Hi", "SM7", sender=JANE))
    await team.work()
    await remove(team, client)
    await team.work()
    await team.reply("Hello")
    await team.wait(minutes=1)
    assert [message.to for message in team.provider.sent] == [OTHER]


async def test_a_reply_to_somebody_with_an_identity_only_goes_by_whatsapp(team: Team) -> None:
    client = await add(team, await jane(team), identity=HIDDEN)
    await team.hear(inbound("Hi", "SM7", sender=JANE))
    await team.hear(inbound("It's me", "SM8", sender=HIDDEN, channel=Channel.WHATSAPP))
    await team.hear(inbound("By text again", "SM9", sender=JANE))
    await team.work()
    await remove(team, client)
    await team.work()
    await team.reply("Hello")
    await team.wait(minutes=1)
    assert [(sent.to, sent.channel) for sent in team.provider.sent] == [(HIDDEN, Channel.WHATSAPP)]


async def test_somebody_with_an_identity_only_gets_no_sms(team: Team) -> None:
    await team.hear(inbound("Hi", "SM7", sender=HIDDEN, channel=Channel.WHATSAPP))
    [row] = await team.clients()
    client = await get(team, row.id)
    assert client.name == f"WhatsApp {HIDDEN}"
    outcome = await compose(team.ctx, team.workspace_id, request(client, Channel.SMS))
    assert isinstance(outcome, NotComposed)
    assert "choose WhatsApp" in outcome.errors["channel"]
    shown = await preview(team.ctx, team.workspace_id, request(client, Channel.SMS))
    assert shown.channels == (Channel.WHATSAPP,)
    assert shown.verdict is None
    assert isinstance(await compose(team.ctx, team.workspace_id, request(client, Channel.WHATSAPP)), Composed)


async def test_words_to_an_identity_are_not_sent_as_sms(team: Team) -> None:
    await team.hear(inbound("Hi", "SM7", sender=HIDDEN, channel=Channel.WHATSAPP))
    [row] = await team.clients()
    sent = await compose(team.ctx, team.workspace_id, request(await get(team, row.id), Channel.WHATSAPP))
    assert isinstance(sent, Composed)
    await team.change(messages, sent.message_id, status="refused")
    assert await send_as_sms(team.ctx, team.workspace_id, sent.message_id, "U1") == f"Not sent. {NO_PHONE}"


async def test_a_text_from_a_removed_number_is_a_lead_s_and_its_stop_still_holds(team: Team) -> None:
    client = await add(team, await jane(team), OTHER)
    await team.opt_out(JANE)
    await remove(team, client)
    await team.hear(inbound("Hello again", "SM99", sender=JANE))
    former, found = [await get(team, row.id) for row in await team.clients()]
    assert values(former) == [OTHER]
    assert found.is_lead
    assert found.addresses[0].id == client.addresses[0].id
    assert await team.consent(JANE) is ConsentState.WITHDRAWN


async def test_a_removed_number_can_be_given_back(team: Team) -> None:
    client = await jane(team)
    await team.opt_out(JANE)
    client = (await remove(team, client)).client
    assert values(await add(team, client, JANE)) == [JANE]
    assert await team.consent(JANE) is ConsentState.WITHDRAWN


async def test_a_number_of_another_client_is_moved_only_when_that_was_said(team: Team) -> None:
    client = await jane(team)
    john = await get(team, await team.meet("John Roe", OTHER))
    await team.hear(inbound("Hi", "SM7", sender=JANE), inbound("Hi", "SM8", sender=OTHER))
    waiting = await team.text("For John", number=OTHER)
    taken = await flow.add(team.ctx, team.workspace_id, "U1", client.id, Typed(OTHER))
    assert isinstance(taken, Taken)
    assert (taken.owner_id, taken.owner_name) == (john.id, "John Roe")
    assert values(await get(team, client.id)) == [JANE]
    moved = await flow.move_here(team.ctx, team.workspace_id, "U1", client.id, taken.address_id)
    assert isinstance(moved, flow.Changed)
    assert values(moved.client) == [JANE, OTHER]
    assert (await get(team, john.id)).addresses == ()
    await team.work()
    assert (await team.message(waiting)).status is Status.CANCELED
    said = [post.text for post in team.posts(SystemPost)]
    assert "moved +1 212-555-0124 here from John Roe." in said
    back = "A text that waited to go there was taken back."
    assert f"moved +1 212-555-0124 to Jane Doe. {back}" in said
    assert len(await team.audit("address_moved_here")) == len(await team.audit("address_moved_away")) == 1


async def test_who_is_second_moves_and_removes_nothing(team: Team) -> None:
    client = await add(team, await jane(team), OTHER)
    address = client.addresses[1]
    await remove(team, client, OTHER)
    for act in (flow.remove, flow.use_first, flow.move_here):
        outcome = await act(team.ctx, team.workspace_id, "U1", client.id, address.id)
        assert isinstance(outcome, Rejected), act
    assert len(await team.audit("address_removed")) == 1


async def test_a_failure_of_the_number_offers_to_fix_it(team: Team) -> None:
    client = await jane(team)
    gone = failure(FailureKind.FINAL, recipient=RecipientFault.NOT_IN_USE)
    team.provider.answers = [gone, failure(FailureKind.FINAL)]
    await team.text("Hello")
    await team.work()
    await add(team, client, OTHER)
    await flow.use_first(
        team.ctx, team.workspace_id, "U1", client.id, (await get(team, client.id)).addresses[1].id
    )
    await compose(team.ctx, team.workspace_id, request(client, Channel.SMS, "view:fails"))
    await team.wait(minutes=1)
    first, second = team.posts(FailurePost)
    assert first.offers == (Offer(OfferKind.FIX_NUMBER, client.id),)
    # A failure that says nothing of the number.
    assert second.offers == ()
