"""How far an opt-out reaches, and its end: the same by every door, and for every address of the person."""

import asyncio
from collections.abc import Sequence

import pytest

from bot.domain.channel import Channel
from bot.domain.client import Client
from bot.domain.client_record import ClientRecord
from bot.domain.consent import ConsentScope, ConsentState, DncSource
from bot.domain.roles import Role
from bot.domain.settings import ConsentRules
from bot.flows.clients import addresses as numbers
from bot.flows.clients import dnc
from bot.flows.clients.consent import NewConsent, Recorded, Rejected, record_consent, withdraw_consent
from bot.flows.clients.create import create
from bot.flows.clients.merge.merge import Merged, Wanted, merge
from bot.flows.clients.merge.undo import undo
from bot.flows.clients.typed_addresses import Typed
from bot.storage.tables import opt_out_reviews
from tests.flows.harness import JANE, Team
from tests.support.world import inbound

SMS, WHATSAPP = Channel.SMS, Channel.WHATSAPP
MANAGER = "U0MANAGER"
IDENTITY = "US.13491208655302741918"
SECOND, OMAR = "+12125550188", "+12025550177"
OUT, IN = ConsentState.WITHDRAWN, ConsentState.EXPRESS


@pytest.fixture
async def team(team: Team) -> Team:
    """A team with a manager, and Jane, whose WhatsApp identity is known."""
    await team.promote(MANAGER, Role.ADMIN)
    await team.meet("Jane Doe")
    await team.hear(inbound("Hi", "SM0", channel=WHATSAPP, identity=IDENTITY))
    return team


async def client(team: Team, value: str = JANE) -> Client:
    async with team.ctx.store.read(team.workspace_id) as uow:
        owner = (await uow.clients.by_addresses([value]))[value]
        found = await uow.clients.get(owner.client_id)
    assert found
    return found


async def _ids(team: Team, value: str) -> tuple[str, str]:
    async with team.ctx.store.read(team.workspace_id) as uow:
        owner = (await uow.clients.by_addresses([value]))[value]
    return owner.client_id, owner.address_id


async def withdraw(team: Team, value: str = JANE, channel: Channel = WHATSAPP, words: str = "Call") -> None:
    client_id, address_id = await _ids(team, value)
    done = await withdraw_consent(
        team.ctx, team.workspace_id, MANAGER, client_id, [address_id], [channel], words
    )
    assert isinstance(done, Recorded)
    team.clock.advance(minutes=1)


async def record(
    team: Team,
    value: str = JANE,
    channel: Channel = WHATSAPP,
    evidence: str = "Folder 7",
    user: str = MANAGER,
) -> Recorded | Rejected:
    client_id, address_id = await _ids(team, value)
    scope = ConsentScope.TRANSACTIONAL
    given = NewConsent((address_id,), (channel,), ConsentState.EXPRESS, scope, "paper", evidence)
    return await record_consent(team.ctx, team.workspace_id, user, client_id, given)


async def states(team: Team, *values: str, channel: Channel = WHATSAPP) -> list[ConsentState]:
    return [await team.consent(value, channel) for value in values]


async def closed(team: Team, *values: str, channel: Channel = WHATSAPP) -> list[bool]:
    """Whether the gate refuses these addresses."""
    async with team.ctx.store.read(team.workspace_id) as uow:
        owners = await uow.clients.by_addresses(values)
        ids = [owners[value].address_id for value in values]
        found = await uow.recipients.of_addresses(ids, channel)
    return [
        found[each].dnc is not None
        or bool(found[each].consent and found[each].consent.state is ConsentState.WITHDRAWN)  # type: ignore[union-attr]
        for each in ids
    ]


async def give(team: Team, to: str, number: str = "", identity: str = "") -> None:
    """A teammate adds an address to whoever has ``to``."""
    found = await client(team, to)
    done = await numbers.add(team.ctx, team.workspace_id, MANAGER, found.id, Typed(number, identity))
    assert isinstance(done, numbers.Changed)


async def take(team: Team, value: str) -> None:
    """A teammate takes an address off its client."""
    client_id, address_id = await _ids(team, value)
    done = await numbers.remove(team.ctx, team.workspace_id, MANAGER, client_id, address_id)
    assert isinstance(done, numbers.Changed)


