"""Creating and editing clients, by those who may, without writing over what somebody else wrote meanwhile."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.domain.client import Client
from bot.domain.client_record import ClientRecord, digests, record_of
from bot.domain.roles import Role
from bot.domain.thread import SystemPost
from bot.flows.clients.create import Taken, create
from bot.flows.clients.edit import GONE, Rejected, edit, kinds_in_use, tags_in_use
from bot.flows.clients.listing import PAGE, ClientPage, Whose, list_page
from bot.flows.clients.spam import mark_spam
from bot.flows.clients.typed_addresses import IDENTITY, NUMBER, OURS, Typed
from bot.flows.team.permissions import NotAllowed
from bot.storage.tables import clients
from tests.flows.harness import JANE, Team
from tests.support.world import OUR_SMS, inbound

OTHER, HIDDEN = "+12125550124", "US.13491208655302741918"


async def get(team: Team, client_id: str) -> Client:
    async with team.ctx.store.read(team.workspace_id) as uow:
        client = await uow.clients.get(client_id)
    assert client is not None
    return client


async def appointments(team: Team, client_id: str) -> list[tuple[datetime | None, str, str]]:
    """What stands: when, by which door, and by whom."""
    async with team.ctx.store.read(team.workspace_id) as uow:
        found = (await uow.occasions.appointments([client_id])).get(client_id, [])
    return [(each.at, each.source, each.created_by) for each in found]


async def made(team: Team, record: ClientRecord, typed: Typed = Typed()) -> Client:  # noqa: B008 - frozen.
    client = await create(team.ctx, team.workspace_id, "U1", record, typed)
    assert isinstance(client, Client)
    return client


async def change(
    team: Team, client: Client, seen: Mapping[str, str] | None = None, **changes: object
) -> Client | Rejected:
    """Change these fields as a form does that was opened when the client was as given."""
    shown = record_of(client)
    typed = replace(shown, **changes)  # type: ignore[arg-type]
    return await edit(team.ctx, team.workspace_id, "U1", client.id, typed, seen or digests(shown))


async def test_a_client_is_written_down_with_everything_known(team: Team) -> None:
    later = team.clock.now() + timedelta(days=3)
    record = ClientRecord(
        "Zoë  Müller",
        "Vendor",
        "Café",
        "de",
        "Europe/Berlin",
        ("VIP", "vip"),
        "U2",
        "Tea, please",
        later,
        "Order 7",
    )
    client = await made(team, record, Typed("(212) 555-0123", "us.13491208655302741918"))
    assert client.name == "Zoë Müller"
    assert client.kind == "vendor"
    assert [address.value for address in client.addresses] == [JANE, HIDDEN]
    assert (client.tags, client.language, client.time_zone) == (("VIP",), "de", "Europe/Berlin")
    assert (client.owner, client.notes, client.last_order) == ("U2", "Tea, please", "Order 7")
    assert await appointments(team, client.id) == [(later, "slack", "U1")]
    assert team.slack.posts == []
    assert not client.is_lead
    [deed] = await team.audit("client_created")
    assert (deed.actor, deed.client_id, deed.detail) == ("U1", client.id, {})


async def test_a_client_needs_no_number(team: Team) -> None:
    assert (await made(team, ClientRecord("Jane Doe"))).addresses == ()


async def test_whose_a_number_is_is_said_and_nothing_is_created(team: Team) -> None:
    client_id = await team.meet("Jane Doe")
    outcome = await create(team.ctx, team.workspace_id, "U1", ClientRecord("Jane"), Typed(JANE))
    assert isinstance(outcome, Taken)
    assert (outcome.value, outcome.owner_id, outcome.owner_name) == (JANE, client_id, "Jane Doe")
    assert len(await team.clients()) == 1
    assert await team.audit("client_created") == []


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        (Typed("12"), NUMBER, "too short"),
        (Typed(OUR_SMS), NUMBER, OURS),
        (Typed("", "hello"), IDENTITY, "WhatsApp identity"),
    ],
)
async def test_what_is_no_address_is_said_at_its_field(
    team: Team, typed: Typed, field: str, said: str
) -> None:
    outcome = await create(team.ctx, team.workspace_id, "U1", ClientRecord("Jane"), typed)
    assert isinstance(outcome, Rejected)
    assert said in outcome.errors[field]
    assert await team.clients() == []


async def test_who_may_only_look_neither_creates_nor_edits(team: Team) -> None:
    client = await made(team, ClientRecord("Jane Doe"))
    await team.promote("U1", Role.VIEWER)
    with pytest.raises(NotAllowed, match="add or change clients"):
        await create(team.ctx, team.workspace_id, "U1", ClientRecord("John"), Typed())
    with pytest.raises(NotAllowed, match="add or change clients"):
        await change(team, client, name="Joan")
    assert (await get(team, client.id)).name == "Jane Doe"


async def test_an_edit_is_kept_shown_on_the_card_and_written_down_without_its_words(team: Team) -> None:
    client = await get(team, await team.meet("Jane Doe"))
    await team.hear(inbound("Hi", "SM7", sender=JANE))
    await team.work()
    changed = await change(team, client, name="Jane Roe", notes="The code is 4711", tags=("VIP",))
    assert isinstance(changed, Client)
    assert (changed.name, changed.notes, changed.tags) == ("Jane Roe", "The code is 4711", ("VIP",))
    await team.work()
    [deed] = await team.audit("client_edited")
    assert deed.detail == {"fields": ["name", "notes", "tags"]}
    said = [post.text for post in team.posts(SystemPost)]
    assert "renamed this client: Jane Doe is Jane Roe now." in said
    assert "4711" not in str(said)
    [card] = team.slack.roots.values()
    assert card.client.name == "Jane Roe"
    async with team.ctx.store.read(team.workspace_id) as uow:
        assert [each.id for each in await uow.client_search.matching("roe", 5)] == [client.id]


async def test_what_was_not_changed_is_not_written(team: Team) -> None:
    client = await made(team, ClientRecord("Jane Doe"))
    assert await change(team, client) == client
    assert await team.audit("client_edited") == []


async def test_two_who_edit_other_fields_both_have_their_way(team: Team) -> None:
    client = await made(team, ClientRecord("Jane Doe"))
    await change(team, client, company="Acme")
    after = await change(team, client, notes="Tea")
    assert isinstance(after, Client)
    assert (after.company, after.notes) == ("Acme", "Tea")


async def test_who_edits_the_same_field_second_is_told_and_writes_nothing_over(team: Team) -> None:
    client = await made(team, ClientRecord("Jane Doe"))
    await change(team, client, company="Acme", notes="Tea")
    outcome = await change(team, client, company="Bolt", notes="Coffee", language="de")
    assert isinstance(outcome, Rejected)
    assert set(outcome.errors) == {"company", "notes"}
    assert "Somebody else has changed the company meanwhile" in outcome.errors["company"]
    assert "Tea" not in outcome.errors["notes"]
    after = await get(team, client.id)
    assert (after.company, after.notes, after.language) == ("Acme", "Tea", "")


async def test_a_field_that_was_wrong_before_keeps_nobody_from_changing_another(team: Team) -> None:
    client = await made(team, ClientRecord("Jane", time_zone="Europe/Berlin"))
    await team.change(clients, client.id, time_zone="Mars/Olympus")
    after = await change(team, await get(team, client.id), company="Acme")
    assert isinstance(after, Client)
    outcome = await change(team, after, next_appointment=team.clock.now() - timedelta(hours=1))
    assert isinstance(outcome, Rejected)
    assert list(outcome.errors) == ["next_appointment"]


async def test_the_next_appointment_is_set_moved_and_called_off_with_the_form(team: Team) -> None:
    await team.hear(inbound("Hi", "SM8", sender=JANE))
    await team.work()
    client = await get(team, (await team.clients())[0].id)
    soon, later = (team.clock.now() + timedelta(days=days) for days in (2, 3))
    assert isinstance(await change(team, client, next_appointment=soon), Client)
    assert await appointments(team, client.id) == [(soon, "slack", "U1")]
    shown = record_of(client, soon)
    seen = digests(shown)
    typed = replace(shown, next_appointment=later)
    assert isinstance(await edit(team.ctx, team.workspace_id, "U1", client.id, typed, seen), Client)
    assert await appointments(team, client.id) == [(later, "slack", "U1")]
    contested = await change(team, client, next_appointment=soon)
    assert isinstance(contested, Rejected)
    assert "Somebody else has changed the next appointment" in contested.errors["next_appointment"]
    gone = replace(shown, next_appointment=None)
    seen = digests(record_of(client, later))
    assert isinstance(await edit(team.ctx, team.workspace_id, "U1", client.id, gone, seen), Client)
    assert await appointments(team, client.id) == []
    await team.work()
    told = [post.text for post in team.posts(SystemPost)]
    assert [line.split()[0] for line in told] == ["set", "moved", "cancelled"]
    assert team.sent == []


async def test_a_client_marked_as_spam_gets_no_appointment(team: Team) -> None:
    client_id = await team.meet("Jane Doe")
    await mark_spam(team.ctx, team.workspace_id, client_id, "U1")
    soon = team.clock.now() + timedelta(days=2)
    outcome = await change(team, await get(team, client_id), next_appointment=soon, company="Acme")
    assert isinstance(outcome, Rejected)
    assert "marked as spam" in outcome.errors["next_appointment"]
    assert (await get(team, client_id)).company == ""


async def test_a_lead_that_is_named_is_a_client_and_one_with_notes_is_still_a_lead(team: Team) -> None:
    await team.hear(inbound("Hi", "SM7", sender=JANE))
    [row] = await team.clients()
    lead = await get(team, row.id)
    noted = await change(team, lead, notes="Asked for a price")
    assert isinstance(noted, Client)
    assert noted.is_lead
    named = await change(team, noted, name="Jane Doe")
    assert isinstance(named, Client)
    assert not named.is_lead


@pytest.mark.parametrize(
    ("owner", "said", "to"),
    [("U1", "looks after this client now.", ""), ("U2", "asks to look after this client:", "U2")],
)
async def test_another_owner_is_told_in_the_thread(team: Team, owner: str, said: str, to: str) -> None:
    client = await get(team, await team.meet("Jane Doe"))
    await team.hear(inbound("Hi", "SM7", sender=JANE))
    await team.work()
    after = await change(team, client, owner=owner)
    assert isinstance(after, Client)
    await change(team, after, owner=None)
    await team.work()
    lines = [(post.text, post.to) for post in team.posts(SystemPost) if post.by == "U1"]
    assert lines == [(said, to), ("released this client: nobody looks after it.", "")]


async def test_a_client_that_is_gone_or_part_of_another_is_not_edited(team: Team) -> None:
    client, other = await made(team, ClientRecord("Jane")), await made(team, ClientRecord("Joan"))
    async with team.ctx.store.write(team.workspace_id) as uow:
        await uow.clients.change(client.id, merged_into=other.id)
    assert await change(team, client, name="Jean") == Rejected({"name": GONE})
    assert await change(team, replace(client, id="nobody"), name="Jean") == Rejected({"name": GONE})


async def test_kinds_and_tags_in_use_are_offered(team: Team) -> None:
    await made(team, ClientRecord("Jane", "Notary", tags=("VIP", "Zürich")))
    await made(team, ClientRecord("Joan", "NOTARY", tags=("VIP",)))
    assert await kinds_in_use(team.ctx, team.workspace_id) == ["client", "vendor", "signer", "Notary"]
    assert await tags_in_use(team.ctx, team.workspace_id) == ["VIP", "Zürich"]
    assert await tags_in_use(team.ctx, team.workspace_id, "zur") == ["Zürich"]


async def pages(team: Team, wanted: str = Whose.ALL) -> list[ClientPage]:
    """Every page, turned to the end."""
    found = [await list_page(team.ctx, team.workspace_id, "U1", wanted)]
    while found[-1].older:
        found.append(await list_page(team.ctx, team.workspace_id, "U1", wanted, found[-1].older))
    return found


def names(page: ClientPage) -> list[str]:
    return [seen.client.name for seen in page.rows]


async def test_the_list_is_turned_there_and_back(team: Team) -> None:
    count = 2 * PAGE + 3
    for number in range(count):
        await made(team, ClientRecord(f"Client {number:02}"))
        team.clock.advance(minutes=1)
    first, second, third = await pages(team)
    assert names(first) + names(second) + names(third) == [f"Client {n:02}" for n in reversed(range(count))]
    assert first.newer is None
    assert third.older is None
    back = await list_page(team.ctx, team.workspace_id, "U1", Whose.ALL, third.newer)
    assert names(back) == names(second)
    top = await list_page(team.ctx, team.workspace_id, "U1", Whose.ALL, back.newer)
    assert names(top) == names(first)
    assert top.newer is None
    assert top.older is not None


async def test_who_writes_comes_first(team: Team) -> None:
    await team.meet("Jane Doe")
    team.clock.advance(minutes=1)
    await team.meet("John Roe", OTHER)
    assert names((await pages(team))[0]) == ["John Roe", "Jane Doe"]
    team.clock.advance(minutes=1)
    await team.hear(inbound("Hi", "SM7", sender=JANE))
    assert names((await pages(team))[0]) == ["Jane Doe", "John Roe"]


async def test_the_list_holds_whom_one_asks_for(team: Team) -> None:
    await made(team, ClientRecord("Mine", owner="U1"))
    await made(team, ClientRecord("Tagged", owner="U2", tags=("VIP",)))
    await team.hear(inbound("Hi", "SM7", sender=OTHER))
    assert names((await pages(team, Whose.MINE))[0]) == ["Mine"]
    assert names((await pages(team, "tag:vip"))[0]) == ["Tagged"]
    assert len(names((await pages(team, Whose.LEADS))[0])) == 1
    assert names((await pages(team, Whose.SPAM))[0]) == []
    assert len(names((await pages(team, "of another version"))[0])) == 3
    assert (await pages(team))[0].tags == ("VIP",)