async def test_a_withdrawal_by_hand_is_on_the_list_like_a_stop(team: Team) -> None:
    await withdraw(team)
    for value in (JANE, IDENTITY):
        [entry] = await team.listed(value)
        assert (entry.channel, entry.source, entry.added_by) == (WHATSAPP, DncSource.REVIEW, MANAGER)
        assert entry.reason == "Call"


async def test_where_a_stop_covers_all_a_withdrawal_is_listed_for_every_channel(team: Team) -> None:
    await team.decide(consent=ConsentRules(stop_covers_all=True))
    await withdraw(team, channel=SMS)
    assert [entry.channel for entry in await team.listed()] == [None]


async def test_recorded_again_all_is_open_that_the_withdrawal_had_closed(team: Team) -> None:
    await withdraw(team)
    assert await states(team, JANE, IDENTITY) == [OUT, OUT]
    assert await record(team) == Recorded("Jane Doe", cleared=2)
    assert await states(team, JANE, IDENTITY) == [IN, IN]
    assert await closed(team, JANE, IDENTITY) == [False, False]


async def test_a_number_that_came_meanwhile_is_open_again_as_well(team: Team) -> None:
    await withdraw(team)
    await give(team, JANE, SECOND)
    await record(team)
    assert await closed(team, JANE, IDENTITY, SECOND) == [False, False, False]


async def test_withdrawn_twice_and_recorded_once_all_is_open(team: Team) -> None:
    await withdraw(team)
    await withdraw(team, words="Called again")
    await record(team)
    assert await closed(team, JANE, IDENTITY) == [False, False]


async def test_the_end_of_a_withdrawal_lifts_no_stop_at_another_address(team: Team) -> None:
    await give(team, JANE, SECOND)
    await team.hear(inbound("STOP", "SM1", sender=SECOND, channel=WHATSAPP))
    assert await states(team, JANE, SECOND, IDENTITY) == [ConsentState.UNKNOWN, OUT, OUT]
    await withdraw(team)
    await record(team)
    assert await closed(team, JANE, SECOND, IDENTITY) == [False, True, True]


async def test_the_end_of_a_withdrawal_lifts_no_other_withdrawal(team: Team) -> None:
    await give(team, JANE, SECOND)
    await withdraw(team)
    await withdraw(team, SECOND)
    await record(team)
    assert await closed(team, JANE, SECOND, IDENTITY) == [False, True, True]
    await record(team, SECOND)
    assert await closed(team, JANE, SECOND, IDENTITY) == [False, False, False]


async def test_the_end_of_a_withdrawal_lifts_no_entry_that_somebody_made_for_itself(team: Team) -> None:
    await withdraw(team)
    async with team.ctx.store.write(team.workspace_id) as uow:
        await uow.dnc.remove(IDENTITY, WHATSAPP)
        entry = (await uow.dnc.of_numbers([JANE]))[0]
        await uow.dnc.add([dnc.DncEntry(IDENTITY, None, DncSource.PERSON, "Rude", MANAGER, entry.added_at)])
    await record(team)
    assert await closed(team, JANE, IDENTITY) == [False, True]


async def test_without_evidence_or_the_right_to_it_nothing_is_opened(team: Team) -> None:
    await withdraw(team)
    assert isinstance(await record(team, evidence=" "), Rejected)
    assert isinstance(await record(team, user="U0SENDER"), Rejected)
    assert await closed(team, JANE, IDENTITY) == [True, True]


@pytest.mark.parametrize("sender", [JANE, IDENTITY])
async def test_a_stop_and_a_withdrawal_of_the_same_moment_both_hold(team: Team, sender: str) -> None:
    stop = inbound("STOP", "SM1", sender=sender, channel=WHATSAPP)
    await asyncio.gather(team.hear(stop), withdraw(team))
    assert await closed(team, JANE, IDENTITY) == [True, True]


@pytest.mark.parametrize("by_hand", [False, True])
async def test_an_address_added_by_hand_undoes_no_opt_out(team: Team, by_hand: bool) -> None:
    await (withdraw(team) if by_hand else team.hear(inbound("STOP", "SM1", channel=WHATSAPP)))
    await give(team, JANE, SECOND)
    assert await closed(team, SECOND) == [True]
    assert await closed(team, SECOND, channel=SMS) == [False]


async def test_an_address_taken_off_before_a_stop_and_added_again_undoes_none(team: Team) -> None:
    await give(team, JANE, SECOND)
    await record(team, SECOND)
    await take(team, SECOND)
    await team.hear(inbound("STOP", "SM1", sender=IDENTITY, channel=WHATSAPP))
    await give(team, JANE, SECOND)
    assert await closed(team, SECOND) == [True]


async def test_a_new_client_with_an_identity_that_opted_out_is_not_reached_at_a_new_number(
    team: Team,
) -> None:
    await team.hear(inbound("STOP", "SM1", sender=IDENTITY, channel=WHATSAPP))
    await take(team, IDENTITY)
    made = await create(
        team.ctx, team.workspace_id, MANAGER, ClientRecord("Jane Roe"), Typed(SECOND, IDENTITY)
    )
    assert isinstance(made, Client)
    assert await closed(team, SECOND, IDENTITY) == [True, True]


async def test_an_address_moved_here_undoes_no_opt_out(team: Team) -> None:
    await team.meet("Omar Diaz", OMAR)
    await record(team, OMAR)
    await withdraw(team)
    client_id, _ = await _ids(team, JANE)
    _, address_id = await _ids(team, OMAR)
    done = await numbers.move_here(team.ctx, team.workspace_id, MANAGER, client_id, address_id)
    assert isinstance(done, numbers.Changed)
    assert await closed(team, OMAR) == [True]


async def test_whose_identity_is_not_known_has_numbers_of_their_own(team: Team) -> None:
    await team.meet("Omar Diaz", OMAR)
    await withdraw(team, OMAR)
    await give(team, OMAR, SECOND)
    assert await closed(team, OMAR, SECOND) == [True, False]


@pytest.mark.parametrize("from_stop", [False, True])
async def test_an_identity_that_is_told_after_the_withdrawal_ends_with_it(
    team: Team, from_stop: bool
) -> None:
    await team.meet("Omar Diaz", OMAR)
    if from_stop:
        await team.hear(inbound("STOP", "SM1", sender=OMAR, channel=WHATSAPP))
    await withdraw(team, OMAR)
    await team.hear(inbound("Hi", "SM2", sender=OMAR, channel=WHATSAPP, identity="US.7"))
    assert await closed(team, OMAR, "US.7") == [True, True]
    await record(team, OMAR)
    # A STOP of their own ends only where its end was told.
    assert await closed(team, OMAR, "US.7") == [False, from_stop]


async def test_the_list_reaches_an_identity_that_is_told_later(team: Team) -> None:
    await team.meet("Omar Diaz", OMAR)
    await dnc.add(team.ctx, team.workspace_id, MANAGER, OMAR, [SMS, WHATSAPP], "Asked by phone")
    await team.hear(inbound("Hi", "SM2", sender=OMAR, channel=WHATSAPP, identity="US.7"))
    assert await closed(team, "US.7") == [True]


@pytest.mark.parametrize("by_hand", [False, True])
async def test_the_list_reaches_the_identity_behind_a_number_and_its_end_too(
    team: Team, by_hand: bool
) -> None:
    if by_hand:
        await withdraw(team)
    await dnc.add(team.ctx, team.workspace_id, MANAGER, JANE, [SMS, WHATSAPP], "Asked by letter")
    assert await closed(team, JANE, IDENTITY) == [True, True]
    await dnc.remove(team.ctx, team.workspace_id, MANAGER, JANE, None, "Signed")
    # What the client has said otherwise is not undone by a list.
    assert await closed(team, JANE, IDENTITY) == [by_hand, by_hand]


async def test_off_the_list_is_not_what_the_identity_s_own_stop_has_put_there(team: Team) -> None:
    await dnc.add(team.ctx, team.workspace_id, MANAGER, JANE, [WHATSAPP], "Asked by letter")
    await team.hear(inbound("STOP", "SM1", sender=IDENTITY, channel=WHATSAPP))
    await dnc.remove(team.ctx, team.workspace_id, MANAGER, JANE, WHATSAPP, "Signed")
    assert await states(team, JANE, IDENTITY) == [OUT, OUT]


async def test_on_sms_the_list_is_for_the_number_alone(team: Team) -> None:
    await dnc.add(team.ctx, team.workspace_id, MANAGER, JANE, [SMS], "Asked by letter")
    assert await team.listed(IDENTITY) == []


async def test_an_identity_that_comes_back_brings_its_opt_out_to_a_new_number(team: Team) -> None:
    await team.hear(inbound("STOP", "SM1", sender=IDENTITY, channel=WHATSAPP))
    for value in (JANE, IDENTITY):
        await take(team, value)
    await team.hear(inbound("Hi", "SM2", sender=SECOND, channel=WHATSAPP, identity=IDENTITY))
    assert await closed(team, SECOND, IDENTITY) == [True, True]


async def test_a_withdrawal_holds_through_a_number_s_changes_of_hands(team: Team) -> None:
    await team.meet("Omar Diaz", OMAR)
    await withdraw(team, OMAR, SMS)
    client_id, address_id = await _ids(team, OMAR)
    jane, _ = await _ids(team, JANE)
    await numbers.move_here(team.ctx, team.workspace_id, MANAGER, jane, address_id)
    assert await closed(team, OMAR, channel=SMS) == [True]
    await take(team, OMAR)
    await numbers.add(team.ctx, team.workspace_id, MANAGER, client_id, Typed(OMAR))
    assert await closed(team, OMAR, channel=SMS) == [True]


async def _merged(team: Team, survivor: str, other: str) -> str:
    ids: Sequence[str] = [(await _ids(team, value))[0] for value in (survivor, other)]
    done = await merge(team.ctx, team.workspace_id, MANAGER, Wanted(ids[0], ids[1]))
    assert isinstance(done, Merged)
    team.clock.advance(minutes=1)
    return done.merge.id


@pytest.mark.parametrize("before", [False, True])
async def test_a_withdrawal_holds_through_a_merge_and_its_undoing(team: Team, before: bool) -> None:
    await team.meet("Omar Diaz", OMAR)
    await record(team, JANE, SMS)
    await record(team, OMAR, SMS)
    if before:
        await withdraw(team, OMAR, SMS)
    merge_id = await _merged(team, JANE, OMAR)
    if not before:
        await withdraw(team, OMAR, SMS)
    assert await closed(team, OMAR, channel=SMS) == [True]
    await undo(team.ctx, team.workspace_id, merge_id, MANAGER)
    assert await closed(team, JANE, OMAR, channel=SMS) == [False, True]


@pytest.mark.parametrize("words", ["STOP", "Please stop texting me", ""])
async def test_what_is_asked_for_while_a_merge_forbids_it_anyway_holds_after_its_undoing(
    team: Team, words: str
) -> None:
    await team.meet("Omar Diaz", OMAR)
    await record(team, OMAR, SMS)
    await withdraw(team, JANE, SMS)
    merge_id = await _merged(team, JANE, OMAR)
    if words:
        await team.hear(inbound(words, "SM5", sender=OMAR))
    else:
        await withdraw(team, OMAR, SMS)
    await undo(team.ctx, team.workspace_id, merge_id, MANAGER)
    reviews = await team.rows(opt_out_reviews, state="open")
    assert await closed(team, OMAR, channel=SMS) == [True] or len(reviews) == 1


async def test_a_withdrawal_over_what_a_merge_has_closed_holds_for_the_identity_too(team: Team) -> None:
    await team.meet("Omar Diaz", OMAR)
    await withdraw(team, OMAR)
    merge_id = await _merged(team, JANE, OMAR)
    assert await states(team, JANE, IDENTITY) == [OUT, OUT]
    await withdraw(team, JANE)
    await undo(team.ctx, team.workspace_id, merge_id, MANAGER)
    assert await closed(team, JANE, IDENTITY) == [True, True]
